"""Keys come from words that people write, and stand in addresses for ever: no page of ours stands where they do."""

from collections.abc import Iterator
from itertools import product

from django.urls import get_resolver, resolve

from assessments.services import offered

FROM_WORDS = {"principle", "activity", "level", "key", "place", "slug"}
FROM_US = {  # codes, and names that our own modules have
    *("code", "token", "link", "quote", "entry", "mark", "signed", "digest"),
    *("number", "pk", "remark", "field", "frame", "format", "paper", "point", "step"),
}
REFUSED = {"edit_session_format": offered.ADDRESSES, "edit_warm_up": offered.ADDRESSES}
SOME = {"code": "abc", "number": 1, "pk": 1, "remark": "0" * 8 + "-0000" * 3 + "-" + "0" * 12}


def addresses() -> Iterator[tuple[str, list[str], list[str]]]:
    """Of each page its name, its address in pieces, and what stands in it. Administration pages know rows by number."""
    known = get_resolver().reverse_dict
    for name in (one for one in known if isinstance(one, str)):
        for (address, names), *_ in (possible for possible, *_ in known.getlist(name)):
            yield name, address.split("/"), names


def beside_in(every: list[list[str]], pieces: list[str], word: str) -> set[str]:
    """What stands in the place of this word in other addresses that are as long."""
    at = next(at for at, piece in enumerate(pieces) if f"%({word})s" in piece)
    return {those[at] for those in every if len(those) == len(pieces) and "%" not in those[at]}


def test_we_know_of_every_address_whose_words_stand_in_it():
    asked = {one for _, _, names in addresses() for one in names}
    assert asked == FROM_WORDS | FROM_US


def test_no_key_leads_to_a_page_of_ours():
    every = [pieces for _, pieces, _ in addresses()]
    found = set()
    for name, pieces, names in addresses():
        words = [one for one in names if one in FROM_WORDS]
        beside = [{"1", "any", *beside_in(every, pieces, word)} for word in words]
        for keys in product(*beside) if words else ():
            values = {one: SOME.get(one, "any") for one in names} | dict(zip(words, keys, strict=True))
            leads_to = resolve("/" + "/".join(pieces) % values).url_name
            if leads_to != name and not REFUSED.get(name, set()) & set(keys):
                found.add((name, keys, leads_to))
    assert found == set()
