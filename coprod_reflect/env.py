"""Settings come from the environment through here. A wrong value stops the start with a sentence that says why."""

import os
import re
from datetime import date
from email.utils import parseaddr

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
HOST = r"\[[\da-fA-F:.]+\]|[^*/:?#@\s\[\]]+"
POSTGRES = r"postgres(ql)?://([^/?#]*@)?(\[[^/?#@]*\]|[^/?#@:]*)(:\d+)?(/[^/?#@]*)?(\?[^#@]*)?"


def text(name: str, default: str | None = None) -> str:
    """The variable's value; without a default it must be set."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number from {least} to {most}.")
    return int(value)


def day(name: str) -> date | None:
    """A date, written as 2026-11-27; None if it isn't set."""
    value = text(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a date, such as 2026-11-27.") from None


def words(name: str, default: str | None = None) -> list[str]:
    """A list, written with commas: `a.example, b.example`."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, default: str | None = None) -> str:
    """At least 50 characters, as Django's own check asks."""
    value = text(name, default)
    if len(value) < 50:
        raise ImproperlyConfigured(f"{name} is too short: use at least 50 random characters.")
    return value


def hosts(name: str, default: str | None = None) -> list[str]:
    """Host names by themselves: no scheme, no port, no path, and not everything."""
    found = words(name, default)
    if not found or not all(re.fullmatch(HOST, host) for host in found):
        raise ImproperlyConfigured(
            f"{name} is {text(name, default)!r}: write host names only, such as reflect.example."
        )
    return found


def address(name: str, default: str | None = None) -> str:
    """A sender: `reflect@council.example`, with or without a name before it."""
    value = text(name, default)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parseaddr(value)[1]):
        raise ImproperlyConfigured(f"{name} is {value!r}: write an address, such as reflect@council.example.")
    return value


def site(name: str, default: str) -> str:
    """Where this is found, with a slash at its end: `https://reflect.council.example/`."""
    value = text(name, default).rstrip("/") + "/"
    if not re.fullmatch(rf"https?://({HOST})(:\d{{1,5}})?/", value):
        raise ImproperlyConfigured(
            f"{name} is {value!r}: write an address, such as https://reflect.example/."
        )
    return value


def origins(name: str) -> list[str]:
    """Where else forms may come from: as a browser names it, with no slash at its end, which none would ever match."""
    found = [origin.removesuffix("/") for origin in words(name, "")]
    if not all(re.fullmatch(rf"https?://(\*\.)?({HOST})(:\d{{1,5}})?", origin) for origin in found):
        raise ImproperlyConfigured(
            f"{name} is {text(name)!r}: write addresses, such as https://reflect.example."
        )
    return found


def database(name: str, default: str) -> str:
    """One of the two databases that the guards are written for."""
    value = text(name, default)
    if not value.startswith(("sqlite://", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name}: use sqlite:/// or postgres://.")
    if value.startswith("postgres") and not re.fullmatch(POSTGRES, value):
        raise ImproperlyConfigured(
            f"{name}: write postgres://user:password@host/name, and in the password %23 for #, %2F for /, %3F for ?."
        )
    return value
