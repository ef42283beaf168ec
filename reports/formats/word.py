"""Word, made from the same HTML as the PDF, so that it says the same in the same order.

It knows the elements that our own documents use, and raises UnknownElement for any other: a template that begins to
use one is to be noticed by tests, and not by a reader who misses something.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import lxml.html
from docx.document import Document as WordDocument
from docx.oxml.table import CT_Tbl
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from reports.formats.cells import in_xml
from reports.formats.word_file import new_document, save
from reports.formats.word_properties import Head
from reports.formats.word_scripts import Formatting
from reports.formats.word_styles import ASK, QUOTE_SOURCE
from reports.formats.word_tables import mark_row, rows_of, set_up, span, widths_of, words_of
from reports.formats.word_text import Element, Line, Part, UnknownElement, is_inline, is_unheard, parts_of

HOLDERS = {"body", "div", "section", "article", "main", "header", "footer", "figure", "details"}
LINES = {"p", "figcaption", "summary"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
LISTS = {"ul": "List Bullet", "ol": "List Number"}
DEEPEST = 3  # lists within lists, for which Word has styles
PAGE = 640  # px between the margins
A_NAME = 60  # characters; where a first column has longer ones, whole statements, bold is hard to read
SPACED = ("Heading", "Caption")  # styles that keep away from what is above
UNDER_A_TABLE = Pt(8)  # which has no margin of its own
BESIDE = 0.6  # of a cell for a drawing, so that its number fits beside it
LEAD_INS = {"draft"}  # classes of lines that stand over something
ASKS, QUOTE_SOURCES = {"asks"}, {"quote__who"}  # … of what a board is asked, and of who said something
PICTURE_LEFT, PICTURE = "point", 150  # the class of what Easy Read shows side by side, and px for its picture


def to_word(html: str) -> bytes:
    tree = lxml.html.document_fromstring(in_xml(html))
    document = new_document(Head.read(tree))
    _Writer(document, document).write(tree.find("body"))
    return save(document)


PLAIN = Formatting()


@dataclass
class _Item:
    """Of a list: its first paragraph has the bullet or the number, and what else belongs to it stands below."""

    style: str
    further: str
    numbers: int | None = None
    has_begun: bool = False

    def next(self) -> tuple[str, int | None]:
        first = (self.style, self.numbers) if not self.has_begun else (self.further, None)
        self.has_begun = True
        return first


@dataclass(frozen=True)
class _Writer:
    """Writes elements into `place`, which is the document or a cell, in so wide a space and with such looks."""

    document: WordDocument
    place: WordDocument | _Cell
    widest: int = PAGE  # px
    style: str = "Normal"
    formatting: Formatting = PLAIN
    depth: int = 0  # of lists
    leads: bool = False  # to what follows, and stays with it
    item: _Item | None = None  # of a list, that the next paragraph belongs to

    def write(self, element: Element) -> None:
        """All that it holds, in order: blocks, and what stands between them as paragraphs of its own."""
        loose: list[Part] = []
        for part in parts_of(element):
            if isinstance(part, str) or is_unheard(part) or is_inline(part):
                loose.append(part)
            else:
                self._line(loose)
                self._block(part)
                loose = []
        self._line(loose)

    def _block(self, element: Element) -> None:
        tag = element.tag
        if _is_of(element, {PICTURE_LEFT}):
            self._side_by_side(element)
        elif tag in HOLDERS:
            self.write(element)
        elif tag in HEADINGS:
            replace(self, style=f"Heading {HEADINGS[tag]}", item=None)._line(parts_of(element))
        elif tag in LINES:
            self._words(element)
        elif tag == "blockquote":
            replace(self, style="Quote", item=None).write(element)
        elif tag in LISTS:
            self._list(element)
        elif tag == "dl":
            self._terms(element)
        elif tag == "table":
            self._table(element)
        elif tag not in ("hr", "style"):
            raise UnknownElement(f"<{tag}> has no place in Word yet.")

    def _words(self, element: Element) -> None:
        leads = element.tag == "summary" or _is_of(element, LEAD_INS)
        writer = replace(
            self, formatting=replace(self.formatting, bold=leads or self.formatting.bold), leads=leads
        )
        if _is_of(element, QUOTE_SOURCES):
            writer = replace(writer, style=QUOTE_SOURCE, item=None)
        writer._line(parts_of(element))

    def _line(self, parts: Iterable[Part]) -> None:
        """One paragraph; none for what says nothing."""
        line = Line(self.widest).hear(parts, self.formatting)
        if line.is_empty:
            return
        style, numbers = self.item.next() if self.item else (self.style, None)
        paragraph = self._paragraph(style)
        if numbers is not None:
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbers
        paragraph.paragraph_format.keep_with_next = self.leads or None
        line.write_to(paragraph)

    def _paragraph(self, style: str) -> Paragraph:
        """By its style's id: python-docx would look through all styles for each name, which took half of the time."""
        paragraph = self.place.add_paragraph()
        paragraph._p.style = style.replace(" ", "")
        if not style.startswith(SPACED) and isinstance(paragraph._p.getprevious(), CT_Tbl):
            paragraph.paragraph_format.space_before = UNDER_A_TABLE
        return paragraph

    def _list(self, element: Element) -> None:
        depth = min(self.depth + 1, DEEPEST)
        deep = "" if depth == 1 else f" {depth}"
        style, further = f"{LISTS[element.tag]}{deep}", f"List Continue{deep}"
        numbers = _begin_at_one(self.document, style) if element.tag == "ol" else None
        style = ASK if _is_of(element, ASKS) else style
        for item in element.iterchildren("li"):
            replace(self, depth=depth, item=_Item(style, further, numbers)).write(item)

    def _terms(self, element: Element) -> None:
        """Each term in bold, and after a tab what is said of it."""
        for term in element.iter("dt"):
            line = Line(self.widest).hear(parts_of(term), replace(self.formatting, bold=True))
            line.trim()
            said = Line(self.widest).hear(parts_of(term.getnext()), self.formatting)
            paragraph = self._paragraph(self.style)
            paragraph.paragraph_format.left_indent = Cm(4.5)
            paragraph.paragraph_format.first_line_indent = Cm(-4.5)
            line.write_to(paragraph)
            paragraph.add_run().add_tab()
            said.write_to(paragraph)

    def _table(self, element: Element) -> None:
        caption = element.find("caption")
        rows = rows_of(element)
        columns = max(sum(span(cell) for cell in cells) for cells, _ in rows)
        if caption is not None:
            replace(self, style="Caption", formatting=PLAIN)._line(parts_of(caption))
        table = self._new_table(len(rows), columns, "Table Grid")
        widths = widths_of(rows, columns, self.widest)
        has_names = all(len(words_of(cells[0])) <= A_NAME for cells, _ in rows)
        said = " ".join((caption.text_content() if caption is not None else "").split())
        set_up(table, caption=said, widths=widths, has_heading=any(is_heading for _, is_heading in rows))
        for row, (cells, is_heading) in zip(table.rows, rows, strict=True):
            mark_row(row, is_heading=is_heading)
            self._row(row, cells, widths, bold_names=is_heading or has_names)

    def _row(self, row: _Row, cells: list[Element], widths: list[int], *, bold_names: bool) -> None:
        column = 0
        for cell in cells:
            last = column + span(cell) - 1
            place = row.cells[column].merge(row.cells[last]) if last > column else row.cells[column]
            bold = Formatting(bold=cell.tag == "th" and bold_names)
            self._cell(
                place,
                cell,
                sum(widths[column : last + 1]),
                replace(self, style="No Spacing", formatting=bold, item=None),
            )
            column = last + 1

    def _cell(self, place: _Cell, element: Element, width: int, writer: _Writer) -> None:
        """Word begins a cell with an empty paragraph, and wants one there."""
        replace(writer, place=place, widest=int(width * BESIDE)).write(element)
        if len(place.paragraphs) > 1:
            first = place.paragraphs[0]._p
            first.getparent().remove(first)

    def _side_by_side(self, element: Element) -> None:
        """A picture and its words, as a table that only lays them out."""
        sides = [child for child in element if not is_unheard(child)]
        widths = [PICTURE, self.widest - PICTURE]
        table = self._new_table(1, 2, "Normal Table")
        set_up(table, caption="", widths=widths, has_heading=False)
        mark_row(table.rows[0], is_heading=False)
        for place, side, width in zip(table.rows[0].cells, sides, widths, strict=True):
            self._cell(place, side, width, self)

    def _new_table(self, rows: int, columns: int, style: str) -> Table:
        table: Table = self.document.add_table(rows, columns)
        table.style = style
        return table


def _is_of(element: Element, classes: set[str]) -> bool:
    return bool(classes & set(element.get("class", "").split()))


def _begin_at_one(document: WordDocument, style: str) -> int:
    """A numbered list of its own, like those of the style. Returns the number by which Word knows it."""
    lists = document.part.numbering_part.element
    like = document.styles[style].element.pPr.numPr.numId.val
    number = lists.add_num(lists.num_having_numId(like).abstractNumId.val)
    number.add_lvlOverride(0).add_startOverride(1)
    return int(number.numId)
