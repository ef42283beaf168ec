"""Speed is measured by hand, before something is called done: then what measures it has to begin."""

import os
import re
import subprocess
import sys

from tests.test_layout import ROOT


def test_what_measures_begins_with_nothing_set():
    modules = sorted(set(re.findall(r"-m (bench\.\w+)", (ROOT / "script/bench").read_text())))
    assert modules
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]}
    command = [sys.executable, "-c", f"import {', '.join(modules)}"]
    begun = subprocess.run(command, env=bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert begun.returncode == 0, begun.stderr
