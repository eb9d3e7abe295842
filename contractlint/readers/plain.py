"""Plain text files: the text as it stands, with ``\\n`` as its only line break, and what its lines are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from contractlint.hashes import sha256
from contractlint.readers.drawn import Drawn, drawn_tables
from contractlint.readers.encoding import decode
from contractlint.readers.limits import Limits
from contractlint.readers.lines import wrapped
from contractlint.text import Block, Origin, SourceText, Span


def read_plain(data: bytes, *, limits: Limits | None = None, path: str = "") -> SourceText:
    """The text of a ``.txt`` file; one block a line, or a paragraph where lines were broken at a margin.

    The only characters changed are line breaks: CR LF, CR, form feed and the like become ``\\n``. Raises
    :class:`UnreadableFile` for what is not text.
    """
    limits = limits or Limits()
    text = decode(data, limits)
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    drawn = list(drawn_tables(lines, starts, limits))
    tabular = {line: number for number, table in enumerate(drawn) for line in table.lines}
    goes_on = wrapped(["" if number in tabular else line for number, line in enumerate(lines)])
    return SourceText(
        text=text,
        blocks=tuple(_blocks(lines, starts, drawn, tabular, goes_on)),
        tables=tuple(table.table for table in drawn),
        origins=tuple(
            Origin(Span(start, start + len(line)), "text", number, 0, 0)
            for number, (start, line) in enumerate(zip(starts, lines, strict=False))
            if line
        ),
        soft_breaks=tuple(starts[number + 1] - 1 for number, on in enumerate(goes_on) if on),
        path=path,
        format="txt",
        sha256=sha256(data).hexdigest(),
    )


def _blocks(
    lines: Sequence[str],
    starts: Sequence[int],
    drawn: Sequence[Drawn],
    tabular: dict[int, int],
    goes_on: Sequence[bool],
) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        if number in tabular:
            index = tabular[number]
            for cell in drawn[index].table.cells:
                if len(cell.span):
                    yield Block(cell.span, table=index)
            number = drawn[index].lines.stop
            continue
        first = number
        while goes_on[number]:
            number += 1
        if lines[first].strip():
            yield Block(Span(starts[first], starts[number] + len(lines[number].rstrip())))
        number += 1
