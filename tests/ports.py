"""A port for a server of a test's own."""

import secrets
import socket

FIRST, LAST = (
    20_000,
    32_000,
)  # below those that systems give to whoever connects, which might take it meanwhile


def free_port() -> int:
    """By chance, so that processes that look at the same time find different ones."""
    while True:
        port = FIRST + secrets.randbelow(LAST - FIRST)
        with socket.socket() as place:
            if place.connect_ex(("127.0.0.1", port)):
                return port
