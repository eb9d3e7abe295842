"""Tables that are no tables: an agreement, or most of it, set in cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from contractlint.parser.labels import Label
from contractlint.parser.lines import Line
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Table

_TITLE = compile_regex(r"[（【]?[0-9\u4e00-\u9fffA-Za-z][^。；，！？：:\n\t_]{1,19}")
_PROSE = 15
_ROWS = 4
_MOST = 0.5


def layout_tables(
    source: SourceText, lines: Sequence[Line], labels: Sequence[Label | None]
) -> tuple[set[int], set[int]]:
    """Tables whose text is read as running text, and the offsets where their left cells hold a title.

    They have one column; or two clauses (第X条) at the start of lines; or two columns, titles on the left and sentences
    on the right, in which most of the agreement stands.
    """
    strong = Counter(
        line.block.table
        for line, label in zip(lines, labels, strict=True)
        if line.block.table is not None and label is not None and label.style in ("article", "chapter")
    )
    admitted = {index for index, table in enumerate(source.tables) if table.columns == 1 or strong.get(index, 0) > 1}
    titled = {index: starts for index, table in enumerate(source.tables) if (starts := _titles(source, table))}
    held = sum(len(source.tables[index].span) for index in titled)
    if held < _MOST * len(source.body):
        return admitted, set()
    return admitted | set(titled), {start for starts in titled.values() for start in starts}


def _titles(source: SourceText, table: Table) -> list[int]:
    """Where the titles in the left cells begin; none where the rows are no pairs of title and text."""
    if table.columns != 2 or table.rows < _ROWS:
        return []
    starts, pairs = [], 0
    for left, right in table.grid():
        if left is None or right is None or left is right:
            continue
        pairs += 1
        title, text = source.normalized.of(left.span).strip(), source.normalized.of(right.span).strip()
        if len(text) >= _PROSE and "。" in text and _TITLE.fullmatch(title):
            starts.append(left.span.start)
    return starts if len(starts) >= _ROWS and 2 * len(starts) > pairs else []
