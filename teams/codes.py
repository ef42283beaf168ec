"""Random codes that name things in public URLs."""

import unicodedata

from django.utils.crypto import get_random_string

# No vowels and nothing that reads like something else, so codes can be read aloud and spell no words.
ALPHABET = "bcdfghjkmnpqrtvwxy234679"
DIGITS = "0123456789"  # of the codes that sign people in
JOIN_CODE_LENGTH, RETURN_CODE_LENGTH, TOKEN_LENGTH = CODE_LENGTHS = 8, 12, 32


def new_code() -> str:
    """8 characters: 24**8, about 10**11 possibilities. It names a thing; it doesn't let anybody in."""
    return get_random_string(JOIN_CODE_LENGTH, ALPHABET)


def new_token() -> str:
    """32 characters of 24: about 146 bits, more than the 128 that let somebody in."""
    return get_random_string(TOKEN_LENGTH, ALPHABET)


def shown(code: str) -> str:
    """As people read it, in fours: `BCDF-GHJK`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4)).upper()


def typed(text: str, alphabet: str = ALPHABET) -> str:
    """As we keep it, however it was typed or copied: small letters, plain digits, and nothing that isn't in a code."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in map(_plain_digit, plain) if character in alphabet)


def _plain_digit(character: str) -> str:
    """Keyboards for other scripts have digits of their own."""
    return str(unicodedata.decimal(character, character))
