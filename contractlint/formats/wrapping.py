"""Chinese text in terminal columns: widths, line breaks that strand no punctuation, quotes with the place marked."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from contractlint.regex import compile_regex
from contractlint.text import Span

_NOT_FIRST = "，。、；：！？）》」』】〕”’…％%·,.;:!?)]"
_NOT_LAST = "（《「『【〔“‘(["
_CONTROLS = {
    **dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "\ufffd"),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"),
}
_WORD = compile_regex(r"[A-Za-z0-9_.,%/+-]+|.", re.DOTALL)


def printable(text: str) -> str:
    """The text, as many characters long, without what could steer a terminal or turn its reading direction."""
    return text.translate(_CONTROLS)


def width(text: str) -> int:
    """Columns a terminal needs: two for wide and full-width characters."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns``; a Latin word or number is not broken unless it is longer than a line."""
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        line = ""
        for piece in _pieces(paragraph, columns):
            if width(line) + width(piece) > columns and line:
                line, carried = _break(line, piece)
                lines.append(line)
                line = carried
            line += piece if line else piece.lstrip()
        lines.append(line.rstrip())
    return lines


def _pieces(text: str, columns: int) -> list[str]:
    pieces: list[str] = []
    for word in _WORD.findall(text):
        if width(word) <= columns:
            pieces.append(word)
        else:
            pieces.extend(word)
    return pieces


def _break(line: str, piece: str) -> tuple[str, str]:
    """Take along what must not stay: one character before stranded punctuation, an opening bracket at the end."""
    keep = len(line)
    if piece[0] in _NOT_FIRST and keep > 1:
        keep -= 1
        while keep > 1 and line[keep] in _NOT_FIRST:
            keep -= 1
    while keep > 1 and line[keep - 1] in _NOT_LAST:
        keep -= 1
    return line[:keep].rstrip(), line[keep:]


def excerpt(text: str, place: Span, columns: int) -> tuple[str, int, int]:
    """The line around a place, cut to ``columns``, and where the place stands in it (start and end characters).

    Cuts are marked …; a place too long for the line loses its middle.
    """
    before = printable(text[max(0, place.start - columns) : place.start])
    inner = printable(place.of(text))
    after = "" if inner.endswith(("。", "；")) else printable(text[place.end : place.end + columns])
    before = compile_regex(r"[\n\t。；]").split(before)[-1].lstrip()
    whole = compile_regex(r"[^\n\t。；]*[。；]?").match(after)
    after = whole[0] if whole else ""
    inner = compile_regex(r"\s+").sub(" ", inner)
    if width(inner) > columns - 4:
        half = (columns - 8) // 2
        inner = f"{_head(inner, half)}……{_tail(inner, half)}"
    room = columns - width(inner)
    left = _tail(before, min(width(before), max(room // 2, room - width(after) - 2)))
    if len(left) < len(before):
        left = "…" + _tail(before, max(0, width(left) - 2))
    rest = room - width(left)
    right = after
    if width(right) > rest:
        right = _head(after, max(0, rest - 2)) + ("…" if rest >= 2 else "")
    return left + inner + right, len(left), len(left) + len(inner)


def _head(text: str, columns: int) -> str:
    taken = 0
    for index, character in enumerate(text):
        taken += width(character)
        if taken > columns:
            return text[:index]
    return text


def _tail(text: str, columns: int) -> str:
    return _head(text[::-1], columns)[::-1]
