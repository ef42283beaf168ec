"""An empty Word file as our reports begin, and how it is saved: English, A4, nobody's name, always the same bytes."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.formats.cells import in_xml

LANGUAGE, FONT, SIZE = "en-GB", "Arial", 12
PLUM, INK = RGBColor(0x42, 0x1C, 0x46), RGBColor(0x2A, 0x24, 0x30)
HEADINGS = {
    1: (24, 0, 6),
    2: (18, 20, 6),
    3: (14, 14, 4),
    4: (12, 12, 4),
}  # points: size, space before and after
LINE, BORDERS = "B9AB9B", ("top", "left", "bottom", "right", "insideH", "insideV")
UNNEEDED = ("/thumbnail", "/extended-properties", "/customXml")  # a picture and a past that aren't ours
A_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can say


def new_document(*, title: str, author: str, about: str, running: str) -> WordDocument:
    document = Document()
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith(UNNEEDED):
            del document.part.package.rels[key]
    _say_who_made_it(document, title, author, about)
    _page(document)
    _fonts(document)
    _footer(document, running)
    return document


def save(document: WordDocument) -> bytes:
    """Without the moment of saving, which python-docx would write beside each part."""
    saved, same = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as file:
        for part in parts.infolist():
            info = zipfile.ZipInfo(part.filename, A_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, parts.read(part))
    return same.getvalue()


def _say_who_made_it(document: WordDocument, title: str, author: str, about: str) -> None:
    """A team, never a person."""
    properties = document.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title, properties.author = in_xml(title)[:255], in_xml(author)[:255]
    properties.subject, properties.language = in_xml(about)[:255], LANGUAGE


def _page(document: WordDocument) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _fonts(document: WordDocument) -> None:
    styles = document.styles
    _speak_english(styles.element)
    for border in styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in BORDERS)):
        border.set(qn("w:color"), LINE)
    _font(styles["Normal"], SIZE, INK)
    _space(styles["Normal"], 0, 8)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    for level, (size, before, after) in HEADINGS.items():
        _font(styles[f"Heading {level}"], size, PLUM)
        _space(styles[f"Heading {level}"], before, after)
    for name in ("Caption", "Quote", "No Spacing"):
        _font(styles[name], SIZE, INK)
    _space(styles["No Spacing"], 2, 2)
    styles["Caption"].font.bold = True
    styles["Caption"].paragraph_format.keep_with_next = True
    _space(styles["Caption"], 12, 4)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)


def _speak_english(styles) -> None:
    for spoken in styles.iter(qn("w:lang")):
        for attribute in ("w:val", "w:eastAsia"):
            spoken.set(qn(attribute), LANGUAGE)


def _font(style, size: int, colour: RGBColor) -> None:
    """By its name everywhere: a theme's font would win over it."""
    style.font.size, style.font.color.rgb, style.font.name = Pt(size), colour, FONT
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for attribute in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(attribute), FONT)


def _space(style, before: int, after: int) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _footer(document: WordDocument, running: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(f"{in_xml(running)} · Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph, name: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
