"""A paragraph while it is being collected: pieces of text, each with the run it stands in."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from contractlint.dataclass import dataclass
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contractlint.readers.word.styles import Style

_BLANKS = " \t\u00a0\u2002\u2003\u2009\u202f\u3000"
# One blank beside underlined words is a gap between words; two or more, or a tab, are a line to write on.
_LINES = compile_regex(f"[{_BLANKS}]{{2,}}|\t")
_DRAWN_TAB = "____"


class Piece(NamedTuple):
    """Characters of one run that stand together."""

    text: str
    paragraph: int
    run: int
    offset: int
    """Place of the first character in the run."""
    sourced: int
    """How many of the characters, from the first, come from the file; the rest are generated."""
    bold: bool = False
    underlined: bool = False
    page: bool = False
    """A page or column break."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change: of pieces ``first`` to ``last``, the latter not included, or of text that does not stand."""

    kind: str
    author: str
    date: str
    first: int
    last: int
    lost: str = ""
    """Text that does not stand, in front of piece ``first``."""

    def followed_by(self, other: Tracked) -> Tracked | None:
        """Both as one, where the other goes on with the same change: Word splits changes at every run."""
        if (self.kind, self.author, self.date) != (other.kind, other.author, other.date):
            return None
        if self.last != other.first or bool(self.lost) != bool(other.lost):
            return None
        return Tracked(self.kind, self.author, self.date, self.first, other.last, self.lost + other.lost)


def joined(changes: list[Tracked]) -> list[Tracked]:
    """The changes of a paragraph in order of place, neighbours that are one change as one."""
    if not changes:
        return []
    found: list[Tracked] = []
    for change in sorted(changes, key=lambda one: one.first):
        together = found[-1].followed_by(change) if found else None
        if together is None:
            found.append(change)
        else:
            found[-1] = together
    return found


@dataclass(slots=True)
class Line:
    """What a reader sees as one paragraph, though several ``w:p`` may have been joined into it."""

    style: Style
    properties: _Element | None
    """Of the paragraph whose mark ends it; of the first one where a hidden mark joined the next to it."""
    pieces: list[Piece] = field(default_factory=list)
    tracked: list[Tracked] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    """Text boxes anchored in it."""
    kept_properties: bool = False

    @property
    def bold(self) -> bool:
        """Whether every character one can see is bold."""
        seen = [piece.bold for piece in self.pieces if not piece.text.isspace()]
        return bool(seen) and all(seen)


def drawn(line: Line, *, leader: bool, contents: bool) -> list[Piece]:
    """The pieces as one sees them, as many as before: underlined blanks as lines, no page break at either end.

    ``leader`` says that the tab stops of the paragraph draw a line; ``contents`` that it stands in a table of contents,
    where the underline of a link says nothing.
    """
    pieces = _without_outer_page_breaks(line.pieces)
    if leader:
        pieces = [_ruled(piece, _DRAWN_TAB) if piece.text == "\t" else piece for piece in pieces]
    if contents or not any(piece.underlined for piece in pieces):
        return pieces
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and pieces[end].underlined:
            end += 1
        if end > start:
            pieces[start:end] = _with_lines(pieces[start:end])
        start = max(end, start + 1)
    return pieces


def _with_lines(pieces: list[Piece]) -> list[Piece]:
    """One underlined stretch with its blanks drawn as ``_``, one for one; a tab gets more, which are generated."""
    text = "".join(piece.text for piece in pieces)
    if not text.strip(_BLANKS + "\n"):
        ruled = text.translate(dict.fromkeys(map(ord, _BLANKS), "_"))
    else:
        ruled = _LINES.sub(lambda match: "_" * len(match[0]), text)
    if ruled == text:
        return pieces
    changed: list[Piece] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        wanted = ruled[start:end]
        changed.append(_ruled(piece, _DRAWN_TAB if piece.text == "\t" and wanted == "_" else wanted))
        start = end
    return changed


def _ruled(piece: Piece, text: str) -> Piece:
    return piece._replace(text=text)


def _without_outer_page_breaks(pieces: list[Piece]) -> list[Piece]:
    """A page break between words keeps them apart; before the first or after the last it is no part of the text."""
    kept = list(pieces)
    if True not in [piece.page for piece in kept]:
        return kept
    for order in (range(len(kept)), range(len(kept) - 1, -1, -1)):
        for index in order:
            if kept[index].page:
                kept[index] = kept[index]._replace(text="", sourced=0)
            elif kept[index].text:
                break
    return kept
