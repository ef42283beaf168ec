"""What script/serve runs: our WSGI application, whose threads are given to requests that have arrived whole.

A request waits for its body on the event loop. Few threads suffice then, each with a database connection of its own,
and nobody takes one by sending half a form. See docs/decisions/0027.
"""

import asyncio
import io
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from django.conf import settings

from coprod_reflect.bodies import CROWDED_OUT, CUT_OFF, LATE, Body, Room, receive_body
from coprod_reflect.giving_back import GivingBack
from coprod_reflect.wsgi import application as wsgi

THREADS = 4  # of each process
ALIVE = "/healthz"  # has a thread of its own: it is answered while all others wait for the database
PIECE = 64 * 1024  # bytes of a file that are read, and sent, at once

BASIC = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": lambda file, _: FileWrapper(file, PIECE),
}

# Who saves a word takes turns with who publishes a whole round, and takes many: each question to the database is one.
sys.setswitchinterval(0.001)  # seconds


class Front:
    """An ASGI application in front of a WSGI one."""

    def __init__(self, application):
        self.application = application
        self.room = Room()
        self.threads = ThreadPoolExecutor(THREADS, "request")
        self.alive = ThreadPoolExecutor(1, "alive")
        self.giving_back = GivingBack(self.alive)

    async def __call__(self, scope, receive, send) -> None:
        body = Body(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, self.room)
        try:
            if has_body(scope):
                await receive_body(receive, body)
            await self._answer(make_environ(scope, body), send)
        finally:
            body.let_go()
            self.giving_back.soon()

    async def _answer(self, environ: dict, send) -> None:
        threads = self.alive if environ["PATH_INFO"] == ALIVE else self.threads
        run = asyncio.get_running_loop().run_in_executor
        status, headers, result = await run(threads, self._ask, environ)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if isinstance(result, bytes):
            await send({"type": "http.response.body", "body": result})
            return
        try:  # a slow reader takes no thread either
            while piece := await run(threads, next, result, b""):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            await run(threads, result.close)

    def _ask(self, environ: dict) -> tuple:
        """In a thread: the answer's status and headers, and its body as bytes, or as an open file if it is long."""
        started: list[tuple] = []
        result = self.application(environ, lambda *given: started.append(given))
        (status, headers) = started[0][:2]
        if (
            not isinstance(result, FileWrapper)
            or int(dict(headers).get("Content-Length", PIECE + 1)) <= PIECE
        ):
            result = joined(result)
        return int(status.split(" ", 1)[0]), [encoded(*header) for header in headers], result


def has_body(scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def joined(result) -> bytes:
    try:
        return b"".join(result)
    finally:
        result.close()


def encoded(name: str, value: str) -> tuple[bytes, bytes]:
    return name.lower().encode("latin1"), value.strip().encode("latin1")


def make_environ(scope, body: Body) -> dict:
    """A WSGI environ. Bodies that came without a length have one now."""
    (host, port), (client, _) = scope["server"] or ("localhost", 80), scope["client"] or ("", 0)
    environ = BASIC | {
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": client,
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body.kept),
    }
    for name, value in scope["headers"]:
        add_header(environ, name.decode("latin1"), value.decode("latin1"))
    environ.setdefault("CONTENT_LENGTH", str(body.length))
    return environ | {LATE: body.is_late, CUT_OFF: body.is_cut_off, CROWDED_OUT: body.is_crowded_out}


def add_header(environ: dict, name: str, value: str) -> None:
    """One that has an underscore isn't taken: it would pass for what only a proxy may say."""
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    key = key if key in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{key}"
    between = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{between}{value}" if key in environ else value


application = Front(wsgi)
