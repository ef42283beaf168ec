"""A data folder of a test's own server, and a database of its own processes."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "var"
DATABASE = "coprod-reflect.sqlite3"


def take_static_files(folder: Path) -> None:
    """Collecting them takes longest of all set-up; script/setup does so again if these aren't the newest."""
    if (MADE / "stamps/static").exists():
        shutil.copytree(MADE / "static", folder / "static")
        (folder / "stamps").mkdir()
        shutil.copy(MADE / "stamps/static", folder / "stamps/static")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Only what a fresh machine would have, and DATABASE_URL if this run is about another database."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL") if name in os.environ}
    return kept | {"DEMO": "1", "DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"} | more


def make_demo(folder: Path, **more: str) -> Path:
    """Ready to be served, with the demo in it. `more` are variables for its environment."""
    folder.mkdir(exist_ok=True)
    take_static_files(folder)
    for command in ([ROOT / "script/setup"], [sys.executable, ROOT / "manage.py", "demo"]):
        given = environment(folder, **more)
        subprocess.run(command, env=given, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


def finish_files(folder: Path) -> None:
    """Waits for the process that makes the files of the demo's reports: while it writes, nobody may copy the folder."""
    with (folder / "reports/.finishing").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def shared_by_run(base: Path) -> Path:
    """A folder in which all processes of a run meet; `base` is pytest's for this one."""
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def made_by_first(shared: Path) -> Path:
    """A data folder with the demo in it, of which each process takes a copy."""
    return once_for_all(shared / "made", lambda folder: finish_files(make_demo(folder)))


def once_for_all(place: Path, make: Callable[[Path], object]) -> Path:
    """Whichever process comes first makes what is to be there, and the others wait for it."""
    with place.with_name(f"making {place.name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = place.with_name(f"{place.name} is there")
        if not done.exists():
            make(place)
            done.touch()
    return place


def copy_data(made: Path, folder: Path) -> None:
    """The database by itself: whoever wrote last may still be closing it."""
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns("*.sqlite3*"), dirs_exist_ok=True)
    if (made / DATABASE).exists():  # else this run is about another database
        with closing(sqlite3.connect(made / DATABASE)) as whole:
            whole.execute("VACUUM INTO ?", [str(folder / DATABASE)])


def make_tables(file: Path) -> None:
    """An SQLite database with nothing in its tables; what caches keep has one too."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}"}
    for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
        whole = [sys.executable, ROOT / "manage.py", *command]
        subprocess.run(whole, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
