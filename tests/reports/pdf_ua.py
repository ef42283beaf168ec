"""What PDF/UA-1 asks of a file's structure, as far as a program can see it: a list of what is wrong, in words."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from reports.pdf.tagging import elements, kids, kind

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "NonStruct"}
BLOCKS = {
    "P",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
}
INLINE = {"Span", "Link", "Figure"}
INSIDE = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"Caption", "THead", "TBody", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}


def problems(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        checks = (_document, _marks, _headings, _structure, _tables, _figures, _links, _fonts)
        return [problem for check in checks for problem in check(document)]


def _document(pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "the metadata don’t say PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "the metadata have no title"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the file doesn’t say that it is tagged"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the window shows the file’s name, not the title"
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the Tab key doesn’t follow the structure"


def _marks(pdf) -> Iterator[str]:
    """Everything painted is content, in the structure once, or an artifact."""
    if "/StructTreeRoot" not in pdf.Root:
        yield "no structure"
        return
    in_tree = [
        (element.Pg.objgen, n) for element in elements(pdf.Root.StructTreeRoot) for n in _numbers(element)
    ]
    if len(set(in_tree)) != len(in_tree):
        yield "some content is in the structure twice"
    for number, page in enumerate(pdf.pages, start=1):
        marked = set()
        for problem in _unmarked(pdf, page, marked):
            yield f"page {number}: {problem}"
        if {(page.objgen, n) for n in marked} != {entry for entry in in_tree if entry[0] == page.objgen}:
            yield f"page {number}: what is marked isn’t what the structure holds"


def _numbers(element) -> list[int]:
    below = element.get("/K", [])
    return [int(k) for k in (below if isinstance(below, pikepdf.Array) else [below]) if isinstance(k, int)]


def _unmarked(pdf, stream, marked: set[int]) -> Iterator[str]:
    open_marks, letters = [], _Letters(stream)
    for operands, operator in pikepdf.parse_content_stream(stream):
        yield from letters.see(operands, str(operator))
        if str(operator) in ("BMC", "BDC"):
            number = operands[1].get("/MCID") if str(operator) == "BDC" else None
            open_marks.append(number is not None or operands[0] == "/Artifact")
            if number is not None:
                marked.add(int(number))
        elif str(operator) == "EMC":
            open_marks.pop()
        elif str(operator) in PAINTS and not any(open_marks):
            yield f"“{operator}” paints something that isn’t marked"


def _headings(pdf) -> Iterator[str]:
    levels = [int(kind(e)[1]) for e in elements(pdf.Root.get("/StructTreeRoot", {})) if kind(e)[0] == "H"]
    if levels[:1] != [1]:
        yield "it doesn’t begin with a heading of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    if levels and "/Outlines" not in pdf.Root:
        yield "no bookmarks"


def _structure(pdf) -> Iterator[str]:
    for element in elements(pdf.Root.get("/StructTreeRoot", {})):
        if kind(element) not in GROUPING | BLOCKS | INLINE:
            yield f"{kind(element)} is no standard type"
        allowed = INSIDE.get(kind(element))
        for kid in kids(element):
            if kid.P.objgen != element.objgen:
                yield f"{kind(kid)} names another parent than {kind(element)}"
            if allowed and kind(kid) not in allowed:
                yield f"{kind(kid)} inside {kind(element)}"


def _tables(pdf) -> Iterator[str]:
    for table in (e for e in elements(pdf.Root.get("/StructTreeRoot", {})) if kind(e) == "Table"):
        if [kind(kid) for kid in kids(table)].count("Caption") != 1:
            yield "a table has no caption, or two"
        rows = [e for e in elements(table) if kind(e) == "TR"]
        widths = {sum(int(cell.A.get("/ColSpan", 1)) for cell in kids(row)) for row in rows}
        if len(widths) != 1:
            yield f"a table’s rows have {sorted(widths)} cells"
        for row in rows:
            for cell in kids(row):
                if kind(cell) == "TH" and cell.A.get("/Scope") not in ("/Row", "/Column"):
                    yield "a header cell without a scope"
        if any(kind(kids(row)[0]) != "TH" for row in rows):
            yield "a row without a header"


def _figures(pdf) -> Iterator[str]:
    for figure in (e for e in elements(pdf.Root.get("/StructTreeRoot", {})) if kind(e) == "Figure"):
        if not str(figure.get("/Alt", "")):
            yield "a figure without a description"
        left, bottom, right, top = (float(n) for n in figure.A.BBox)
        width, height = (float(n) for n in figure.Pg.MediaBox[2:])
        if not (0 <= left < right <= width and 0 <= bottom < top <= height):
            yield f"a figure isn’t on its page: {left, bottom, right, top}"


def _links(pdf) -> Iterator[str]:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/StructParent" not in note:
                yield "a link that isn’t in the structure"
            if not str(note.get("/Contents", "")):
                yield "a link without a description"


def _fonts(pdf) -> Iterator[str]:
    for font in {
        f.objgen: f for page in pdf.pages for f in page.Resources.get("/Font", {}).values()
    }.values():
        for below in font.get("/DescendantFonts", [font]):
            descriptor = below.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"{font.get('/BaseFont')} isn’t embedded"
        if "/ToUnicode" not in font:
            yield f"{font.get('/BaseFont')} doesn’t say which characters it draws"


class _Letters:
    """No boxes: each glyph that a page draws is one that its font has, and it says what it stands for."""

    def __init__(self, page):
        self.fonts = page.Resources.get("/Font", {})
        self.known = {name: _characters(font) for name, font in self.fonts.items()}
        self.font = ""

    def see(self, operands, operator: str) -> Iterator[str]:
        if operator == "Tf":
            self.font = str(operands[0])
        elif operator in ("Tj", "TJ"):
            shown = operands[0] if operator == "TJ" else operands
            drawn = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            glyphs = {drawn[at : at + 2] for at in range(0, len(drawn), 2)}
            for glyph in glyphs - self.known[self.font].keys():
                yield f"{self.fonts[self.font].BaseFont} draws {glyph.hex()}, a box or what stands for nothing"


def _characters(font) -> dict[bytes, str]:
    if font.Encoding != "/Identity-H":  # WeasyPrint's own, in which what a font hasn't got is its box
        return {}
    pairs = re.findall(rb"<([0-9a-f]{4})>\s*<([0-9a-f]+)>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(glyph.decode()): text.decode() for glyph, text in pairs if glyph != b"0000"}
