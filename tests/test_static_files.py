"""What reaches a phone of our scripts: without their comments, and with imports that name what was collected."""

import re
from pathlib import Path

from django.core.management import call_command

from coprod_reflect.static_files import COMMENT

SCRIPTS = sorted((Path(__file__).resolve().parent.parent / "static/js").glob("*.js"))


def test_comments_stay_at_home_and_code_doesnt():
    written = b'// Why.\n/**\n * @param {string} a\n */\nconst a = 1; // one\n  // because\nconst url = "https://a.example//b";\n'
    assert COMMENT.sub(b"", written) == b'const a = 1;\nconst url = "https://a.example//b";\n'


def test_modules_import_what_was_collected(settings, tmp_path):
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path, [SCRIPTS[0].parent.parent]
    backend = {"BACKEND": "coprod_reflect.static_files.StaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "scss", "built"])
    imported = []
    for script in (tmp_path / "js").glob("*.????????????.js"):
        text = script.read_text()
        assert not re.search("^ *//", text, re.MULTILINE), script
        imported += re.findall(r"""(?:from|import\() ?["']\./(.+?)["']""", text)
    assert len(imported) >= 5
    assert "@param" not in "".join(path.read_text() for path in (tmp_path / "js").glob("*.????????????.js"))
    assert [name for name in imported if not (tmp_path / "js" / name).exists()] == []
    assert all(re.fullmatch(r"[a-z-]+\.[0-9a-f]{12}\.js", name) for name in imported)
