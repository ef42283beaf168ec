"""Random codes that name things in public URLs."""

from django.utils.crypto import get_random_string

# No vowels and nothing that reads like something else, so codes can be read aloud and spell no words.
ALPHABET = "bcdfghjkmnpqrtvwxy234679"
JOIN_CODE_LENGTH, RETURN_CODE_LENGTH = 8, 12


def new_code() -> str:
    """8 characters: 24**8, about 10**11 possibilities. It names a thing; it doesn't let anybody in."""
    return get_random_string(8, ALPHABET)


def new_token() -> str:
    """32 characters of 24: about 146 bits, more than the 128 that let somebody in."""
    return get_random_string(32, ALPHABET)


def shown(code: str) -> str:
    """As people read it, in fours: `BCDF-GHJK`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4)).upper()


def typed(text: str) -> str:
    """As we keep it, however it was typed: small letters, without dashes, spaces and whatever isn't in a code."""
    return "".join(character for character in text.lower() if character in ALPHABET)
