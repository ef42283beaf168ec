"""Somebody on the telephone: what they say is pressed in a browser without JavaScript, on buttons that are there."""

import re
from html import escape

from django.urls import reverse

from tests.participants import STANDARD

SHOWN = re.compile(r'<section class="step" data-step="([^"]+)"[^>]*(?<! hidden)>(.*?)</section>', re.DOTALL)
ALOUD = re.compile(r'<div class="aloud">(.*?)</div>', re.DOTALL)


class Call:
    def __init__(self, client, round, wording=STANDARD):
        self.client, self.round, self.name = client, round, ""
        self.address = reverse("type_in_by_telephone", args=[round.code])
        self.read(wording)

    def read(self, wording):
        self.address = f"{self.address.partition('?')[0]}?read={wording}"
        self.answer = self.client.get(self.address)

    @property
    def at(self):
        return self.shown[0]

    @property
    def shown(self):
        [shown] = SHOWN.findall(self.answer.content.decode())
        return shown

    @property
    def held(self):
        """All that the page would send."""
        context = self.answer.context
        words = {row["step"].asks: row["field"].value() or "" for row in context["rows"] if row["field"]}
        name = {"first_name": self.name} if self.name else {}
        return dict(context["held"]) | words | name | {"step": self.at}

    def press(self, next, **typed):
        assert f'name="next" value="{escape(next)}"' in self.shown[1]
        self.sent = self.held | typed | {"next": next}
        self.answer = self.client.post(self.address, self.sent)
        return self

    def about_them(self, perspective="unsaid", how="alone"):
        self.press("next")
        perspective = self.round.team.organisation.perspectives.first().pk if perspective else None
        return self.press(f"next?perspective={perspective}").press(f"next?how={how}").press("next")

    def says(self, *answers):
        for answer in answers:
            row = self.at.removeprefix("s-")
            self.press(f"next?answer-{row}={answer}")
        return self
