"""The text as it grows: characters, where they came from, blocks, tables, and what was left out."""

from __future__ import annotations

from dataclasses import field

from contractlint.dataclass import dataclass
from contractlint.errors import UnreadableFile
from contractlint.readers.word.lines import Piece, Tracked, joined
from contractlint.text import Block, Cell, Omission, Origin, Revision, Span, Stream, Table


@dataclass(slots=True)
class Composer:
    """Puts paragraphs and cells one after another.

    What ends a paragraph is held back until more follows, since the last one of a cell ends with the cell.
    """

    limit: int
    """Characters after which the document is refused."""
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _left_out: list[tuple[str, str, tuple[int, int], list[str]]] = field(default_factory=list)
    _pending: str = ""
    _row_ended: bool = False

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._texts)

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """What was left out, in order."""
        return tuple(
            Omission(kind, len(text), note, text)
            for kind, note, _, texts in self._left_out
            for text in ("".join(texts),)
        )

    def paragraph(
        self, block: Block, pieces: list[Piece], tracked: list[Tracked], part: str, *, label: str = "", suffix: str = ""
    ) -> Block:
        """Write a paragraph; ``block`` without its places says what it is. Returns the block as it stands."""
        self.flush()
        start = self.length
        self._write(label)
        labelled = Span(start, self.length) if label else None
        if label and suffix and any(piece.text for piece in pieces):
            self._write(suffix)
        places = [self.length]
        for piece in pieces:
            self._place(piece, part)
            places.append(self.length)
        span = Span(start, self.length)
        # Written out: dataclasses.replace takes a noticeable part of the time a long document needs.
        block = Block(
            span, labelled, block.list_level, block.outline, block.style, block.bold, block.centered, block.table
        )
        self.blocks.append(block)
        for change in joined(tracked):
            span = Span(places[change.first], places[change.last])
            text = "".join(piece.text for piece in pieces[change.first : change.last])
            self._revise(change, None if change.lost else span, change.lost or text)
        self._pending = "\n"
        return block

    def no_paragraph(self, tracked: list[Tracked]) -> None:
        """Note the changes of a paragraph of which nothing stands."""
        for change in joined(tracked):
            self._revise(change, None, change.lost)

    def open_table(self) -> int:
        """Begin a table; returns its index."""
        self.flush()
        self.tables.append(Table(Span(self.length, self.length), 0, 0, ()))
        return len(self.tables) - 1

    def close_table(self, index: int, rows: int, columns: int, cells: list[Cell]) -> None:
        """End a table; its span takes in the line break of its last row."""
        span = Span(self.tables[index].span.start, self.length + len(self._pending))
        self.tables[index] = Table(span, rows, columns, tuple(cells))

    def open_cell(self) -> int:
        """Begin a cell; returns where."""
        self.flush()
        return self.length

    def close_cell(self) -> int:
        """End a cell; returns where. The separator takes the place of the line break after its last paragraph."""
        if self._row_ended:
            self.flush()
        self._pending = "\t"
        return self.length

    def close_row(self) -> None:
        """End a row."""
        self._pending = "\n"
        self._row_ended = True

    def flush(self) -> None:
        """Write what was held back."""
        pending, self._pending, self._row_ended = self._pending, "", False
        self._write(pending)

    def omit(self, kind: str, note: str, text: str, *, place: int = -1) -> None:
        """Note what is left out here.

        Runs left out one after another for one reason are one omission: ``place`` tells how far the paragraph had come.
        """
        where = (len(self.blocks), place)
        if self._left_out and place >= 0:
            last_kind, last_note, last_where, texts = self._left_out[-1]
            if (last_kind, last_note, last_where) == (kind, note, where):
                texts.append(text)
                return
        self._left_out.append((kind, note, where, [text]))

    def _revise(self, change: Tracked, span: Span | None, text: str) -> None:
        if text:
            self.revisions.append(Revision(change.kind, change.author, change.date, span, text))

    def _place(self, piece: Piece, part: str) -> None:
        start = self.length
        self._write(piece.text)
        if not piece.sourced:
            return
        end = start + piece.sourced
        if self.origins:
            last = self.origins[-1]
            if (
                last.span.end == start
                and last.run == piece.run
                and last.part == part
                and last.offset + len(last.span) == piece.offset
            ):
                self.origins[-1] = Origin(Span(last.span.start, end), part, last.paragraph, last.run, last.offset)
                return
        self.origins.append(Origin(Span(start, end), part, piece.paragraph, piece.run, piece.offset))

    def _write(self, text: str) -> None:
        if text:
            self._texts.append(text)
            self.length += len(text)
            if self.length > self.limit:
                raise UnreadableFile(f"文档的文字超过 {self.limit} 个字符，拒绝读取。")
