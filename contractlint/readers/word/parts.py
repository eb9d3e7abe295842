"""The parts of a Word document in the order a reader meets them: body, notes, headers and footers; then comments."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.limits import Limits
from contractlint.readers.package import parse_xml
from contractlint.readers.word.composer import Composer
from contractlint.readers.word.names import FALLBACK, r, switch, w
from contractlint.readers.word.numbering import load_numbering
from contractlint.readers.word.revisions import View
from contractlint.readers.word.styles import Styles, load_styles
from contractlint.readers.word.texts import held_text
from contractlint.readers.word.walk import Definitions, walk
from contractlint.text import Comment, Span, Stream

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contractlint.readers.package import Package

_BODY, _SECTION = w("body"), w("sectPr")
_TYPE, _ID, _AUTHOR = w("type"), w("id"), w("author")
_KINDS = {w("headerReference"): "header", w("footerReference"): "footer"}
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_VISIBLE = (w("t"), w("delText"), w("sym"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_NOTE_NAMES = {"footnote": "脚注", "endnote": "尾注"}
_DRAWING_NOTE = ("embedded", "SmartArt 图形里的文字；没有审查。")


@dataclass(slots=True)
class Reading:
    """What has been read of a document."""

    out: Composer
    comments: list[Comment] = field(default_factory=list)
    images: int = 0


def read_parts(package: Package, view: View, limit: int) -> Reading:
    """Read every part that holds text; at most ``limit`` characters."""
    reading = Reading(Composer(limit))
    related = package.related(package.main)
    document = package.xml(package.main)
    if document is None:
        return reading
    name = _target(related, "styles")
    styles = _styles(package.part(name) if name else None, package.limits)
    definitions = Definitions(styles, load_numbering(_first(package, related, "numbering"), styles), view)
    body = document.find(_BODY)
    body_walk = walk(package.main, document, definitions, reading.out)
    body_walk.story(document if body is None else body)
    reading.images += _images(document)
    lost = body_walk.inline.lost_notes
    for kind in ("footnote", "endnote"):
        _read_notes(package, related, kind, body_walk.inline.notes, lost, definitions, reading)
    _read_headers(package, related, document, definitions, reading)
    for kind, target in related.values():
        if kind == "diagramData":
            root = package.xml(target)
            text = "" if root is None else "\n".join(one.text or "" for one in root.iter(_DRAWN_TEXT))
            if text.strip():
                reading.out.omit(*_DRAWING_NOTE, text)
    reading.comments.extend(_comments(_first(package, related, "comments")))
    if reading.images:
        reading.out.omit("image", f"文档里有 {reading.images} 幅图片；图片里的文字没有审查。", "")
    return reading


@lru_cache(maxsize=4)
def _styles(data: bytes | None, limits: Limits) -> Styles:
    """The styles of a part. The last ones are kept: drafts are made from few templates, and what a template says of its
    styles is several times as long as an agreement."""
    return load_styles(None if data is None else parse_xml(data, limits))


def _read_notes(
    package: Package,
    related: dict[str, tuple[str, str]],
    kind: str,
    shown: list[tuple[str, str]],
    lost: dict[tuple[str, str], tuple[str, str]],
    definitions: Definitions,
    reading: Reading,
) -> None:
    """Notes in the order they are referred to.

    No mark such as ``[1]`` is set into the text: it would stand in the middle of phrases that rules look for, and no
    reader takes it for a word of the agreement.
    """
    name = _target(related, f"{kind}s")
    root = package.xml(name) if name else None
    if root is None:
        return
    notes = {element.get(_ID, ""): element for element in root.iterchildren(w(kind))}
    reading.images += _images(root)
    note_walk = walk(name, root, definitions, reading.out)
    read: set[str] = set()
    for shown_kind, identifier in shown:
        element = notes.get(identifier)
        if shown_kind != kind or identifier in read or element is None or not _has_text(element):
            continue
        read.add(identifier)
        start = reading.out.length
        note_walk.story(element)
        reading.out.streams.append(Stream(kind, name, Span(start, reading.out.length)))
    unread = ("part", f"没有被正文引用的{_NOTE_NAMES[kind]}；Word 不显示，不计入正文。")
    for identifier, element in notes.items():
        if identifier not in read:
            note_walk.inline.drop(element, lost.get((kind, identifier), unread))


def _read_headers(
    package: Package,
    related: dict[str, tuple[str, str]],
    document: _Element,
    definitions: Definitions,
    reading: Reading,
) -> None:
    wanted = _headers_in_use(package, related, document)
    for kind, name in sorted(wanted, key=lambda one: one[0] == "footer"):
        root = package.xml(name)
        if root is None:
            continue
        reading.images += _images(root)
        if not _has_text(root):
            continue
        start = reading.out.length
        walk(name, root, definitions, reading.out).story(root)
        reading.out.streams.append(Stream(kind, name, Span(start, reading.out.length)))
    read = {name for _, name in wanted}
    for kind, name in related.values():
        if kind in ("header", "footer") and name not in read:
            read.add(name)
            root = package.xml(name)
            text = "" if root is None else held_text(root)
            if text.strip():
                what = "页眉" if kind == "header" else "页脚"
                reading.out.omit("part", f"没有启用的{what}；Word 不显示，不计入正文。", text)


def _headers_in_use(package: Package, related: dict[str, tuple[str, str]], document: _Element) -> list[tuple[str, str]]:
    """``header`` or ``footer`` and the part, each part once; those for first and even pages only where switched on."""
    sections = [one for one in document.iter(_SECTION) if not _is_former(one)]
    first = any(switch(section, w("titlePg")) for section in sections)
    even: bool | None = None
    found: dict[str, str] = {}
    for section in sections:
        for reference in section:
            kind = _KINDS.get(str(reference.tag))
            target = related.get(reference.get(r("id"), ""))
            if kind is None or target is None:
                continue
            pages = reference.get(_TYPE, "default")
            if pages == "even" and even is None:
                even = bool(switch(_first(package, related, "settings"), w("evenAndOddHeaders")))
            if pages == "default" or (pages == "first" and first) or (pages == "even" and even):
                found.setdefault(target[1], kind)
    return [(kind, name) for name, kind in found.items()]


def _is_former(section: _Element) -> bool:
    above = section.getparent()
    return above is not None and above.tag == w("sectPrChange")


def _comments(root: _Element | None) -> list[Comment]:
    if root is None:
        return []
    return [Comment(one.get(_AUTHOR, ""), held_text(one)) for one in root.iterchildren(w("comment"))]


def _images(root: _Element) -> int:
    """Pictures in a part, one kept twice for old software counted once."""
    pictures = [one for one in root.iter(_BLIP) if one.get(r("embed")) or one.get(r("link"))]
    pictures += [one for one in root.iter(_IMAGE_DATA) if one.get(r("id")) or one.get(r("href"))]
    return sum(1 for one in pictures if not any(above.tag == FALLBACK for above in one.iterancestors()))


def _has_text(element: _Element) -> bool:
    return any(one.tag == w("sym") or (one.text or "").strip() or len(one) for one in element.iter(*_VISIBLE))


def _target(related: dict[str, tuple[str, str]], wanted: str) -> str:
    return next((name for kind, name in related.values() if kind == wanted), "")


def _first(package: Package, related: dict[str, tuple[str, str]], wanted: str) -> _Element | None:
    name = _target(related, wanted)
    return package.xml(name) if name else None
