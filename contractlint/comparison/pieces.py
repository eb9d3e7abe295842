"""An agreement cut into the pieces that are compared: clauses, table rows, and paragraphs outside of clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from contractlint.comparison.comparison import Place
from contractlint.dataclass import dataclass
from contractlint.engine import clause_name
from contractlint.model import Agreement, Clause, Reference
from contractlint.regex import compile_regex
from contractlint.text import Cell, Span, Table, lying_in

_LONG = 2000
"""Characters from which the paragraphs of one clause are pieces of their own."""
_STREAMS = {"header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注"}
_BLANKS = compile_regex(r"\s+")
_LABEL = compile_regex("([^，。；：\n]{2,12})：")
"""What a line is about: 住所：…"""
_MARKS = "、.．：: \t\u3000"
"""What may stand between a number and its text."""
REFERENCE = "\x01"
"""Stands for the printed number of a clause or annex that is referred to."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text without its own number.

    ``kind`` is ``clause``, ``row``, ``paragraph``, or that of a stream; only pieces of one sort are compared. ``key``
    is its folded text without blanks, references masked: equal keys say the same.
    """

    kind: str
    place: Place
    spans: tuple[Span, ...]
    key: str
    clause: Clause | None = None
    heading: str = ""
    """Its own heading, or its label (住所：…), folded; empty where it has none."""

    @property
    def sort(self) -> str:
        """Text goes with text, rows with rows, a stream with a stream of its kind."""
        return "text" if self.kind in ("clause", "paragraph") else self.kind


def cut(agreement: Agreement) -> tuple[Piece, ...]:
    """The pieces in order of place; together they hold every character but blanks and the clauses' own numbers."""
    return tuple(_Cutter(agreement).pieces())


class _Cutter:
    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.text = agreement.text
        starts = [clause.span.start for clause in agreement.all_clauses]
        self.tables = [
            table
            for table in sorted(agreement.tables, key=lambda one: (one.span.start, -one.span.end))
            # A table that clauses stand in is a frame around them.
            if bisect_left(starts, table.span.start) == bisect_left(starts, table.span.end)
        ]
        self.references = [one for one in agreement.references if one.kind in ("clause", "annex") and one.numbers]

    def pieces(self) -> Iterator[Piece]:
        """All of them."""
        cursor = 0
        for path in self._paths():
            clause = path[-1]
            yield from self._loose(Span(cursor, clause.span.start))
            end = max(clause.own.end, clause.number_span.end)
            yield from self._clause(path, Span(clause.number_span.end, end))
            cursor = end
        body = max(cursor, self.agreement.source.body.end)
        yield from self._loose(Span(cursor, body))
        for stream in self.agreement.source.streams:
            if stream.span.start >= body:
                place = Place(_STREAMS.get(stream.kind, stream.kind), "", stream.span)
                yield from self._made(stream.kind, place, stream.span)

    def _paths(self) -> Iterator[tuple[Clause, ...]]:
        end = self.agreement.source.body.end
        for clause in self.agreement.all_clauses:
            if clause.span.start < end:
                yield self.agreement.clause_path(clause.span.start) or (clause,)

    def _clause(self, path: tuple[Clause, ...], span: Span) -> Iterator[Piece]:
        clause = path[-1]
        heading = self.agreement.folded(clause.heading).strip() if clause.heading else ""
        name = clause_name(path)
        title = heading or next(
            (self.agreement.folded(one.heading).strip() for one in reversed(path) if one.heading is not None), ""
        )
        if clause.style == "annex":
            name, title = heading or name, ""
        marks = len(span.of(self.text)) - len(span.of(self.text).lstrip(_MARKS))
        parts = list(self._parts(Span(span.start + marks, span.end)))
        texts = tuple(part for part in parts if isinstance(part, Span))
        if sum(map(len, texts)) > _LONG:
            texts = tuple(line for text in texts for line in self._lines(text))
        first, rest = (texts[:1], texts[1:]) if sum(map(len, texts)) > _LONG else (texts, ())
        place = Place(name, title, first[0].join(first[-1]) if first else clause.number_span)
        yield Piece("clause", place, first, self._key(first), clause, heading)
        for text in rest:
            yield from self._made("paragraph", Place(name, title, text), text)
        for part in parts:
            if isinstance(part, Table):
                yield from self._rows(part, name, title)

    def _loose(self, span: Span) -> Iterator[Piece]:
        """What stands before, between and behind clauses, paragraph by paragraph."""
        for part in self._parts(span):
            path = self.agreement.clause_path(part.start if isinstance(part, Span) else part.span.start)
            first = self.agreement.all_clauses[:1]
            name = clause_name(path) if path else ("首部" if not first or span.end <= first[0].span.start else "尾部")
            if isinstance(part, Table):
                yield from self._rows(part, name, "")
                continue
            for line in self._lines(part):
                yield from self._made("paragraph", Place(name, "", line), line)

    def _parts(self, span: Span) -> Iterator[Span | Table]:
        """Text and outermost tables in turn."""
        cursor = span.start
        for table in self.tables:
            if table.span.start < cursor or table.span.end > span.end + 1 or table.span.start >= span.end:
                continue
            yield from self._stripped(Span(cursor, table.span.start))
            yield table
            cursor = min(table.span.end, span.end)
        yield from self._stripped(Span(cursor, span.end))

    def _rows(self, table: Table, name: str, title: str) -> Iterator[Piece]:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for number, cells in sorted(rows.items()):
            span = Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))
            yield from self._made("row", Place(name, title, span, number + 1), span)

    def _made(self, kind: str, place: Place, span: Span) -> Iterator[Piece]:
        for inner in self._stripped(span):
            label = _LABEL.match(self.agreement.folded(inner)) if kind == "paragraph" else None
            yield Piece(kind, place, (inner,), self._key((inner,)), None, label[1] if label else "")

    def _lines(self, span: Span) -> Iterator[Span]:
        cursor = span.start
        for line in span.of(self.text).split("\n"):
            yield from self._stripped(Span(cursor, cursor + len(line)))
            cursor += len(line) + 1

    def _stripped(self, span: Span) -> Iterator[Span]:
        text = span.of(self.text)
        inner = text.strip()
        if inner:
            start = span.start + text.index(inner[0])
            yield Span(start, start + len(inner))

    def _key(self, spans: Iterable[Span]) -> str:
        texts: list[str] = []
        for span in spans:
            cursor = span.start
            for reference in lying_in(self.references, span):
                if reference.span.start >= cursor:
                    texts += (self.agreement.folded(Span(cursor, reference.span.start)), REFERENCE)
                    cursor = reference.span.end
            texts.append(self.agreement.folded(Span(cursor, span.end)))
        return _BLANKS.sub("", "".join(texts))


def references_in(agreement: Agreement, piece: Piece) -> Iterator[Reference]:
    """The references to clauses and annexes of this agreement that stand in a piece."""
    for span in piece.spans:
        for one in lying_in(agreement.references, span):
            if one.kind in ("clause", "annex") and one.numbers:
                yield one
