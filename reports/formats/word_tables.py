"""Tables in Word: their heading rows repeat on every page, their first column is known as headings, no row is torn."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table, _Row

from reports.formats.word_text import Element, UnknownElement

PX = 9525
A_CHARACTER = 6  # px, roughly
PLAIN, BOLD = 7.2, 8.1  # px that a letter of a table takes, roughly
AROUND = 16  # px beside a cell's words
NUMBERS = 6  # characters that stand beside a drawing: “2 of 4”
NARROWEST, WIDEST = 11, 44  # characters by which a column's share of the page is reckoned


def rows_of(table: Element) -> list[tuple[list[Element], bool]]:
    """The cells of each row, and whether it is a heading row."""
    rows = list(table.iter("tr"))
    if table.xpath(".//*[@rowspan]"):
        raise UnknownElement("A cell over several rows has no place in Word yet.")
    return [([c for c in row if c.tag in ("th", "td")], row.getparent().tag == "thead") for row in rows]


def span(cell: Element) -> int:
    return int(cell.get("colspan", 1))


def widths_of(rows: Sequence[tuple[list[Element], bool]], columns: int, width: int) -> list[int]:
    """So many px: each column gets what its longest word takes, and of the rest more where texts are longer."""
    words, texts = [0] * columns, [NARROWEST] * columns
    for cells, is_heading in rows:
        if len(cells) == columns:
            for n, cell in enumerate(cells):
                words[n] = max(words[n], _widest_word(cell, is_heading))
                texts[n] = max(texts[n], min(WIDEST, _length(cell, is_heading)))
    rest = max(0, width - sum(words))
    wanted = [word + rest * text // sum(texts) for word, text in zip(words, texts, strict=True)]
    return [width * each // sum(wanted) for each in wanted]


def _widest_word(cell: Element, is_heading: bool) -> int:
    """With what stands between words and lines. A drawing keeps its numbers beside it."""
    letter = BOLD if is_heading or cell.tag == "th" else PLAIN
    longest = max((len(word) for word in words_of(cell).split()), default=0)
    drawn = max((int(float(svg.get("width", "0"))) for svg in cell.iter("svg")), default=0)
    beside = min(NUMBERS, len(words_of(cell))) if drawn else 0
    return max(int(longest * letter), drawn + int(beside * letter)) + AROUND


def _length(cell: Element, is_heading: bool) -> int:
    """As if a drawing were so many characters more. A heading may wrap between its words."""
    words = words_of(cell)
    if is_heading:
        return max((len(word) for word in words.split()), default=0)
    drawn = sum(int(float(svg.get("width", "0"))) for svg in cell.iter("svg"))
    return len(words) + drawn // A_CHARACTER


def words_of(cell: Element) -> str:
    return " ".join("".join(cell.xpath(".//text()[not(ancestor::svg)]")).split())


def set_up(table: Table, *, caption: str, widths: Sequence[int], has_heading: bool) -> None:
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


def mark_row(row: _Row, *, is_heading: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader") if is_heading else ("w:cantSplit",):
        properties.append(OxmlElement(name))
