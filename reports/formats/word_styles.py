"""How a Word file looks: styles that people find in Word's list, in the organisation's colour, and change there."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.styles import CT_Styles
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles

from reports.formats.word_properties import LANGUAGE

FONT, SIZE, SMALL = "Arial", 12, 10  # points; small in tables
PLUM, INK, SOFT = "421C46", "2A2430", "5A5162"
HEADINGS = {
    1: (24, 0, 6),
    2: (18, 20, 6),
    3: (14, 14, 4),
    4: (12, 12, 4),
}  # points: size, space before and after
IN_BRAND = (1, 2)  # headings; those below are in ink, as in the PDF
LILAC, CLAY, CLAY_WASH = "F1E8F3", "A8461F", "FBE7DB"
LINE, BORDERS = "B9AB9B", ("top", "left", "bottom", "right", "insideH", "insideV")
ASK, QUOTE_SOURCE = "Ask", "Quote Source"
HANGING = Cm(0.9)  # an ask's number
AFTER_SHADING = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


def set_styles(document: WordDocument, colour: str) -> None:
    """`colour` is the organisation's, as #5b2a5e, or nothing."""
    brand = colour.removeprefix("#").upper() or PLUM
    _speak_english(document.styles.element)
    _plain(document.styles)
    _headings(document.styles, brand)
    _quotes(document.styles)
    _asks(document.styles, brand)


def _plain(styles: Styles) -> None:
    for border in styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in BORDERS)):
        border.set(qn("w:color"), LINE)
    _font(styles["Normal"], SIZE, INK)
    _space(styles["Normal"], 0, 8)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    for name, size in (("Caption", SIZE), ("No Spacing", SMALL), ("Footer", SMALL)):
        _font(styles[name], size, INK)
    _space(styles["No Spacing"], 2, 2)
    styles["Caption"].font.bold = styles["Caption"].font.cs_bold = True
    styles["Caption"].paragraph_format.keep_with_next = True
    _space(styles["Caption"], 12, 4)


def _headings(styles: Styles, brand: str) -> None:
    for level, (size, before, after) in HEADINGS.items():
        _font(styles[f"Heading {level}"], size, brand if level in IN_BRAND else INK)
        _space(styles[f"Heading {level}"], before, after)


def _quotes(styles: Styles) -> None:
    """What somebody said, and below it who did, in one box."""
    _font(styles["Quote"], SIZE, INK)
    styles["Quote"].font.italic = styles["Quote"].font.cs_italic = False
    source = _new(styles, QUOTE_SOURCE, like="Normal")
    _font(source, SIZE - 1, SOFT)
    for style in (styles["Quote"], source):
        _box(style, CLAY, CLAY_WASH)
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.4)
    _space(styles["Quote"], 6, 6)
    _space(source, 0, 8)
    styles["Quote"].paragraph_format.keep_together = styles["Quote"].paragraph_format.keep_with_next = True


def _asks(styles: Styles, brand: str) -> None:
    """Numbered, and all in one box. What is asked is bold; why, what it costs and who isn't."""
    ask = _new(styles, ASK, like="List Number")
    _font(ask, SIZE, INK)
    ask.font.bold = ask.font.cs_bold = True
    _box(ask, brand, LILAC)
    ask.paragraph_format.left_indent, ask.paragraph_format.first_line_indent = HANGING, -HANGING
    ask.paragraph_format.keep_together = True
    _space(ask, 3, 3)


def _new(styles: Styles, name: str, *, like: str) -> ParagraphStyle:
    style: ParagraphStyle = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = styles[like], True
    return style


def _box(style: ParagraphStyle, line: str, ground: str) -> None:
    properties = style.element.get_or_add_pPr()
    borders, left, shade = (OxmlElement(f"w:{name}") for name in ("pBdr", "left", "shd"))
    for name, value in (("val", "single"), ("sz", "24"), ("space", "6"), ("color", line)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{name}"), value)
    properties.insert_element_before(borders, "w:shd", *AFTER_SHADING)
    properties.insert_element_before(shade, *AFTER_SHADING)


def _speak_english(styles: CT_Styles) -> None:
    for spoken in styles.iter(qn("w:lang")):
        for attribute in ("w:val", "w:eastAsia"):
            spoken.set(qn(attribute), LANGUAGE)


def _font(style: ParagraphStyle, size: int, colour: str) -> None:
    """By its name everywhere: a theme's font would win over it."""
    style.font.size, style.font.color.rgb, style.font.name = Pt(size), RGBColor.from_string(colour), FONT
    _size_of_complex_scripts(style, size)
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for attribute in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(attribute), FONT)


def _size_of_complex_scripts(style: ParagraphStyle, size: int) -> None:
    """Which Word keeps by itself, in half points: letters of Urdu or Bengali would stay small in a heading."""
    properties = style.element.rPr
    kept = properties.find(qn("w:szCs"))
    if kept is None:
        kept = OxmlElement("w:szCs")
        properties.insert_element_before(kept, "w:highlight", "w:u", "w:vertAlign", "w:rtl", "w:cs", "w:lang")
    kept.set(qn("w:val"), str(size * 2))


def _space(style: ParagraphStyle, before: int, after: int) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
