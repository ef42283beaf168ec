"""The tests' environment, set before Django reads its settings: production's, on plain HTTP."""

import os

os.environ.setdefault("SECRET_KEY", "a-key-for-tests-only-and-long-enough-for-djangos-own-check-0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost")
os.environ.setdefault("EMAIL_HOST", "mail.example")
os.environ.setdefault("EMAIL_FROM", "hello@reflect.example")
os.environ.setdefault("HTTPS", "0")
