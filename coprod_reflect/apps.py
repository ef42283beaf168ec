import sys

from django.apps import AppConfig
from django.conf import settings


class CoprodReflectConfig(AppConfig):
    name = "coprod_reflect"

    def ready(self):
        from coprod_reflect import checks, logs  # noqa: F401  (registers the system checks)

        if not (settings.ON_THIS_MACHINE or sys.stderr.isatty()):
            logs.write_privately()
