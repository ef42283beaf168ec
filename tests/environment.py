"""The tests' environment, set before Django reads its settings: production's, on plain HTTP."""

import os
import sys
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "a-key-for-tests-only-and-long-enough-for-djangos-own-check-0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost")
os.environ.setdefault("EMAIL_HOST", "mail.example")
os.environ.setdefault("EMAIL_FROM", "hello@reflect.example")
os.environ.setdefault("HTTPS", "0")
# Node too, where the machine has none and set-up fetched it.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
