"""An empty Word file as our reports begin, and how it is saved: English, A4, nobody's name, always the same bytes."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from reports.formats.cells import in_xml
from reports.formats.word_properties import LANGUAGE, Head, say_what_it_is
from reports.formats.word_scripts import Formatting, write_words
from reports.formats.word_styles import set_styles

UNNEEDED = ("/thumbnail", "/extended-properties", "/customXml")  # a picture and a past that aren't ours
WORD_2013 = "15"  # and everything since: an older number opens in “compatibility mode”
A_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can say


def new_document(head: Head) -> WordDocument:
    document = Document()
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith(UNNEEDED):
            del document.part.package.rels[key]
    say_what_it_is(document, head)
    _be_of_today(document)
    _page(document)
    set_styles(document, head.says("theme-color"))
    _footer(document, head.footer)
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


def _be_of_today(document: WordDocument) -> None:
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _page(document: WordDocument) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _footer(document: WordDocument, running: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    write_words(paragraph, f"{in_xml(running)} · Page ", Formatting())
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
