"""Tables in Word: their heading rows repeat on every page, their first column is known as headings, no row is torn."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu

from reports.formats.word_text import UnknownElement

PX = 9525
A_CHARACTER = 6  # px, roughly
BOLD = 1.6
NARROWEST, WIDEST = 11, 44  # characters by which a column's share of the page is reckoned


def rows_of(table) -> list[tuple[list, bool]]:
    """The cells of each row, and whether it is a heading row."""
    rows = list(table.iter("tr"))
    if table.xpath(".//*[@rowspan]"):
        raise UnknownElement("A cell over several rows has no place in Word yet.")
    return [([c for c in row if c.tag in ("th", "td")], row.getparent().tag == "thead") for row in rows]


def span(cell) -> int:
    return int(cell.get("colspan", 1))


def widths_of(rows: Sequence[tuple[list, bool]], columns: int, width: int) -> list[int]:
    """A column with long texts gets more of so many px, and headings may wrap, but between words."""
    longest = [NARROWEST] * columns
    for cells, is_heading in rows:
        if len(cells) == columns:
            for n, cell in enumerate(cells):
                longest[n] = max(longest[n], min(WIDEST, _length(cell, is_heading)))
    return [width * share // sum(longest) for share in longest]


def _length(cell, is_heading: bool) -> int:
    """As if a drawing were so many characters more. Bold letters are wider."""
    words = words_of(cell)
    if is_heading:
        return max((int(len(word) * BOLD) for word in words.split()), default=0)
    drawn = sum(int(float(svg.get("width", "0"))) for svg in cell.iter("svg"))
    return len(words) + drawn // A_CHARACTER


def words_of(cell) -> str:
    return " ".join("".join(cell.xpath(".//text()[not(ancestor::svg)]")).split())


def set_up(table, *, caption: str, widths: Sequence[int], has_heading: bool) -> None:
    table.autofit = False
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    look.attrib.clear()
    for name in ("firstRow", "firstColumn"):
        look.set(qn(f"w:{name}"), "1" if has_heading else "0")
    if caption:
        said = OxmlElement("w:tblCaption")  # what a screen reader says on the way in
        said.set(qn("w:val"), caption)
        properties.append(said)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width * PX)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(width * PX)


def mark_row(row, *, is_heading: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader") if is_heading else ("w:cantSplit",):
        properties.append(OxmlElement(name))
