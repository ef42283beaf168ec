"""Demo mode signs anybody in with a click, so it is for this machine only: nothing starts that others might reach."""

import re
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address
from itertools import pairwise
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BINDS = ("BIND", "GRANIAN_HOST", "UVICORN_HOST", "WAITRESS_HOST")  # variables that servers listen to
OPTIONS = {"--host", "--bind", "-b", "--listen"}  # … and what they are told
ADDRESS = re.compile(r"(?:\w+://)?(\[[0-9a-fA-F:.%]+\]|[^:/\s]*)(?::\d+)?/?")


def stay_here(hosts: Iterable[str], sites: Iterable[str], arguments: list[str], environment: Mapping) -> None:
    """Refuses to start, with a sentence. `sites` are whole addresses, such as https://reflect.example/."""
    named = [*hosts, *(urlsplit(site).hostname or "" for site in sites)]
    listening = [environment[name] for name in BINDS if environment.get(name)] + [*bound_to(arguments)]
    beyond = sorted({name for name in [*named, *listening] if not is_here(name)})
    if beyond:
        raise ImproperlyConfigured(
            f"DEMO is on, but other machines may reach: {', '.join(beyond)}. "
            "Take that out, or switch DEMO off: in a demo, anybody is signed in with a click."
        )


def is_here(name: str) -> bool:
    """Whether this name or address, with or without a port, can only be this machine's own."""
    found = ADDRESS.fullmatch(name)
    host = (found[1] if found else name).strip("[]").lower().rstrip(".")
    return host == "localhost" or host.endswith(".localhost") or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def bound_to(arguments: list[str]) -> Iterator[str]:
    """Where a server's command line tells it to listen."""
    for before, argument in pairwise(["", *arguments]):
        option, _, value = argument.partition("=")
        if before in OPTIONS:
            yield argument
        elif option in OPTIONS and value:
            yield value
        elif before == "runserver" and not argument.startswith("-"):
            yield argument if ":" in argument or "." in argument else "localhost"
