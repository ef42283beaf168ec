"""What reaches a phone of our scripts: what was built of them, with imports that name what was collected."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from tests.test_layout import MODULES, ROOT, TEMPLATES

PICTURE = re.compile(r"""<img [^>]*{% url "(?:drawing|picture)"[^>]*>""")
BEGIN_WITH_ONE = {
    "reports/easy_activity.html",
    "reports/results_activity.html",
    "reports/session/warm_up.html",
}
IMPORTED = re.compile(r"""(?:from|import\(?)\s?["']\./(.+?)["']""")
NAMED = re.compile(r"""static "([^"]+\.js)""")
GOVUK = re.compile(r"govuk-[a-z_-]*[a-z]")
FONT = re.compile(r"url\(fonts/([^)]+)\)[^}]*?unicode-range:([^};]+)")
STYLED = re.compile(r"\.(govuk-[a-z_-]*[a-z])")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Built as script/setup does, in a folder of its own."""
    place = tmp_path_factory.mktemp("build")
    for name in ("static/js", "static/scss", "script", "templates"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copy(ROOT / "package.json", place)
    (place / "node_modules").symlink_to(ROOT / "node_modules")
    for step in ("build:styles", "build:scripts", "build:fonts"):
        run(step, place)
    return place / "static/built"


def run(step: str, place: Path) -> None:
    """The front end's packages, and the Node that script/setup may have fetched, are on the path as for npm."""
    command = json.loads((ROOT / "package.json").read_text())["scripts"][step]
    path = os.pathsep.join([str(ROOT / ".venv/bin"), str(ROOT / "node_modules/.bin"), os.environ["PATH"]])
    subprocess.run(["bash", "-ec", command], cwd=place, env={**os.environ, "PATH": path}, check=True)


def named_in(paths, kind: str = "") -> set[str]:
    return {name for path in paths for name in GOVUK.findall(path.read_text().replace("{{ kind }}", kind))}


def test_styles_of_what_a_page_has_are_kept_and_others_left_out(built):
    kept = set(STYLED.findall((built / "site.css").read_text()))
    offered = "".join(
        p.read_text() for p in (ROOT / "node_modules/govuk-frontend/dist").rglob("components/*/_*.scss")
    )
    used = named_in(TEMPLATES, "radios") | named_in(TEMPLATES, "checkboxes")
    assert {"govuk-radios__item", "govuk-checkboxes__item", "govuk-button--warning", "govuk-textarea"} <= kept
    assert [name for name in used - kept if f".{name} " in offered] == []
    assert "govuk-checkboxes__conditional" not in kept
    assert named_in(MODULES) <= used | {"govuk-frontend"}, "what drops unused styles reads templates only"


def test_what_is_served_is_what_was_built(settings):
    assert sorted(folder.name for _, folder in settings.STATICFILES_DIRS) == ["built", "img"]
    named = {name for template in TEMPLATES for name in NAMED.findall(template.read_text())}
    assert len(named) > 10
    assert all(name.startswith("built/js/") for name in named)


def test_a_page_fetches_each_letter_that_our_font_has_from_the_one_file_that_holds_it(built):
    """Twice in two ranges would be fetched for nothing; in none, it would be drawn from another font."""
    named = FONT.findall((built / "site.css").read_text().replace('"', ""))
    assert len(named) == 6
    for weight in ("400", "700"):
        held = {
            name: (letters_of(built / "fonts" / name), reach(text)) for name, text in named if weight in name
        }
        fetched = [letter for letters, range in held.values() for letter in letters & range]
        assert len(fetched) == len(set(fetched))
        whole = letters_of(built / f"fonts/atkinson-hyperlegible-next-latin-{weight}-normal.woff2")
        assert whole <= set(fetched)
        assert {*map(ord, "“Don’t” – it’s £5 … \xa0·")} <= next(
            letters for name, (letters, _) in held.items() if "english" in name
        )


def letters_of(font: Path) -> set[int]:
    return set(TTFont(font).getBestCmap())


def reach(text: str) -> set[int]:
    """Of "U+20-7E, U+A0": all that it names."""
    ends = [part.strip().removeprefix("U+").split("-") for part in text.split(",")]
    return {letter for end in ends for letter in range(int(end[0], 16), int(end[-1], 16) + 1)}


def test_each_script_that_a_page_names_is_built(built):
    named = {name for template in TEMPLATES for name in NAMED.findall(template.read_text())}
    assert [name for name in named if not (built.parent / name).exists()] == []


def test_built_scripts_hold_no_words_for_people_who_read_code(built):
    texts = [path.read_text() for path in (built / "js").glob("*.js")]
    assert texts
    assert not [text for text in texts if "@param" in text or re.search(r"^\s*//", text, re.MULTILINE)]
    assert not [text for text in texts if text.count("\n") > 5], "line breaks that nobody needs"


def test_modules_import_what_was_collected(built, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [("built", built), ("img", ROOT / "static/img")]
    backend = {"BACKEND": "coprod_reflect.static_files.StaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    scripts = list((tmp_path / "built/js").glob("*.????????????.js"))
    imported = [name for script in scripts for name in IMPORTED.findall(script.read_text())]
    assert len(imported) >= 3, "autosave.js imports own-sheet.js, my-part.js both of them"
    assert [name for name in imported if not (tmp_path / "built/js" / name).exists()] == []
    assert all(re.fullmatch(r"[a-z-]+\.[0-9a-f]{12}\.js", name) for name in imported)


def test_pictures_further_down_are_fetched_as_somebody_comes_to_them():
    """What a page begins with isn't: it would be asked for only once the page is laid out."""
    fetched_at_once = {
        path.relative_to(ROOT / "templates").as_posix()
        for path in TEMPLATES
        for picture in PICTURE.findall(path.read_text())
        if 'loading="lazy"' not in picture
    }
    assert fetched_at_once == BEGIN_WITH_ONE


def test_no_column_is_as_wide_as_the_longest_word_in_it():
    """A bare `1fr` is never narrower than an address that somebody pasted: `minmax(0, 1fr)` lets it wrap."""
    columns = re.compile(r"grid-template-columns:(.*)")
    found = {
        (path.name, line)
        for path in (ROOT / "static/scss").glob("*.scss")
        for line in columns.findall(path.read_text())
        if re.search(r"(?<!, )\b1fr", line)
    }
    assert found == set()
