"""A crowd on loopback: each visitor has a connection and cookies. Small, so that it takes little from the server."""

import asyncio
import time
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Visitor:
    """Keeps its connection and its cookies. It sends them wherever it goes, as no path here is another's."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, **headers: str) -> Answer:
        return await self._ask("GET", path, b"", headers)

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        return await self._ask("POST", path, urlencode(fields).encode(), {"Content-Type": FORM})

    async def post_json(self, path: str, body: str, token: str) -> Answer:
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        return await self._ask("POST", path, body.encode(), headers)

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if self.cookies:
            lines.append(f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}")
        if (
            self.streams is None or self.streams[0].at_eof()
        ):  # servers hang up on who says nothing for a while
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return await self._read(reader)

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        status, headers = int(head[0].split()[1]), {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, given = value.partition(";")[0].partition("=")
                self.cookies[cookie] = given
            headers[name.lower()] = value
        if headers.get("transfer-encoding") == "chunked":
            return Answer(status, headers, await self._read_chunks(reader))
        return Answer(status, headers, await reader.readexactly(int(headers.get("content-length", 0))))

    async def _read_chunks(self, reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return body

    def leave(self) -> None:
        if self.streams:
            self.streams[1].close()


@dataclass
class Times:
    """Milliseconds of each answer, and whatever wasn't the answer that was hoped for."""

    name: str
    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def of(self, asking, *statuses: int) -> Answer | None:
        began = time.perf_counter()
        try:
            answer = await asking
        except (OSError, asyncio.IncompleteReadError) as error:
            self.errors.append(repr(error))
            return None
        self.taken.append((time.perf_counter() - began) * 1000)
        if answer.status not in statuses:
            self.errors.append(f"{answer.status} {answer.headers.get('location', '')}")
        return answer

    def line(self, **more) -> dict:
        cuts = quantiles(self.taken, n=100) if len(self.taken) > 1 else [0.0] * 99
        percentiles = {f"p{n}": round(cuts[n - 1], 1) for n in (50, 95, 99)}
        return {
            "name": self.name,
            "answers": len(self.taken),
            **percentiles,
            "errors": len(self.errors),
            **more,
        }
