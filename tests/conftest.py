import pytest


@pytest.fixture(autouse=True)
def _quiet_place(settings, tmp_path):
    """Files written by a test stay in its own folder; static files need no manifest."""
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
