"""Demo mode signs anybody in with a click, so it is for this machine only: nothing starts that others might reach.

What a server is told by options, variables and files differs from one to the next. What it does doesn't: it binds
sockets. Those that are bound when the settings are read are looked at, and each later one before it is bound.
"""

import os
import re
import socket
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from itertools import pairwise
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BINDS = ("BIND", "GRANIAN_HOST", "UVICORN_HOST", "WAITRESS_HOST")  # variables that servers listen to
OPTIONS = {"--host", "--bind", "--listen", "--quic-bind", "--insecure-bind"}  # … and what they are told
OPTIONS |= {"--http-socket", "--https-socket", "--socket"}
SHORT = re.compile(r"-b=?(.+)")  # -b0.0.0.0:80
FILES = (
    "unix:",
    "/",
    "fd://",
    "file:",
)  # sockets without an address: whoever passes requests on is looked at
ADDRESS = re.compile(r"(?:\w+://)?(\[[0-9a-fA-F:.%]+\]|[^:/\s]*)(?::\d+)?/?")
INTERNET = {socket.AF_INET, socket.AF_INET6}
TAKE_IT_OUT = "Take that out, or switch DEMO off: in a demo, anybody is signed in with a click."


def stay_here(hosts: Iterable[str], sites: Iterable[str], arguments: list[str], environment: Mapping) -> None:
    """Refuses to start, with a sentence. `sites` are whole addresses, such as https://reflect.example/."""
    named = [*hosts, *(urlsplit(site).hostname or "" for site in sites)]
    told = [*arguments, *environment.get("GUNICORN_CMD_ARGS", "").split()]
    listening = [environment[name] for name in BINDS if environment.get(name)] + [*bound_to(told)]
    beyond = sorted({name for name in [*named, *listening, *bound_already()] if not is_here(name)})
    if beyond:
        raise ImproperlyConfigured(_refusal(", ".join(beyond)))
    sys.addaudithook(_bind_here_only)


@lru_cache(maxsize=256)  # each request of a demo names two
def is_here(name: str) -> bool:
    """Whether this name or address, with or without a port, can only be this machine's own."""
    found = ADDRESS.fullmatch(name)
    host = (name if _is_address(name) or not found else found[1]).strip("[]").lower().rstrip(".")
    return host == "localhost" or host.endswith(".localhost") or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    if not _is_address(host):
        return False
    address = ip_address(host)
    within = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (within or address).is_loopback


def _is_address(host: str) -> bool:
    with suppress(ValueError):
        return bool(ip_address(host))
    return False


def bound_to(arguments: list[str]) -> Iterator[str]:
    """Where a server's command line tells it to listen."""
    for before, argument in pairwise(["", *arguments]):
        option, _, value = argument.partition("=")
        short = SHORT.fullmatch(argument)
        if before in OPTIONS | {"-b"}:
            yield from _addresses(argument)
        elif option in OPTIONS and value:
            yield from _addresses(value)
        elif short:
            yield from _addresses(short[1])
    if "runserver" in arguments:
        yield from _runserver_at(arguments[arguments.index("runserver") + 1 :])


def _addresses(value: str) -> list[str]:
    return [each for each in value.split(",") if not each.startswith(FILES)]


def _runserver_at(arguments: list[str]) -> Iterator[str]:
    """Django's own takes a port, or an address with one."""
    for argument in arguments:
        if re.fullmatch(r"([^-].*:)?\d+", argument):
            yield argument if ":" in argument else "localhost"


def bound_already() -> Iterator[str]:
    """Whatever opened them, in this process or before it: Linux and macOS list what is open."""
    for name in os.listdir("/dev/fd") if os.path.isdir("/dev/fd") else []:
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                yield from _bound(int(name))


def _bound(number: int) -> list[str]:
    with socket.socket(fileno=os.dup(number)) as copy:
        if copy.family not in INTERNET or _has_a_peer(copy):
            return []
        host, port = copy.getsockname()[:2]
        return [host] if port else []


def _has_a_peer(connection: socket.socket) -> bool:
    with suppress(OSError):
        return bool(connection.getpeername())
    return False


def _bind_here_only(event: str, given: tuple) -> None:
    """Servers catch what is raised here, or end a thread only. So the process ends, and says why."""
    if event != "socket.bind" or given[0].family not in INTERNET or is_here(given[1][0]):
        return
    sys.stderr.write(f"{_refusal(given[1][0] or '*')}\n")
    sys.stderr.flush()
    os._exit(1)


def _refusal(beyond: str) -> str:
    return f"DEMO is on, but other machines may reach: {beyond}. {TAKE_IT_OUT}"
