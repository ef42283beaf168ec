"""What WeasyPrint's tags lack for PDF/UA-1: whole tables, what a header cell heads, where a figure is. No Django."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from reports.pdf.lettering import mend_letters

PX = 0.75  # points
MARK = re.compile(rb"/\w+\s*<</MCID (\d+)>>\s*BDC")


def mend_tags(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        _take_out_undescribed_figures(root)
        _take_out_repeated_heads(root)
        _mark_strays_as_decoration(document, root)
        _join_tables(root)
        for element in elements(root):
            _mend(element)
        mend_letters(document)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)  # the same document has the same /ID whenever it is made
    return out.getvalue()


def count_pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def kids(element: Dictionary) -> list[Dictionary]:
    """The structure elements right below one; marked content and object references aren't elements."""
    below = element.get(Name.K, Array())
    listed = below if isinstance(below, Array) else [below]
    return [kid for kid in listed if isinstance(kid, Dictionary) and Name.S in kid]


def kind(element: Dictionary) -> str:
    return str(element.S).removeprefix("/")


def elements(root: Dictionary) -> Iterator[Dictionary]:
    """Every structure element, in reading order."""
    waiting = kids(root)[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += kids(element)[::-1]


def _take_out_undescribed_figures(root: Dictionary) -> None:
    """As in HTML, a picture that nobody described only decorates."""
    figures = [e for e in elements(root) if kind(e) == "Figure" and not str(e.get(Name.Alt, ""))]
    for figure in figures:
        _take_out(figure)


def _take_out_repeated_heads(root: Dictionary) -> None:
    """On a page where a table goes on, its head is for the eye only: a reader has heard it."""
    tables = [e for e in elements(root) if kind(e) == "Table" and not _has_caption(e)]
    for head in [kid for table in tables for kid in kids(table) if kind(kid) == "THead"]:
        _take_out(head)


def _has_caption(table: Dictionary) -> bool:
    return any(kind(kid) == "Caption" for kid in kids(table))


def _mark_strays_as_decoration(document: pikepdf.Pdf, root: Dictionary) -> None:
    """Running titles, page numbers and what was taken out belong to no element of the tree. Readers skip artifacts."""
    in_tree = {element.objgen for element in elements(root)}
    for page, owners in zip(document.pages, list(root.ParentTree.Nums)[1::2], strict=False):
        strays = {n for n, owner in enumerate(owners) if owner.objgen not in in_tree}
        page.Contents.write(_without_marks(page.Contents.read_bytes(), strays))
        for n in strays:
            owners[n] = None


def _without_marks(content: bytes, numbers: set[int]) -> bytes:
    return MARK.sub(lambda m: b"/Artifact BMC" if int(m[1]) in numbers else m[0], content)


def _join_tables(root: Dictionary) -> None:
    """A table that crosses a page comes as two. Ours all have a caption, so one without is the rest of the last."""
    whole = None
    for element in [e for e in elements(root) if kind(e) == "Table"]:
        if _has_caption(element):
            whole = element
        elif whole is not None:
            _move_rows(element, whole)


def _move_rows(rest: Dictionary, whole: Dictionary) -> None:
    for part in kids(rest):
        part.P = whole
        whole.K.append(part)
    _take_out(rest)


def _take_out(element: Dictionary) -> None:
    element.P.K = Array([kid for kid in element.P.K if not _is(kid, element)])


def _is(kid: object, element: Dictionary) -> bool:
    return isinstance(kid, Dictionary) and kid.objgen == element.objgen


def _mend(element: Dictionary) -> None:
    match kind(element):
        case "TH":
            _add_scope(element)
        case "TD":
            # Written page by page, so after a break they miss the columns' headers. Scopes say it all.
            del element.A.Headers
        case "Figure":
            _place(element)


def _add_scope(cell: Dictionary) -> None:
    """Header cells in a table's head speak for their columns, all others for their rows."""
    in_head = kind(cell.P.P) == "THead"
    cell.A.Scope = Name.Column if in_head else Name.Row
    del cell.ID  # only what we took out pointed to it


def _place(figure: Dictionary) -> None:
    """WeasyPrint gives the box in pixels from the top; a PDF counts in points from the bottom."""
    left, top, right, bottom = (float(n) * PX for n in figure.A.BBox)
    height = float(figure.Pg.MediaBox[3])
    figure.A.BBox = Array([left, height - bottom, right, height - top])
