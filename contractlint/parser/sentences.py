"""Sentences: the stretches that a statement, a list item or a table cell takes."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.parser.labels import read_label
from contractlint.parser.lines import BLANKS, lines_in
from contractlint.regex import compile_regex
from contractlint.text import Block, SourceText, Span

# On the source text, so that every form of the marks is here; what closes around a sentence stays with it. An ASCII
# mark inside an address (?id=1) ends nothing.
_END = compile_regex("(?:[。；！？｡﹔]|[;!?](?![A-Za-z0-9_=&/#%.-]))+[”’」』》〉】〕）)]*")
_TRIMMED = BLANKS + "\n"
# Rules look at the whole sentence around each match. What runs on for longer than any sentence that is written is cut,
# so that this look takes bounded time; at a weaker mark where one stands in the last stretch.
_LONGEST = 1000
_CUTS = "，,、：:\t "
_CUT_WITHIN = 200


def split_sentences(source: SourceText, span: Span) -> tuple[Span, ...]:
    """Sentences inside ``span``, in order and disjoint, without the blanks around them.

    They end at 。；！？ (closing quotes and brackets included), at the end of a block, which is also the border of a
    cell, and before a line that begins with a number of its own. A line broken at the margin goes on. None is longer
    than 1,000 characters.
    """
    sentences: list[Span] = []
    done = span.start
    for block in source.blocks:
        start, end = max(block.span.start, done), min(block.span.end, span.end)
        if start < end:
            for stretch_start, stretch_end in _stretches(source, block, start, end):
                _split(source.text, stretch_start, stretch_end, sentences)
            done = end
    return tuple(sentences)


def _split(text: str, start: int, end: int, into: list[Span]) -> None:
    begun = start
    for match in _END.finditer(text, start, end):
        if match.end() <= begun:
            continue
        stop = _behind_quote(text, begun, match.end(), end)
        _add_trimmed(text, begun, stop, into)
        begun = stop
    _add_trimmed(text, begun, end, into)


def _stretches(source: SourceText, block: Block, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The block cut before every further line that begins with a number or a bullet."""
    begun = start
    if source.text.find("\n", start, end) >= 0:
        for line in lines_in(source, block):
            if not line.first and begun < line.span.start < end:
                label = read_label(source, line)
                if label is not None and not label.weak:
                    yield begun, line.span.start
                    begun = line.span.start
    yield begun, end


def _behind_quote(text: str, start: int, end: int, limit: int) -> int:
    """Past a straight quote that closes here, which is one that leaves none open."""
    if end < limit and text[end] in "\"'" and text.count(text[end], start, end) % 2:
        return end + 1
    return end


def _add_trimmed(text: str, start: int, end: int, into: list[Span]) -> None:
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    while end - start > _LONGEST:
        stop = start + _LONGEST
        cut = max(text.rfind(mark, stop - _CUT_WITHIN, stop) for mark in _CUTS) + 1 or stop
        _add_trimmed(text, start, cut, into)
        start = cut
        while start < end and text[start] in _TRIMMED:
            start += 1
    if start < end:
        into.append(Span(start, end))
