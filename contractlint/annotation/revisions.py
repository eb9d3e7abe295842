"""Tracked changes: words replaced and paragraphs added so that a person accepts or rejects each (17.13.5).

Rejecting them gives back the file as it was, run by run.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from contractlint.annotation.anchors import PARAGRAPH, Places
from contractlint.annotation.comments import AUTHOR
from contractlint.annotation.marks import put_behind
from contractlint.annotation.runs import RUN_PROPERTIES
from contractlint.dataclass import dataclass
from contractlint.readers.word.names import XML_SPACE, number, w
from contractlint.text import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_INSERT, _DELETE, _TEXT = w("ins"), w("del"), w("t")
_ID = w("id")
# Text under these is somebody's change already that takes it away or moves it.
_TAKEN = frozenset(map(w, ("del", "moveFrom", "moveTo")))
_PLAIN = frozenset({_TEXT, RUN_PROPERTIES, w("lastRenderedPageBreak"), w("noBreakHyphen")})
# What a paragraph of ours takes over from its neighbour is how it looks, not what it is the end of.
_NOT_COPIED = (w("sectPr"), w("pPrChange"), w("rPr"), w("numPr"), w("pageBreakBefore"), w("keepNext"), w("outlineLvl"))


@dataclass(slots=True)
class Pen:
    """Writes changes with numbers of their own; ``date`` is as in the file format, or empty."""

    next_number: int
    date: str

    def change(self, like: _Element, tag: str) -> _Element:
        """An empty ``w:ins`` or ``w:del`` of ours."""
        element = like.makeelement(tag)
        element.set(_ID, str(self.next_number))
        element.set(w("author"), AUTHOR)
        if self.date:
            element.set(w("date"), self.date)
        self.next_number += 1
        return element


def pen(document: _Element, date: str) -> Pen:
    """A pen whose numbers no change or bookmark of the document has."""
    used = (number(element.get(_ID)) or 0 for element in document.iter(w("*")))
    return Pen(max(used, default=0) + 1, date)


def replace(places: Places, span: Span, text: str, writer: Pen) -> bool:
    """Mark the words at a span as deleted and ``text``, if any, as inserted behind them.

    False, and nothing done, where that cannot be rejected cleanly: in fields, form controls and text boxes, in what
    somebody else deletes or moves, across paragraphs, and where a part of the words is generated.
    """
    origins = places.origins(span)
    if not origins or sum(len(one.span) for one in origins) != len(span):
        return False
    if len({one.paragraph for one in origins}) > 1:
        return False
    runs = [places.runs.whole(one.run) for one in origins]
    if any(places.wholes.around(run) is not None or not _is_free(run) for run in runs):
        return False
    pieces = [
        piece for one in origins for piece in places.runs.between(one.run, one.offset, one.offset + len(one.span))
    ]
    if any(child.tag not in _PLAIN for piece in pieces for child in piece if isinstance(child.tag, str)):
        return False
    for piece in pieces:
        _delete(piece, writer)
    if text:
        _write_behind(pieces[-1], text, pieces[0].find(RUN_PROPERTIES), writer)
    return True


def _is_free(run: _Element) -> bool:
    """Whether a change of ours may stand here: inside nobody's deletion or move, and in an insertion only directly."""
    parent = run.getparent()
    for above in run.iterancestors():
        if above.tag == PARAGRAPH:
            return True
        if above.tag in _TAKEN or (above.tag == _INSERT and above is not parent):
            return False
    return False


def _delete(piece: _Element, writer: Pen) -> None:
    wrapper = writer.change(piece, _DELETE)
    piece.addprevious(wrapper)
    wrapper.tail, piece.tail = piece.tail, None
    wrapper.append(piece)
    for text in piece.iterchildren(_TEXT):
        text.tag = w("delText")


def _write_behind(deleted: _Element, text: str, look: _Element | None, writer: Pen) -> None:
    """Insert text with the run properties ``look`` behind a deleted run; somebody else's insertion is cut for it."""
    place = deleted.getparent()
    assert place is not None
    holder = place.getparent()
    if holder is not None and holder.tag == _INSERT:
        rest = list(place.itersiblings())
        if rest:
            right = holder.makeelement(_INSERT)
            for name, value in holder.attrib.items():
                right.set(name, value)
            right.extend(rest)
            put_behind(holder, right)
        place = holder
    insertion = writer.change(deleted, _INSERT)
    insertion.append(_run(deleted, text, look))
    put_behind(place, insertion)


def takes_paragraph(neighbour: _Element) -> bool:
    """Whether a paragraph added behind this one can be rejected cleanly.

    Not where the end of this one is somebody's change, or that of a section.
    """
    properties = neighbour.find(w("pPr"))
    if properties is None:
        return True
    mark = properties.find(RUN_PROPERTIES)
    tracked = mark is not None and any(child.tag in _TAKEN or child.tag == _INSERT for child in mark)
    return not tracked and properties.find(w("sectPr")) is None


def add_paragraph(place: _Element, like: _Element, text: str, writer: Pen, *, numbered: bool) -> _Element:
    """A paragraph of ours behind ``place`` that looks like ``like``; ``numbered`` goes on in its automatic list."""
    paragraph = like.makeelement(PARAGRAPH)
    former = like.find(w("pPr"))
    properties = paragraph.makeelement(w("pPr")) if former is None else deepcopy(former)
    properties.tail = None
    for child in list(properties):
        if child.tag in _NOT_COPIED and not (numbered and child.tag == w("numPr")):
            properties.remove(child)
    mark = properties.makeelement(RUN_PROPERTIES)
    mark.append(writer.change(like, _INSERT))
    properties.append(mark)
    paragraph.append(properties)
    insertion = writer.change(like, _INSERT)
    look = next((run.find(RUN_PROPERTIES) for run in like.iter(w("r")) if run.find(_TEXT) is not None), None)
    insertion.append(_run(like, text, look))
    paragraph.append(insertion)
    put_behind(place, paragraph)
    return paragraph


def settle(neighbour: _Element, last: _Element) -> None:
    """Once all paragraphs behind ``neighbour`` are added, the last of which is given, see that they can be rejected.

    The end of an added paragraph goes with it, and what follows is joined on: where that is no paragraph (a table, the
    end of the document), there must be an end that stays. It is that of the neighbour, moved to the last paragraph.
    """
    behind = last.getnext()
    while behind is not None and behind.tag not in (PARAGRAPH, w("tbl"), w("sdt"), w("sectPr")):
        behind = behind.getnext()
    if behind is not None and behind.tag == PARAGRAPH:
        return
    added = last.find(w("pPr"))
    mark = None if added is None else added.find(f"{RUN_PROPERTIES}/{_INSERT}")
    assert added is not None
    assert mark is not None
    last.remove(added)
    former = neighbour.find(w("pPr"))
    if former is None:
        former = neighbour.makeelement(w("pPr"))
        neighbour.insert(0, former)
    else:
        kept = deepcopy(former)
        kept.tail = None
        last.insert(0, kept)
    look = former.find(RUN_PROPERTIES)
    if look is None:
        look = former.makeelement(RUN_PROPERTIES)
        change = former.find(w("pPrChange"))
        former.insert(len(former) if change is None else former.index(change), look)
    look.insert(0, mark)


def _run(like: _Element, text: str, look: _Element | None) -> _Element:
    run = like.makeelement(w("r"))
    if look is not None:
        properties = deepcopy(look)
        properties.tail = None
        for child in list(properties):
            if child.tag in (w("rPrChange"), _INSERT, _DELETE, w("moveFrom"), w("moveTo")):
                properties.remove(child)
        run.append(properties)
    element = run.makeelement(_TEXT)
    element.set(XML_SPACE, "preserve")
    element.text = text
    run.append(element)
    return run
