"""An agreement cut into the pieces that are compared: clauses, table rows, and paragraphs outside of clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set

from contractlint.comparison.comparison import Place
from contractlint.dataclass import dataclass, replace
from contractlint.engine import clause_name
from contractlint.model import Agreement, Clause, Reference
from contractlint.regex import compile_regex
from contractlint.text import Cell, Span, Table, lying_in

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
    owner: int | None = None
    """Where the clause begins whose running text it is; None for rows and for what stands outside of clauses."""

    @property
    def sort(self) -> str:
        """Text goes with text, rows with rows, a stream with a stream of its kind."""
        return "text" if self.kind in ("clause", "paragraph") else self.kind


def cut(old: Agreement, new: Agreement) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both texts in order of place.

    Those of one text hold every character of it but blanks and the clauses' own numbers. A clause that the other text
    has word for word is one piece, any other is cut into its paragraphs: so a paragraph that went into another clause
    is known again.
    """
    cutters = _Cutter(old), _Cutter(new)
    whole = tuple(cutters[0].pieces()), tuple(cutters[1].pieces())
    keys = tuple({piece.key for piece in side} for side in whole)
    first, second = (
        tuple(one for piece in whole[side] for one in cutters[side].paragraphs(piece, keys[1 - side]))
        for side in (0, 1)
    )
    return first, second


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

    def paragraphs(self, piece: Piece, known: Set[str]) -> Iterator[Piece]:
        """The piece itself where its text is ``known`` or it has one paragraph only."""
        lines = [line for span in piece.spans for line in self._lines(span)]
        if piece.kind != "clause" or len(lines) < 2 or piece.key in known:
            yield piece
            return
        first, *rest = lines
        place = replace(piece.place, span=first)
        yield replace(piece, place=place, spans=(first,), key=self.key((first,)))
        for line in rest:
            yield replace(
                piece,
                kind="paragraph",
                place=replace(piece.place, span=line),
                spans=(line,),
                key=self.key((line,)),
                clause=None,
                heading="",
            )

    def _paths(self) -> Iterator[tuple[Clause, ...]]:
        end = self.agreement.source.body.end
        for clause in self.agreement.all_clauses:
            if clause.span.start < end:
                yield self.agreement.clause_path(clause.span.start) or (clause,)

    def _clause(self, path: tuple[Clause, ...], span: Span) -> Iterator[Piece]:
        clause = path[-1]
        heading = self._printed(clause.heading).strip() if clause.heading else ""
        name = clause_name(path)
        title = heading or next(
            (self._printed(one.heading).strip() for one in reversed(path) if one.heading is not None), ""
        )
        if clause.style == "annex":
            name, title = heading or name, ""
        marks = len(span.of(self.text)) - len(span.of(self.text).lstrip(_MARKS))
        parts = list(self._parts(Span(span.start + marks, span.end)))
        texts = tuple(part for part in parts if isinstance(part, Span))
        place = Place(name, title, texts[0].join(texts[-1]) if texts else clause.number_span)
        yield Piece("clause", place, texts, self.key(texts), clause, heading, clause.span.start)
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
            label = _LABEL.match(self._printed(inner)) if kind == "paragraph" else None
            yield Piece(kind, place, (inner,), self.key((inner,)), None, label[1] if label else "")

    def _printed(self, span: Span) -> str:
        return self.agreement.source.lettered(self.agreement.folded(span))

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

    def key(self, spans: Iterable[Span]) -> str:
        """Folded text without blanks, references masked."""
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
