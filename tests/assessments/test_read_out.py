"""What is read out to somebody on the telephone: true of the round, and as easy as what others read for themselves."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from assessments.models import Round
from rubric.models import RubricVersion
from tests.assessments.calls import ALOUD, Call
from tests.make import make_facilitator, make_round, make_team
from tests.participants import EASY_READ, STANDARD
from tests.reading_levels import Page

# Pages: whatever they ask or save, tests of what they stand on do on each database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TAG = re.compile(r"<[^>]+>")


@pytest.mark.parametrize(
    ("wording", "says"), [(STANDARD, "until 7 months after"), (EASY_READ, "We erase it 7 months")]
)
def test_the_promises_say_what_is_true_of_this_round(client, wording, says):
    round = make_round(floor=8, keep_months=7)
    client.force_login(make_facilitator(round.team))
    shown = Call(client, round, wording).shown[1]
    assert says in shown
    assert "8 people" in shown


@pytest.mark.parametrize("wording", [STANDARD, EASY_READ])
@pytest.mark.parametrize("sharing", Round.Sharing.values)
def test_what_is_read_out_is_easy_enough(client, wording, sharing):
    """The rubric's own texts are measured where the rubrics are."""
    round = make_round(sharing=sharing)
    client.force_login(make_facilitator(round.team))
    call = Call(client, round, wording)
    pages = dict(_aloud(call.answer))
    pages["start"] = " ".join(ALOUD.findall(client.get(call.address.partition("?")[0]).content.decode()))
    call.press("next").press("next?perspective=unsaid")
    if sharing == Round.Sharing.IN_THE_OPEN:
        call.name = "Dana"
        call.press("next")
    call.press("next?how=alone").press("next").says("ticked").press("check").press("save")
    pages["saved"] = re.sub("<ol.*?</ol>", "", ALOUD.search(call.answer.content.decode())[1], flags=re.DOTALL)
    told = [Page(name, wording, _text(piece)) for name, piece in pages.items()]
    assert len(told) >= 8
    assert [f"{page}: {page.long_sentences}" for page in told if page.is_too_hard] == []


def _aloud(answer):
    for row in answer.context["rows"]:
        step = row["step"]
        page = answer.content.decode()
        section = page.split(f'data-step="{step.key}"')[1].split("</section>")[0]
        yield step.key, ALOUD.search(section)[1]


def _text(piece):
    lines = [TAG.sub("", line) for line in re.split("</p>", piece)]
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def test_hard_words_are_read_out_with_what_they_mean(client):
    call_command("import_rubric", "rubric/data/cahn-four-values.yaml", stdout=StringIO())
    round = make_round(make_team(), RubricVersion.objects.get())
    client.force_login(make_facilitator(round.team))
    pages = dict(_aloud(Call(client, round, EASY_READ).answer))
    assert re.search(r"<strong>[^<]+</strong> means: ", pages["s-labels"])
