"""Pictures in Word, each with what it says as its alternative text: a logo and dots as PNG, other drawings as SVG.

Word draws SVG since 2019. Beside one stands a PNG for what can't; ours is clear, since only decorations are SVG here.
"""

from __future__ import annotations

import base64
import io
import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.parts.story import StoryPart
from docx.shape import InlineShape
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from lxml import etree

from reports.formats.dots import draw_dots, states_of

PNG, SVG = "data:image/png;base64,", "data:image/svg+xml;base64,"
CLEAR = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR4nGP4zwAAAgEBADK6K5IAAAAASUVORK5CYII="
)
PX = 9525  # English metric units, in which Word measures
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DECORATIVE = (
    f'<a:extLst xmlns:a="{DRAWING}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
LOGO = (400, 60)  # px wide and high, at most
PICTURE = 110  # px: Easy Read's, and drawings that don't say how large they are


def add_image(paragraph: Paragraph, source: str, said: str) -> None:
    """An <img> that the document holds itself. Raises ValueError for any other."""
    if source.startswith(PNG):
        shape = paragraph.add_run().add_picture(io.BytesIO(base64.b64decode(source.removeprefix(PNG))))
        shrink = min(1, LOGO[0] * PX / shape.width, LOGO[1] * PX / shape.height)
        shape.width, shape.height = Emu(int(shape.width * shrink)), Emu(int(shape.height * shrink))
        _say(shape, said)
    elif source.startswith(SVG):
        _add_svg(paragraph, base64.b64decode(source.removeprefix(SVG)), said, (PICTURE, PICTURE))
    else:
        raise ValueError(f"A report holds its pictures itself: {source[:80]}")


def add_drawing(paragraph: Paragraph, element: Any, *, widest: int) -> None:
    """An inline <svg>, no wider than so many px. HTML has written its attributes in small letters."""
    said = element.findtext("title") or ""
    width, height = (float(element.get(side, PICTURE)) for side in ("width", "height"))
    shrink = min(1, widest / width)
    size = (int(width * shrink), int(height * shrink))
    if states := states_of(said):
        shape = _place(paragraph, draw_dots(states, element.get("stroke", "")), size)
        return _say(shape, said)
    if "viewbox" in element.attrib:
        element.set("viewBox", element.attrib.pop("viewbox"))
    element.set("xmlns", "http://www.w3.org/2000/svg")
    _add_svg(paragraph, etree.tostring(element, encoding="utf-8", with_tail=False), said, size)


def _add_svg(paragraph: Paragraph, svg: bytes, said: str, size: tuple[int, int]) -> None:
    shape = _place(paragraph, CLEAR, size)
    key = _keep(paragraph.part, svg)
    blip = next(shape._inline.iter(f"{{{DRAWING}}}blip"))
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{DRAWING}" xmlns:r="{RELATIONS}">'
            '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
            f'<asvg:svgBlip xmlns:asvg="{SVG_NAMESPACE}" r:embed="{key}"/></a:ext></a:extLst>'
        )
    )
    _say(shape, said)


def _place(paragraph: Paragraph, png: bytes, size: tuple[int, int]) -> InlineShape:
    return paragraph.add_run().add_picture(io.BytesIO(png), Emu(size[0] * PX), Emu(size[1] * PX))


def _keep(part: StoryPart, svg: bytes) -> str:
    """Each different drawing once."""
    for key, relation in part.rels.items():
        if relation.reltype == RELATIONSHIP_TYPE.IMAGE and relation.target_part.blob == svg:
            return str(key)
    number = 1 + sum(
        bool(re.search(r"\.svg$", r.target_ref)) for r in part.rels.values() if not r.is_external
    )
    name = PackURI(f"/word/media/drawing{number}.svg")
    return part.relate_to(Part(name, "image/svg+xml", svg, part.package), RELATIONSHIP_TYPE.IMAGE)


def _say(shape: InlineShape, said: str) -> None:
    """Its alternative text; one that says nothing is marked as decoration."""
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")  # else LibreOffice keeps 3 mm free around it
    properties = shape._inline.docPr
    properties.set("descr", said)
    properties.set("name", f"Picture {properties.id}")
    if not said:
        properties.append(parse_xml(DECORATIVE))
