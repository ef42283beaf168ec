"""What a Word file says of itself, out of the head of its HTML: whose it is, what for, of which day and edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree

from reports.formats.cells import in_xml

LANGUAGE = "en-GB"
LONGEST = 255  # characters of a property
INSIDE = "Inside edition"
# What Word has no property for, by its name there and in the HTML.
CUSTOM = {
    "Report type": "report-type",
    "Edition": "edition",
    "Contact": "contact",
    "Meeting date": "meeting-date",
}
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
KIND = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that people name themselves


@dataclass(frozen=True)
class Head:
    """A document's head: `meta` is what it says by name, `running` what stands on each page."""

    title: str
    running: str
    meta: dict[str, str]

    @classmethod
    def read(cls, tree: Any) -> Head:
        title = (tree.findtext(".//head/title") or "").strip()
        running = next((h.get("data-running") for h in tree.iter("h1") if h.get("data-running")), title)
        return cls(title, running, {m.get("name"): m.get("content", "") for m in tree.iter("meta")})

    def says(self, name: str) -> str:
        return self.meta.get(name, "")

    @property
    def footer(self) -> str:
        """Says of the inside edition what it is, whatever the running title says."""
        is_marked = self.says("edition") != "inside" or INSIDE in self.running
        return self.running if is_marked else f"{self.running} – {INSIDE}"

    @property
    def made_on(self) -> datetime | None:
        day = self.says("dcterms.created")
        return datetime.fromisoformat(day) if day else None


def say_what_it_is(document: WordDocument, head: Head) -> None:
    """A team, never a person, and no moment but the report's own."""
    properties = document.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title, properties.author = _short(head.title), _short(head.says("author"))
    properties.subject, properties.keywords = _short(head.says("description")), _short(head.says("keywords"))
    properties.category, properties.language = _short(head.says("report-type")), LANGUAGE
    if head.made_on:
        properties.created = properties.modified = head.made_on
    _add_custom(document, {name: head.says(meta) for name, meta in CUSTOM.items() if head.says(meta)})


def _short(text: str) -> str:
    """Cut in its middle: a title ends with its edition."""
    text = in_xml(text)
    half = LONGEST // 2 - 1
    return text if len(text) <= LONGEST else f"{text[:half]}…{text[-half:]}"


def _add_custom(document: WordDocument, said: dict[str, str]) -> None:
    root = parse_xml(f'<Properties xmlns="{PROPERTIES}" xmlns:vt="{VALUES}"/>')
    for number, (name, text) in enumerate(said.items(), start=2):  # Word keeps 0 and 1 for itself
        about = {"fmtid": KIND, "pid": str(number), "name": name}
        row = etree.SubElement(root, f"{{{PROPERTIES}}}property", about)
        etree.SubElement(row, f"{{{VALUES}}}lpwstr").text = _short(text)
    package = document.part.package
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.relate_to(Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE, content, package), RELATION)
