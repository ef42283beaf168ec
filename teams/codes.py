"""Random codes that name things in public URLs."""

from django.utils.crypto import get_random_string

# No vowels and nothing that reads like something else, so codes can be read aloud and spell no words.
ALPHABET = "bcdfghjkmnpqrtvwxy234679"


def new_code() -> str:
    """8 characters: 24**8, about 10**11 possibilities. It names a thing; it doesn't let anybody in."""
    return get_random_string(8, ALPHABET)


def new_token() -> str:
    """32 characters of 24: about 146 bits, more than the 128 that let somebody in."""
    return get_random_string(32, ALPHABET)


def shown(code: str) -> str:
    """For people: `bcdfghjk` as BCDF-GHJK, in fours whatever its length."""
    upper = code.upper()
    return "-".join(upper[start : start + 4] for start in range(0, len(upper), 4))


def typed(text: str) -> str:
    """A code as it is stored, however somebody typed it: dashes, spaces and capitals make no difference."""
    return "".join(character for character in text.lower() if character in ALPHABET)
