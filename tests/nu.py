"""What the Nu HTML checker says of pages: the one that the makers of HTML check theirs with."""

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAR = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
# It reads its rules by recursion, and runs for seconds only.
JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR))
ASKED = ("--errors-only", "--format", "json", "--exit-zero-always")
TAG = re.compile(r"</?[a-z][^>]*>")
VALUE = re.compile(r'="[^"]*"')

# What it calls a mistake and we mean, each with its reason.
MEANT = {
    r"The “role” attribute must not be used on a “(tr|th|td)” element which has a “table” ancestor": (
        "On a phone the cells of what has changed over time stand under each other. Safari before 17 then "
        "takes table, row and cell for plain boxes, unless their roles say what they are."
    ),
    r"CSS: “(bookmark-level|string-set)”|CSS: “content”: “string": (
        "The report as a web page is printed as the PDF is made: running titles and bookmarks are for printers, "
        "and browsers pass over them."
    ),
}


def mistakes(pages: dict[str, str], folder: Path) -> dict[str, str]:
    """Of these pages, by their names: each kind of mistake, and the first place where it stands."""
    for number, page in enumerate(_unlike(pages).values()):
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    names = list(_unlike(pages))
    found = {}
    for each in _said_of(folder):
        name = names[int(Path(each["url"]).stem)]
        found.setdefault(each["message"], f"{name}, line {each.get('lastLine')}: {each.get('extract')}")
    return found


def but_for_what_is_meant(found: dict[str, str]) -> dict[str, str]:
    return {said: place for said, place in found.items() if not any(re.match(each, said) for each in MEANT)}


def _said_of(folder: Path) -> list[dict]:
    """All of them in one go: starting takes longer than a hundred pages."""
    told = subprocess.run([*JAVA, *ASKED, str(folder)], capture_output=True, text=True, check=True).stderr
    return json.loads(told)["messages"]


def _unlike(pages: dict[str, str]) -> dict[str, str]:
    """Those in which something follows something else as on no page before."""
    seen, unlike = set(), {}
    for name, page in pages.items():
        tags = [VALUE.sub("", tag) for tag in TAG.findall(page)]
        pairs = set(pairwise(tags))
        if pairs - seen:
            unlike[name] = page
        seen |= pairs
    return unlike
