from django.apps import AppConfig


class CoprodReflectConfig(AppConfig):
    name = "coprod_reflect"

    def ready(self):
        from coprod_reflect import checks  # noqa: F401  (registers the system checks)
