"""Our stylesheets inside documents that are taken along: fonts and all, so that they look the same wherever they are
opened. The fonts' licence, the SIL Open Font License, lets any document hold them.
"""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

BUILT = Path(__file__).parent.parent / "static/built"
FONT = re.compile(r'url\("?fonts/([\w-]+\.woff2)"?\)')


def embedded(name: str, *, brand: str = "") -> SafeString:
    """As an element of the document's head. Only a colour's digits come from people."""
    css = FONT.sub(lambda found: f"url({_address(found[1])})", (BUILT / f"{name}.css").read_text())
    colour = f":root{{--brand:{brand}}}" if brand else ""
    return mark_safe(f"<style>{css}{colour}</style>")


@cache
def _address(font: str) -> str:
    """The whole file: a part of it, cut out for each document, would save 30 kB and cost half a second."""
    return f"data:font/woff2;base64,{b64encode((BUILT / 'fonts' / font).read_bytes()).decode()}"
