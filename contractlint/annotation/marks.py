"""The three marks of a comment in the text: where it begins, where it ends, and the reference to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractlint.annotation.anchors import PARAGRAPH, Anchor
from contractlint.readers.word.names import w

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = w("id")


def mark(anchor: Anchor, number: int, style: str) -> None:
    """Put the marks of comment ``number`` around an anchor; ``style`` is the id of the style for references.

    Of comments that end at one place the last must be put first.
    """
    start = _element(anchor.first, "commentRangeStart", number)
    end = _element(anchor.first, "commentRangeEnd", number)
    reference = anchor.first.makeelement(w("r"))
    if style:
        properties = reference.makeelement(w("rPr"))
        name = properties.makeelement(w("rStyle"))
        name.set(w("val"), style)
        properties.append(name)
        reference.append(properties)
    reference.append(_element(anchor.first, "commentReference", number))
    if anchor.first.tag == PARAGRAPH:
        properties_at = 1 if anchor.first.find(w("pPr")) is not None else 0
        for offset, element in enumerate((start, end, reference)):
            anchor.first.insert(properties_at + offset, element)
        return
    put_before(anchor.first, start)
    put_behind(anchor.last, reference)
    put_behind(anchor.last, end)


def put_before(place: _Element, new: _Element) -> None:
    """Insert directly before an element."""
    place.addprevious(new)


def put_behind(place: _Element, new: _Element) -> None:
    """Insert directly behind an element; blanks of the file's own layout stay where they are."""
    tail, place.tail = place.tail, None
    place.addnext(new)
    new.tail = tail


def _element(like: _Element, name: str, number: int) -> _Element:
    element = like.makeelement(w(name))
    element.set(_ID, str(number))
    return element
