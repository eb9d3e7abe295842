"""The runs of a Word part, cut where a comment or a change begins or ends."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING

from contractlint.readers.word.names import ALTERNATE, XML_SPACE, chosen_branch, w
from contractlint.readers.word.texts import characters, keeps_blanks, run_width

if TYPE_CHECKING:
    from lxml.etree import _Element

RUN, RUN_PROPERTIES = w("r"), w("rPr")
_TEXTS = frozenset({w("t"), w("delText")})
_XML_BLANKS = " \t\r\n"


class Runs:
    """All ``w:r`` of a part by their ordinal as it was read, whatever they have been cut into since.

    Offsets count as in :class:`contractlint.text.Origin`.
    """

    def __init__(self, root: _Element) -> None:
        self._runs = list(root.iter(RUN))
        self._pieces: dict[int, list[tuple[int, _Element]]] = {}

    def whole(self, ordinal: int) -> _Element:
        """The run, or the first piece of it."""
        return self._runs[ordinal]

    def begin(self, ordinal: int, offset: int) -> _Element:
        """The piece that begins at ``offset``; cut there if need be."""
        index = self._cut(ordinal, offset)
        return self._pieces[ordinal][index][1]

    def end(self, ordinal: int, offset: int) -> _Element:
        """The piece that ends at ``offset``, which is behind the first character."""
        index = self._cut(ordinal, offset)
        pieces = self._pieces[ordinal]
        return pieces[index - 1 if index and pieces[index][0] >= offset else index][1]

    def between(self, ordinal: int, start: int, end: int) -> list[_Element]:
        """The pieces from ``start`` to ``end``."""
        self._cut(ordinal, start)
        self._cut(ordinal, end)
        return [piece for begin, piece in self._pieces[ordinal] if start <= begin < end]

    def _cut(self, ordinal: int, offset: int) -> int:
        """Index of the piece that begins at ``offset``; the last one where that is behind the end."""
        pieces = self._pieces.setdefault(ordinal, [(0, self._runs[ordinal])])
        index = next(place for place in range(len(pieces) - 1, -1, -1) if pieces[place][0] <= offset)
        begin, piece = pieces[index]
        if begin == offset:
            return index
        right = _split(piece, offset - begin)
        if right is None:
            return index
        pieces.insert(index + 1, (offset, right))
        return index + 1


def _split(run: _Element, offset: int) -> _Element | None:
    """Cut a run behind its first ``offset`` characters; the new right half, or None where nothing is left for it."""
    left = offset
    for child in run:
        if child.tag == RUN_PROPERTIES or not isinstance(child.tag, str):
            continue
        width = _width(child)
        if left >= width:
            left -= width
            # What has no width stays with the characters before it.
            if left or width == 0 or _width_behind(child) == 0:
                continue
            return _right_half(run, child.itersiblings())
        if child.tag not in _TEXTS:
            return None  # inside a copy for old software, which is one thing
        return _right_half(run, child.itersiblings(), _split_text(child, left))
    return None


def _width_behind(child: _Element) -> int:
    return sum(_width(one) for one in child.itersiblings() if isinstance(one.tag, str))


def _width(child: _Element) -> int:
    if child.tag == ALTERNATE:
        branch = chosen_branch(child)
        return 0 if branch is None else sum(_width(one) for one in branch if isinstance(one.tag, str))
    return run_width(child)


def _right_half(run: _Element, behind: Iterable[_Element], first: _Element | None = None) -> _Element:
    right = run.makeelement(RUN, _attributes(run))
    properties = run.find(RUN_PROPERTIES)
    if properties is not None:
        right.append(deepcopy(properties))
        right[0].tail = None
    rest = list(behind)
    right.extend(rest if first is None else [first, *rest])
    run.addnext(right)
    return right


def _split_text(text: _Element, offset: int) -> _Element:
    """Cut a text element; a blank at the cut is kept, and so are those at the ends only where they were."""
    whole = characters(text)
    kept = keeps_blanks(text)
    for child in list(text):
        text.remove(child)
    first, second = whole[:offset], whole[offset:]
    right = text.makeelement(str(text.tag), _attributes(text))
    if not kept and (first[-1:] in _XML_BLANKS or second[:1] in _XML_BLANKS):
        first, second = first.lstrip(_XML_BLANKS), second.rstrip(_XML_BLANKS)
        text.set(XML_SPACE, "preserve")
        right.set(XML_SPACE, "preserve")
    text.text, right.text = first, second
    return right


def _attributes(element: _Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}
