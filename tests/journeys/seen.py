"""What was looked at already in this run, in whichever of its processes."""

from collections.abc import Iterable
from pathlib import Path


class Seen:
    """Lines of routes and kinds of elements, in a file to which every process adds; without one, all is new."""

    def __init__(self, file: Path | None = None):
        self.keep_in(file)

    def keep_in(self, file: Path | None) -> None:
        self.file = file
        self.known: set[str] = set()
        self.read = 0  # bytes of it: it grows to a megabyte, and is asked at each look
        if file:
            file.touch()

    def lines(self) -> set[str]:
        """All so far; what another process is still writing counts once its line is whole."""
        if self.file:
            with self.file.open("rb") as file:
                file.seek(self.read)
                whole, end, _ = file.read().rpartition(b"\n")
            self.read += len(whole + end)
            self.known.update(whole.decode().splitlines())
        return self.known

    def new(self, route: str, kinds: Iterable[str]) -> set[str]:
        """A line for each kind that was never seen on a page of this route."""
        return {f"{route} {' '.join(kind.split())}" for kind in kinds} - self.lines()

    def add(self, *lines: str) -> None:
        if not self.file:
            return
        with self.file.open("ab", buffering=0) as file:  # at once, or another process might write in between
            file.write("".join(f"{line}\n" for line in lines).encode())
