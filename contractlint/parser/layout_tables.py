"""Tables that are no tables: an agreement, or most of it, set in cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from contractlint.parser.labels import Label
from contractlint.parser.lines import Line
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Table

_TITLE = compile_regex(r"[（【]?[0-9\u4e00-\u9fffA-Za-z][^。；，！？：:\n\t_]{1,19}")
_TITLED = compile_regex(r"【?[\u4e00-\u9fff、]{2,12}(?:】|：|\n)")
_NUMBER = compile_regex(r"[（(]?(?:\d{1,2}(?:\.\d{1,2})?|[一二三四五六七八九十]{1,3})[）)]?[、.．]?")
_SENTENCE = compile_regex(r"[。；]|[a-z]\.(?:\s|$)")
_COLUMNS = (2, 3)
_PROSE = 15
_ROWS = 4
_MOST = 0.5


def layout_tables(
    source: SourceText, lines: Sequence[Line], labels: Sequence[Label | None]
) -> tuple[set[int], set[int]]:
    """Tables whose text is read as running text, and the offsets where titles stand in them.

    They have one column; or two clauses (第X条) at the start of lines; or most of the agreement stands in them, in
    sentences or with a title and sentences in each row.
    """
    strong = Counter(
        line.block.table
        for line, label in zip(lines, labels, strict=True)
        if line.block.table is not None and label is not None and label.style in ("article", "chapter")
    )
    admitted = {index for index, table in enumerate(source.tables) if table.columns == 1 or strong.get(index, 0) > 1}
    laid_out, titles = _laid_out(source)
    return admitted | laid_out, titles


def _laid_out(source: SourceText) -> tuple[set[int], set[int]]:
    """Tables in which most of the agreement stands, and its titles in them; the same for the body and every annex."""
    known: tuple[set[int], set[int]] | None = source.derived.get(_laid_out)
    if known is None:
        known = source.derived[_laid_out] = _read_tables(source)
    return known


def _read_tables(source: SourceText) -> tuple[set[int], set[int]]:
    every = range(len(source.tables))
    if not _hold_most(source, every):
        return set(), set()
    prose = {index for index in every if _is_prose(source, source.tables[index])}
    titled = {index: starts for index in every if (starts := _titles(source, source.tables[index]))}
    if not _hold_most(source, prose):
        prose = set()
    if not _hold_most(source, titled):
        titled = {}
    return prose | set(titled), {start for starts in titled.values() for start in starts}


def _hold_most(source: SourceText, tables: Iterable[int]) -> bool:
    return sum(len(source.tables[index].span) for index in tables) >= _MOST * len(source.body)


def _is_prose(source: SourceText, table: Table) -> bool:
    """Whether most of what its cells hold stands in sentences, as in an agreement in two languages side by side."""
    texts = [source.normalized.of(cell.span).strip() for cell in table.cells]
    held = sum(map(len, texts))
    return sum(len(text) for text in texts if len(text) >= _PROSE and _SENTENCE.search(text)) > _MOST * held


def _titles(source: SourceText, table: Table) -> list[int]:
    """Where the titles begin, beside their text or in front of it; none where the rows are no pairs of the two.

    A column of numbers may stand before.
    """
    if table.columns not in _COLUMNS or table.rows < _ROWS:
        return []
    starts, pairs = [], 0
    for row in table.grid():
        cells = [(cell, source.normalized.of(cell.span).strip()) for cell in dict.fromkeys(row) if cell is not None]
        if len(cells) > 1 and _NUMBER.fullmatch(cells[0][1]):
            del cells[0]
        elif len(cells) < 2:
            continue
        pairs += 1
        text = cells[-1][1]
        if len(cells) > 2 or len(text) < _PROSE or "。" not in text:
            continue
        if _TITLE.fullmatch(cells[0][1]) or (len(cells) == 1 and _TITLED.match(text)):
            starts.append(cells[0][0].span.start)
    return starts if len(starts) >= _ROWS and 2 * len(starts) > pairs else []
