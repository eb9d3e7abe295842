"""Word files made from pages (PDF, scans): every printed line is a paragraph of its own there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.dataclass import replace
from contractlint.readers.lines import WIDEST, hardly_any, wrapped
from contractlint.text import Block, SourceText, Span


def with_whole_paragraphs(source: SourceText) -> SourceText:
    """The source with lines broken at a margin put into one block; the text itself stays, line breaks and all.

    As in plain text, nothing is joined unless many lines stop in the middle of a sentence at nearly the same width.
    """
    lines = [_line(source, block) for block in source.blocks]
    if sum(len(line) > WIDEST for line in lines) > hardly_any(len(lines)):
        return source
    goes_on = wrapped(lines)
    if not any(goes_on):
        return source
    breaks = tuple(block.span.end for block, on in zip(source.blocks, goes_on, strict=True) if on)
    return replace(source, blocks=tuple(_joined(source.blocks, goes_on)), soft_breaks=breaks)


def _line(source: SourceText, block: Block) -> str:
    """The text of a block that may be one line of a paragraph; empty for every other."""
    plain = block.table is None and block.label is None and block.outline is None
    text = block.span.of(source.text) if plain and block.span.end <= source.body.end else ""
    return "" if "\n" in text else text


def _joined(blocks: Sequence[Block], goes_on: Sequence[bool]) -> Iterator[Block]:
    index = 0
    while index < len(blocks):
        first = index
        while goes_on[index]:
            index += 1
        whole = blocks[first]
        yield whole if index == first else replace(whole, span=Span(whole.span.start, blocks[index].span.end))
        index += 1
