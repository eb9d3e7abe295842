"""Word files written part by part, for tests: what is not given here is not in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": WORD,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "xx": "urn:nobody-knows-this",
    }.items()
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = _TYPES + "document.main+xml"


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    settings: str = "",
    comments: str = "",
    headers: Mapping[str, str] | None = None,
    footers: Mapping[str, str] | None = None,
    section: str = "",
    main: str = "word/document.xml",
    main_type: str = MAIN,
    relations: str = "",
    strict: bool = False,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """A package with the given inside of ``w:body`` and of the other parts.

    ``headers`` and ``footers`` map a relationship id to the inside of ``w:hdr`` or ``w:ftr``; ``section`` is the inside
    of the last ``w:sectPr``; ``relations`` are further relationships of the main part.
    """
    end = f"<w:sectPr>{section}</w:sectPr>" if section else ""
    parts = {main: f"<w:document {NAMESPACES}><w:body>{body}{end}</w:body></w:document>"}
    folder = main.rpartition("/")[0]
    related: list[tuple[str, str, str]] = []
    for name, root, inside in (
        ("styles", "styles", styles),
        ("numbering", "numbering", numbering),
        ("footnotes", "footnotes", footnotes),
        ("endnotes", "endnotes", endnotes),
        ("settings", "settings", settings),
        ("comments", "comments", comments),
    ):
        if inside:
            parts[f"{folder}/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inside}</w:{root}>"
            related.append((f"rId_{name}", name, f"{name}.xml"))
    for kind, root, given in (("header", "hdr", headers or {}), ("footer", "ftr", footers or {})):
        for identifier, inside in given.items():
            parts[f"{folder}/{kind}_{identifier}.xml"] = f"<w:{root} {NAMESPACES}>{inside}</w:{root}>"
            related.append((identifier, kind, f"{kind}_{identifier}.xml"))
    links = "".join(
        f'<Relationship Id="{identifier}" Type="{_RELATIONS}{kind}" Target="{target}"/>'
        for identifier, kind, target in related
    )
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{main_type if name == main else _TYPES + _part_type(name)}"/>'
        for name in parts
    )
    base = main.rpartition("/")[2]
    written = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relationships(f'<Relationship Id="rId1" Type="{_RELATIONS}officeDocument" Target="{main}"/>'),
        f"{folder}/_rels/{base}.rels": _relationships(links + relations),
        **parts,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in written.items():
            xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text
            if strict and not name.startswith("[") and "package" not in text[:120]:
                xml = xml.replace(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/",
                    "http://purl.oclc.org/ooxml/wordprocessingml/",
                )
                xml = xml.replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/",
                    "http://purl.oclc.org/ooxml/officeDocument/",
                )
            archive.writestr(name, xml)
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def p(*inside: str, properties: str = "") -> str:
    """A paragraph; a text that is no markup becomes a run."""
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{head}{''.join(one if one.startswith('<') else r(one) for one in inside)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run with one text."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{head}{t(text)}</w:r>"


def t(text: str) -> str:
    """A text that keeps its blanks."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def ins(*inside: str, author: str = "王某", date: str = "2026-01-02T03:04:05Z") -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author={quoteattr(author)} w:date={quoteattr(date)}>{"".join(inside)}</w:ins>'


def deleted(text: str, *, tag: str = "del", author: str = "李某", date: str = "2026-02-03T04:05:06Z") -> str:
    """A tracked deletion (or, with another tag, the source of a move) of one run."""
    inside = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:{tag} w:id="2" w:author={quoteattr(author)} w:date={quoteattr(date)}>{inside}</w:{tag}>'


def mark(tag: str) -> str:
    """Paragraph properties whose mark is tracked: ``ins``, ``del``, ``moveFrom`` or ``moveTo``."""
    return f'<w:rPr><w:{tag} w:id="3" w:author="赵某" w:date="2026-03-04T05:06:07Z"/></w:rPr>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no markup becomes one with one paragraph."""
    head = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{head}{''.join(one if one.startswith('<w:tc>') else cell(one) for one in cells)}</w:tr>"


def cell(*inside: str, properties: str = "") -> str:
    """A cell; a text that is no markup becomes a paragraph."""
    head = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{head}{''.join(one if one.startswith('<') else p(one) for one in inside)}</w:tc>"


def complex_field(instruction: str, *result: str, form: str = "") -> str:
    """A field of begin, instruction, result (if any) and end."""
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def numbered(num_id: int, level: int = 0) -> str:
    """Paragraph properties of a numbered paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def style(
    identifier: str, name: str, *, paragraph: str = "", run: str = "", based_on: str = "", kind: str = "paragraph"
) -> str:
    """A style with the insides of its paragraph and run properties."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val={quoteattr(name)}/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def abstract(identifier: int, *levels: str, more: str = "") -> str:
    """An abstract list; each level is its inside, in order from 0."""
    inside = "".join(f'<w:lvl w:ilvl="{index}">{level}</w:lvl>' for index, level in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{identifier}">{more}{inside}</w:abstractNum>'


def level(number_format: str, text: str, *, start: int | None = 1, more: str = "") -> str:
    """The inside of a list level, in the order the schema asks for: start, format, what ``more`` holds, text."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'{begin}<w:numFmt w:val="{number_format}"/>{more}<w:lvlText w:val={quoteattr(text)}/>'


def num(identifier: int, abstract_id: int, overrides: str = "") -> str:
    """A list that uses an abstract one."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def _relationships(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def _part_type(name: str) -> str:
    stem = name.rpartition("/")[2].removesuffix(".xml").partition("_")[0]
    return f"{stem}+xml"
