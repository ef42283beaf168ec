"""Words in every script in Word: each run in a font that has its letters, in its language, and running its way.

Word keeps three fonts for a run, and three sizes and languages with them: for Latin letters, for East Asian ones and
for complex scripts. The fonts come with Windows and Office; where one is missing, Word and LibreOffice find another.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from teams.scripts import Run, runs_of, runs_right_to_left

LATIN, EAST_ASIAN, COMPLEX = "w:val", "w:eastAsia", "w:bidi"  # what a language is called by in each
SLOTS = {LATIN: ("w:ascii", "w:hAnsi"), EAST_ASIAN: ("w:eastAsia",), COMPLEX: ("w:cs",)}
EAST_ASIAN_FONTS = {"zh-CN": "Microsoft YaHei", "ja-JP": "Yu Gothic", "ko-KR": "Malgun Gothic"}
INDIAN = ("Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu")
COMPLEX_FONTS = dict.fromkeys(INDIAN, "Nirmala UI") | dict.fromkeys(("Thai", "Laoo", "Khmr"), "Leelawadee UI")
COMPLEX_FONTS |= {"Mymr": "Myanmar Text", "Tibt": "Microsoft Himalaya"}
OTHER_FONTS = {"Ethi": "Ebrima", "Geor": "Sylfaen", "Armn": "Sylfaen"}
ARABIC = "Arial"
BEFORE_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)


@dataclass(frozen=True)
class Formatting:
    bold: bool = False
    italic: bool = False
    language: str = ""
    plain: bool = False  # where the paragraph's style is bold


def write_words(paragraph: Paragraph, words: str, formatting: Formatting) -> None:
    for run in runs_of(words):
        _write_run(paragraph, run, formatting)


def set_direction(paragraph: Paragraph, words: str) -> None:
    """Of the paragraph: where its lines begin, and on which side its bullet stands."""
    properties = paragraph._p.get_or_add_pPr()
    if runs_right_to_left(words) and properties.find(qn("w:bidi")) is None:
        properties.insert_element_before(OxmlElement("w:bidi"), *BEFORE_BIDI)


def _write_run(paragraph: Paragraph, run: Run, formatting: Formatting) -> None:
    written, kind = paragraph.add_run(run.words), _kind(run)
    written.bold = False if formatting.plain else formatting.bold or None
    written.italic = formatting.italic or None
    if kind == COMPLEX:
        _make_complex(written, is_rtl=run.is_right_to_left)
    if font := _font(run):
        fonts = written._r.get_or_add_rPr().get_or_add_rFonts()
        for slot in SLOTS[kind]:
            fonts.set(qn(slot), font)
    if language := formatting.language or run.language:
        spoken = OxmlElement("w:lang")
        spoken.set(qn(kind), language)
        written._r.get_or_add_rPr().append(spoken)


def _make_complex(written: WordRun, *, is_rtl: bool) -> None:
    """Else Word takes the size and the weight for Latin letters."""
    written.font.rtl, written.font.complex_script = is_rtl or None, not is_rtl or None
    written.font.cs_bold, written.font.cs_italic = written.bold, written.italic


def _kind(run: Run) -> str:
    if run.language in EAST_ASIAN_FONTS:
        return EAST_ASIAN
    return COMPLEX if run.is_right_to_left or run.script in COMPLEX_FONTS else LATIN


def _font(run: Run) -> str:
    """Blank where the style's own font has the letters."""
    kind = _kind(run)
    if kind == EAST_ASIAN:
        return EAST_ASIAN_FONTS[run.language]
    return COMPLEX_FONTS.get(run.script, ARABIC if kind == COMPLEX else OTHER_FONTS.get(run.script, ""))
