import pytest

from rubric import pictures


@pytest.fixture
def no_package(monkeypatch, tmp_path):
    """As if the picture set weren't installed."""
    monkeypatch.setattr(pictures, "PACKAGE", tmp_path)
    _forget()
    yield
    _forget()


def _forget():
    pictures.codes.cache_clear()
    pictures._named.cache_clear()
