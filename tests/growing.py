"""Does work grow as what it is given does? Told by what a tenth of it takes in the same run, on any machine."""

from collections.abc import Callable
from time import process_time

TIMES = 10
NOISE = 4


def grows_with(work: Callable[[str], object], text: str, *, power: int = 1) -> bool:
    """Whether a long text takes about ten times as long as a tenth of it; by its square, a hundred; or no longer."""
    return _quickest(work, text) < NOISE * TIMES**power * _quickest(work, _tenth(text))


def _tenth(text: str) -> str:
    """With both its ends."""
    half = len(text) // TIMES // 2
    return text[:half] + text[-half:]


def _quickest(work: Callable[[str], object], text: str) -> float:
    """Of some: whatever else the machine does makes none quicker."""
    return min(_seconds(work, text) for _ in range(5))


def _seconds(work: Callable[[str], object], text: str) -> float:
    begun = process_time()
    work(text)
    return process_time() - begun
