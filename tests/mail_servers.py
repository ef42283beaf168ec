"""Mail servers on this machine, as they are met: quick, silent, late, full, greylisting, or gone in the middle."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.policy import default

ESTABLISHED = 1  # the first byte of TCP_INFO, on Linux: neither end has hung up


class MailServer:
    """Each conversation has a thread. `accepted` are the e-mails it took on; `most_at_once` the conversations, one of
    which is over when the other end has hung up, whether or not its thread has got round to noticing; `left` is how
    many hung up on a silent one before its `patience` was over; `hung` how many heard it in the end.

    `late`: seconds before each answer. `silent`: says nothing at all. `answers`: what it says to a verb, in turn and
    then as usual; "drop" hangs up. The end of the e-mail is the verb ".". `together`: it greets nobody before so many
    have come, so that none of them is through before the others have begun. `tls`: with what it goes on once STARTTLS
    is said.
    """

    def __init__(
        self,
        *,
        late: float = 0,
        silent=False,
        patience: float | None = None,
        answers=None,
        together=1,
        tls=None,
    ):
        self.late, self.silent, self.patience, self.answers = late, silent, patience, answers or {}
        self.together, self.tls = together, tls
        self.accepted, self.heard, self.most_at_once, self.lines = [], [], 0, []
        self.left = self.hung = 0
        self.reached = threading.Event()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with suppress(OSError):  # it is closed
            while True:
                line, _ = self.listening.accept()
                self.lines.append(line)
                self.most_at_once = max(self.most_at_once, self.now_open)
                threading.Thread(target=self._talk, args=[line], daemon=True).start()

    @property
    def now_open(self) -> int:
        return sum(map(_is_open, self.lines))

    def _talk(self, line: socket.socket):
        with line, suppress(OSError, EOFError):
            self._converse(line)

    def _converse(self, line: socket.socket):
        lines = line.makefile("rb")
        if self.silent:
            line.settimeout(self.patience)
            lines.read()  # until they hang up
            self.left += 1
            return
        wait_for(lambda: len(self.lines) >= self.together)
        self._say(line, "220 here")
        while verb := lines.readline().decode().strip().upper():
            self.heard.append(verb)
            self._say(line, self._answer(verb.split(" ")[0].split(":")[0], verb))
            if verb == "STARTTLS":
                line = self.tls.wrap_socket(line, server_side=True)
                lines = line.makefile("rb")
            if verb == "DATA":
                self._take(line, lines)

    def _take(self, line, lines):
        text = []
        while (row := lines.readline()) not in (b".\r\n", b""):
            text.append(row)
        self.reached.set()
        answer = self._answer(".", "")
        if answer.startswith("250"):
            self.accepted.append(message_from_bytes(b"".join(text), policy=default))
        self._say(line, answer)

    def _answer(self, verb: str, whole: str) -> str:
        if self.answers.get(verb):
            return self.answers[verb].pop(0)
        return {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 fine")

    def _say(self, line, words: str):
        time.sleep(self.late)
        if words == "drop":
            line.shutdown(socket.SHUT_RDWR)
            raise EOFError
        if words == "hang":
            time.sleep(60)
            self.hung += 1
        line.sendall(f"{words}\r\n".encode())


def _is_open(line: socket.socket) -> bool:
    with suppress(OSError):  # we have closed it
        return line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED
    return False


@contextmanager
def mail_server(**how):
    server = MailServer(**how)
    try:
        yield server
    finally:
        server.listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that listens
        server.listening.close()


def send_to(server, settings):
    """From now on e-mail goes there."""
    settings.EMAIL_BACKEND = "teams.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False


def wait_for(is_true):
    end = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.02)
