"""Issuing reports and making PDFs, for beside.py."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.workshop import shell

if TYPE_CHECKING:
    from bench.beside import Deed, Place

PDFS = 20
PATIENCE = 300  # seconds

DRAFTS = """
from assessments.models import Round
from assessments.services.editions import draft_of
round = Round.objects.filter(team__name="Riverside support team").closed().exclude(releases=None).latest("closed_at")
draft = draft_of(round, "board")
draft.details = {{**draft.details, "why_not": "Turn {turn}.", "title": "Turn {turn}"}}
draft.revision += 1
draft.save()
print("ROUND", round.code)
"""
WAITED = """
import time
from reports.services.finishing import unfinished
while unfinished().exists():
    time.sleep(0.5)
"""
ROUNDS = """
from assessments.models import Round, Sheet
from assessments.services.rounds import close_round, open_round
asked = {{"contact_name": "Alice Penrose", "contact_phone": "07700 900142"}}
old = Round.objects.filter(team__name="Riverside support team").closed().exclude(releases=None).latest("closed_at")
for number in range({wanted}):
    title = "Turn {turn}, round %s" % number
    round = Round.objects.create(team=old.team, version=old.version, title=title, about="team", **asked)
    open_round(round, by=None)
    close_round(round, by=None)
    print("ROUND", round.code)
"""


def issuing(place: Place, turn: int) -> Deed:
    """A report is issued, and its Word and PDFs are made."""
    code = codes_in(shell(place.folder, DRAFTS.format(turn=turn)))[0]

    def issue() -> None:
        address = f"/rounds/{code}/report/issue/"
        _, page = place.server.ask("GET", address, Accept_Encoding="identity")
        seen = page.decode().split('name="seen" value="')[1].split('"')[0]
        place.press(address, seen=seen)
        shell(place.folder, WAITED)

    return issue


def twenty_pdfs(place: Place, turn: int) -> Deed:
    """Of as many rounds, asked for at once, as 20 people would who wait for their turn."""
    codes = codes_in(shell(place.folder, ROUNDS.format(turn=turn, wanted=PDFS)))

    def ask() -> None:
        waiting, end = list(codes), time.monotonic() + PATIENCE
        while waiting and time.monotonic() < end:
            waiting = [code for code in waiting if not _is_made(place, code)]
            time.sleep(0.5)
        assert not waiting, "Not every PDF was made."

    return ask


def codes_in(said: str) -> list[str]:
    return [line.split()[1] for line in said.splitlines() if line.startswith("ROUND")]


def _is_made(place: Place, code: str) -> bool:
    status, told = place.server.ask("GET", f"/rounds/{code}/report/pdf/", Accept="application/json")
    return status == 200 and b'"kept"' in told
