"""Word files taken apart, for tests of what was written into them: independent of the package's own reader."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR = "contractlint"
MARKS = (W + "commentRangeStart", W + "commentRangeEnd")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def document(data: bytes, main: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[main])


def comments(data: bytes, name: str = "word/comments.xml") -> list[etree._Element]:
    found = parts(data).get(name)
    return [] if found is None else list(etree.fromstring(found).iter(W + "comment"))


def ours(data: bytes) -> list[etree._Element]:
    return [one for one in comments(data) if one.get(W + "author") == AUTHOR]


def comment_text(comment: etree._Element) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p"))


@dataclass(frozen=True)
class Marked:
    number: str
    initials: str
    text: str
    words: str
    """The text between the marks, what is deleted in brackets of its own left out."""


def marked(data: bytes) -> list[Marked]:
    """Our comments with the words each is anchored on, in order of their numbers."""
    root = document(data)
    spans: dict[str, list[str]] = {}
    opened: list[str] = []
    for element in root.iter():
        if element.tag == MARKS[0]:
            opened.append(element.get(W + "id"))
            spans[opened[-1]] = []
        elif element.tag == MARKS[1]:
            opened.remove(element.get(W + "id"))
        elif element.tag in (W + "t", W + "delText") and opened:
            for one in opened:
                spans[one].append(element.text or "")
        elif element.tag in (W + "tab", W + "br") and element.getparent().tag == W + "r":
            for one in opened:
                spans[one].append("\t" if element.tag == W + "tab" else "\n")
    return [
        Marked(
            one.get(W + "id"), one.get(W + "initials"), comment_text(one), "".join(spans.get(one.get(W + "id"), ["?"]))
        )
        for one in ours(data)
    ]


def check_structure(data: bytes) -> None:
    """Every comment has one start, one end and one reference, in this order, none in a field, header or note."""
    everything = parts(data)
    root = document(data)
    every = comments(data)
    if every:
        related = [
            one.attrib for one in etree.fromstring(everything["word/_rels/document.xml.rels"]).iter("{*}Relationship")
        ]
        assert [one["Target"] for one in related if one["Type"].endswith("/comments")] == ["comments.xml"]
        assert len({one["Id"] for one in related}) == len(related)
        types = etree.fromstring(everything["[Content_Types].xml"]).iter("{*}Override")
        declared = [one.get("ContentType", "") for one in types if one.get("PartName") == "/word/comments.xml"]
        assert len(declared) == 1
        assert declared[0].endswith("wordprocessingml.comments+xml")
    numbers = [one.get(W + "id") for one in every]
    assert len(numbers) == len(set(numbers)), "two comments of one number"
    order = {element: index for index, element in enumerate(root.iter())}
    places = {
        name: {one.get(W + "id"): one for one in root.iter(W + name)}
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    }
    for name in places:
        assert len(list(root.iter(W + name))) == len(places[name]), f"two {name} of one number"
    for one in ours(data):
        number = one.get(W + "id")
        start, end, reference = (places[name][number] for name in places)
        assert order[start] < order[end] < order[reference]
        assert reference.getparent().tag == W + "r"
        for place in (start, end, reference):
            assert not any(above.tag in (W + "txbxContent", W + "fldSimple") for above in place.iterancestors())
            assert any(above.tag == W + "p" for above in place.iterancestors())
            assert place.getparent().tag != W + "r" or place is reference
        cells = {next(place.iterancestors(W + "tc"), None) for place in (start, end)}
        assert len(cells) == 1, "a comment runs from one cell into another"
    revisions = [one.get(W + "id") for one in root.iter(W + "ins", W + "del") if one.get(W + "author") == AUTHOR]
    assert len(revisions) == len(set(revisions))
    assert b"ns0:" not in everything["word/document.xml"]


def without_ours(data: bytes) -> dict[str, bytes]:
    """The parts with our changes rejected and our comments deleted, as a person would do in Word."""
    everything = parts(data)
    root = etree.fromstring(everything["word/document.xml"])
    numbers = {one.get(W + "id") for one in ours(data)}
    reject_ours(root)
    for element in list(root.iter(*MARKS, W + "commentReference")):
        if element.get(W + "id") in numbers:
            gone = element.getparent() if element.tag == W + "commentReference" else element
            _remove(gone)
    everything["word/document.xml"] = etree.tostring(root)
    return everything


def reject_ours(root: etree._Element) -> None:
    for paragraph in reversed(list(root.iter(W + "p"))):
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}ins")
        if mark is None or mark.get(W + "author") != AUTHOR:
            continue
        following = paragraph.getnext()
        assert following is not None
        assert following.tag == W + "p", "a paragraph that cannot be joined to the next"
        if all(one.tag == W + "ins" and one.get(W + "author") == AUTHOR for one in paragraph if one.tag != W + "pPr"):
            _remove(paragraph)
            continue
        # The end of an old paragraph is ours: what follows, ours as well, is joined on, and its end is the one that stays.
        assert all(one.get(W + "author") == AUTHOR for one in following if one.tag != W + "pPr")
        paragraph.remove(paragraph.find(W + "pPr"))
        end = following.find(W + "pPr")
        if end is not None:
            paragraph.insert(0, end)
        _remove(following)
    for element in list(root.iter(W + "ins")):
        if element.get(W + "author") == AUTHOR:
            _remove(element)
    for element in list(root.iter(W + "del")):
        if element.get(W + "author") == AUTHOR:
            for text in element.iter(W + "delText"):
                text.tag = W + "t"
            _unwrap(element)


def accept_ours(root: etree._Element) -> None:
    for element in list(root.iter(W + "del")):
        if element.get(W + "author") == AUTHOR:
            _remove(element)
    for element in list(root.iter(W + "ins")):
        if element.get(W + "author") == AUTHOR:
            _remove(element) if element.getparent().tag == W + "rPr" else _unwrap(element)


def repacked(everything: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in everything.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def flat(root: etree._Element) -> list[object]:
    """The document as a list of characters with the run properties and the containers of each, and of everything else.

    Runs that were cut come out the same; so do insertions that were cut, which are told by their author and date.
    """
    found: list[object] = []
    _flatten(root, (), found)
    return found


def _flatten(element: etree._Element, path: tuple[str, ...], found: list[object]) -> None:
    if not isinstance(element.tag, str):
        return
    if element.tag in (W + "t", W + "delText"):
        text = element.text or ""
        if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            text = text.strip(" \t\r\n")
        found.extend((char, path) for char in text)
        return
    if element.tag == W + "r":
        properties = element.find(W + "rPr")
        look = b"" if properties is None else etree.tostring(properties, method="c14n", exclusive=True, with_tail=False)
        attributes = tuple(sorted(element.attrib.items()))
        for child in element:
            if child.tag != W + "rPr":
                _flatten(child, (*path, f"r {attributes} {look!r}"), found)
        return
    attributes = tuple(sorted(element.attrib.items()))
    here = (*path, f"{element.tag} {attributes}")
    if element.tag not in (W + "ins", W + "del"):
        found.append(("<", here))
    for child in element:
        _flatten(child, here, found)
    if element.tag not in (W + "ins", W + "del"):
        found.append((">", here))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    index = parent.index(element)
    children = list(element)
    for offset, child in enumerate(children):
        parent.insert(index + offset, child)
    _remove(element)
