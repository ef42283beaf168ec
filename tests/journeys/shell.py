"""Code that runs within the app, on a server's database: what no page does, or what pages would take too long to do."""

import json
import subprocess
from pathlib import Path

from tests.data_folder import environment

ROOT = Path(__file__).resolve().parent.parent.parent
# Each line that comes in is a piece of code, and each that goes out is what one has printed, and how it failed.
LISTEN = """
import contextlib, io, json, sys, traceback
for line in sys.stdin:
    said, failure = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(json.loads(line), {})
    except Exception:
        failure = traceback.format_exc()
    print(json.dumps([said.getvalue(), failure]), flush=True)
"""


class Shell:
    """One process for all pieces of code, since starting it takes longer than any. Each has names of its own."""

    def __init__(self, folder: Path):
        self.process = subprocess.Popen(
            [ROOT / ".venv/bin/python", ROOT / "manage.py", "shell", "--verbosity", "0", "-c", LISTEN],
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, code: str) -> str:
        """What it has printed."""
        self.process.stdin.write(f"{json.dumps(code)}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "The process has ended."
        said, failure = json.loads(answer)
        assert not failure, failure
        return said

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)
