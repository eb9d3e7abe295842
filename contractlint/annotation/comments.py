"""The comments part of a Word file: what stands in it stays, ours are added behind (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.word.names import VAL, XML_SPACE, number, w
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR = "contractlint"
_ID = w("id")
_UNWRITABLE = compile_regex("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Note:
    """A comment to write: its number, the initials beside it and its paragraphs."""

    number: int
    initials: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles Word has for comments; empty where the file has none of them."""

    text: str = ""
    reference: str = ""


def comment_styles(root: _Element | None) -> Styles:
    """The styles of a file by the names Word gives them in every language."""
    found: dict[str, str] = {}
    for style in () if root is None else root.iterchildren(w("style")):
        name = style.find(w("name"))
        if name is not None:
            found.setdefault(name.get(VAL, "").lower(), style.get(w("styleId"), ""))
    return Styles(found.get("annotation text", ""), found.get("annotation reference", ""))


def next_number(document: _Element, comments: _Element | None) -> int:
    """A number no comment has, nor a mark that is left over from one."""
    used = [-1]
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        used += [number(one.get(_ID)) or 0 for one in document.iter(w(name))]
    if comments is not None:
        used += [number(one.get(_ID)) or 0 for one in comments.iterchildren(w("comment"))]
    return max(used) + 1


def add_note(comments: _Element, note: Note, styles: Styles, date: str) -> None:
    """Add a comment to the root of the comments part; ``date`` is as in the file format, or empty for none."""
    comment = _child(comments, "comment")
    comment.set(_ID, str(note.number))
    comment.set(w("author"), AUTHOR)
    if date:
        comment.set(w("date"), date)
    comment.set(w("initials"), note.initials)
    for index, line in enumerate(note.lines):
        paragraph = _child(comment, "p")
        if styles.text:
            _child(_child(paragraph, "pPr"), "pStyle").set(VAL, styles.text)
        if index == 0:
            run = _child(paragraph, "r")
            if styles.reference:
                _child(_child(run, "rPr"), "rStyle").set(VAL, styles.reference)
            _child(run, "annotationRef")
        text = _child(_child(paragraph, "r"), "t")
        text.set(XML_SPACE, "preserve")
        text.text = _clean(line)


def _child(parent: _Element, name: str) -> _Element:
    child = parent.makeelement(w(name))
    parent.append(child)
    return child


def _clean(line: str) -> str:
    """Without what XML cannot hold; a rule of one's own may say anything."""
    return _UNWRITABLE.sub("", line)
