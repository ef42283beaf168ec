"""Many people join at once, against a database on a disk: python -m tests.assessments.hall MOST NONCE…

Each nonce joins in a thread of its own. Prints how many were let in, and how many sheets there are then.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import django


def main(most: int, nonces: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_reflect.settings")
    django.setup()
    from assessments.services import joining
    from tests.make import make_round

    joining.MOST_SHEETS = most
    round = make_round()
    with ThreadPoolExecutor(8) as people:
        came = list(people.map(lambda nonce: _join(joining, round, nonce), nonces))
    print(came.count(True), round.sheets.filter(kind="person").count())


def _join(joining, round, nonce: str) -> bool:
    from django.db import connection

    try:
        joining.join_round(round, nonce=nonce, how="alone")
    except joining.RoundFull:
        return False
    finally:
        connection.close()
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
