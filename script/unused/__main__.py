"""Says what nobody uses any more, and fails if there is any: `python -m script.unused`."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_reflect.settings")
    django.setup()
    from script.unused.docs import DOCS
    from script.unused.modules import MODULES  # they ask Django's own classes
    from script.unused.pages import PAGES
    from script.unused.styles import STYLES
    from script.unused.tree import Tree

    tree = Tree(ROOT)
    if found := [line for check in (*DOCS, *MODULES, *PAGES, *STYLES) for line in check(tree)]:
        sys.exit("\n".join(["These are left over:", *found]))


if __name__ == "__main__":
    main()
