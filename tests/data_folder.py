"""A data folder of a test's own server."""

import shutil
from pathlib import Path

MADE = Path(__file__).resolve().parent.parent / "var"


def take_static_files(folder: Path) -> None:
    """Collecting them takes longest of all set-up; script/setup does so again if these aren't the newest."""
    if (MADE / "stamps/static").exists():
        shutil.copytree(MADE / "static", folder / "static")
        (folder / "stamps").mkdir()
        shutil.copy(MADE / "stamps/static", folder / "stamps/static")
