"""Processes of which there is one at a time, whichever server process started it. No Django: small ones use this too.

A process holds the lock of a file for as long as it or anything that it started lives, and touches the file while it
can. So one that died is noticed, whoever killed it, and so is one that stands still.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

PULSE = 2  # seconds between two touches
STILL = 30  # seconds without one, and it isn't slow any more but stopped
RELEASING = 2  # seconds until what was killed has surely let go
LOCK = "HELD_LOCK"  # tells a process which of its open files is its lock
_let_go = threading.Event()


def start_alone(lock: Path, command: Sequence[str], *, env: Mapping[str, str], cwd: Path) -> None:
    """Unless one is at it already. It inherits the lock, so there is no moment without it."""
    with open(lock, "a+") as held:
        if _take(held) or (_stands_still(lock) and _kill(held)):
            _forget_last(held)
            process = _start(held, command, env, cwd)
            _write_pid(held, process)


def is_at_work(lock: Path) -> bool:
    """Whether somebody holds it, and isn't stopped."""
    if not lock.exists():
        return False
    with open(lock) as held:
        return not _take(held) and not _stands_still(lock)


def end_stopped(lock: Path) -> None:
    """Kills whoever holds it and stands still, so that nothing wakes up later."""
    if lock.exists() and _stands_still(lock):
        with open(lock) as held:
            _ = _take(held) or _kill(held)


def show_life() -> None:
    """For a process that start_alone() started: until it lets go, a thread touches its lock."""
    for held in held_lock():
        threading.Thread(target=_touch, args=[held], daemon=True).start()


def held_lock() -> list[int]:
    """To be passed on to what this process starts; none, when somebody started it by hand."""
    return [] if _let_go.is_set() or LOCK not in os.environ else [int(os.environ[LOCK])]


def let_go() -> None:
    """Before it ends, so that it can look once more for what was added while it still held its lock."""
    for held in held_lock():
        _let_go.set()
        os.close(held)


def _touch(held: int) -> None:
    while not _let_go.is_set():
        os.utime(held)
        _let_go.wait(PULSE)


def _take(held: TextIO) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stands_still(lock: Path) -> bool:
    with suppress(FileNotFoundError):
        return lock.stat().st_mtime < time.time() - STILL
    return False


def _kill(held: TextIO) -> bool:
    """It and all that it started, so that the lock is free. While it is held, no other process can have its number."""
    held.seek(0)
    host, _, pid = held.read().partition(" ")
    if host != os.uname().nodename or not pid.isdecimal():
        return False  # with several servers, another one's
    with suppress(ProcessLookupError):
        os.killpg(int(pid), signal.SIGKILL)
    return _take_soon(held)


def _take_soon(held: TextIO) -> bool:
    end = time.monotonic() + RELEASING
    while not _take(held):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _forget_last(held: TextIO) -> None:
    """At once: meanwhile nobody may take the number of whoever held it last for ours, and kill a stranger."""
    held.truncate(0)
    os.utime(held.fileno())


def _start(
    held: TextIO, command: Sequence[str], env: Mapping[str, str], cwd: Path
) -> subprocess.Popen[bytes]:
    """In a group of its own, so that all of it can be killed and no Ctrl-C meant for the server reaches it."""
    lock = held.fileno()
    process = subprocess.Popen(  # noqa: S603 (our own modules and commands)
        command,
        cwd=cwd,
        env={**env, LOCK: str(lock)},
        pass_fds=[lock],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
    )
    threading.Thread(target=process.wait, daemon=True).start()  # so that it doesn't stay as a zombie
    return process


def _write_pid(held: TextIO, process: subprocess.Popen[bytes]) -> None:
    """Without its number nobody could end it, so on a full disk it ends now."""
    try:
        held.seek(0)
        held.truncate()
        held.write(f"{os.uname().nodename} {process.pid}")
        held.flush()
    except OSError:
        process.kill()
        raise
