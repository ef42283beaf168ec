"""Somebody who takes part in the demo's open round without an account, over raw connections."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from tests.serving.server import Answer, Served, manage
from tests.way_in import answers

FIND = """
from assessments.models import Round
open_rounds = Round.objects.filter(closed_at=None, sharing="without-names").exclude(opened_at=None)
round = open_rounds.exclude(link_token=None).first()
print("ROUND", round.code, round.link_token, round.team.organisation.perspectives.first().pk)
"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@cache
def open_round_in(folder: Path, **variables: str) -> tuple[str, ...]:
    """Its code, its link's token, and a perspective: the same for every visitor, and found by a process of its own."""
    found = manage(folder, "shell", "--verbosity", "0", "-c", FIND, **variables)
    return re.search(r"ROUND (\w+) (\w+) (\d+)", found).groups()


class Visitor:
    def __init__(self, served: Served):
        self.served = Served(served.port, served.folder, served.process)  # with cookies of their own
        self.round, link, perspective = open_round_in(served.folder, **served.variables)
        self.served.get(f"/j/{link}/")
        token = {"csrfmiddlewaretoken": TOKEN.search(self.served.get(f"/join/{self.round}/").text)[1]}
        for address, said in answers(self.round, perspective):
            assert self.served.post(address, urlencode(token | said)).status == 302
        self.served.cookies["view"] = "list"
        first = re.search(rf'href="(/mine/{self.round}/parts/[\w-]+/)', self.page(f"/mine/{self.round}/"))
        self.part = first[1]
        shown = self.page()
        self.token, self.keys = TOKEN.search(shown)[1], re.findall(r'data-statement="([\w-]+)"', shown)

    def page(self, path: str = "") -> str:
        answer = self.served.get(path or self.part)
        assert answer.status == 200, answer
        return answer.text

    def form(self, **fields: str) -> str:
        """The part's form as the page shows it, with these changes."""
        shown = self.page()
        names = ("csrfmiddlewaretoken", "shown", "revision", "fingerprint")
        kept = {
            name: found[1] for name in names if (found := re.search(rf'name="{name}" value="([^"]*)"', shown))
        }
        return urlencode(kept | {"save": "later"} | fields)

    def change(self, value: str, key: str = "") -> str:
        return json.dumps({"statement": key or self.keys[0], "value": value, "age": 0})

    def save(self, value: str, key: str = "") -> Answer:
        return self.send(self.change(value, key))

    def send(self, body: str, **headers: str) -> Answer:
        return self.served.post(
            f"{self.part}save/", body, kind="application/json", X_CSRFToken=self.token, **headers
        )
