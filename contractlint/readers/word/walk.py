"""The walk through one story: the body, a note, a header or a footer, paragraph by paragraph and table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.word.composer import Composer
from contractlint.readers.word.fields import matched_marks
from contractlint.readers.word.lines import Line, Tracked, drawn
from contractlint.readers.word.names import ALTERNATE, PROPERTIES, child_of, chosen_branch, number, value, w
from contractlint.readers.word.numbering import Counters, Label, Numbering
from contractlint.readers.word.revisions import TRACKED, View, kind
from contractlint.readers.word.runs import Inline
from contractlint.readers.word.styles import Styles, tab_leaders
from contractlint.readers.word.tables import draw
from contractlint.readers.word.texts import held_text
from contractlint.text import Block, Cell, Revision, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH, _TABLE, _RUN, _RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = w("p"), w("tbl"), w("r"), w("rPr"), w("pPr")
_STYLE, _ALIGNMENT, _OUTLINE = w("pStyle"), w("jc"), w("outlineLvl")
_AUTHOR, _DATE = w("author"), w("date")
_LOOSE = frozenset({_RUN, w("hyperlink"), w("fldSimple")})
_MERGED = ("merged-cell", "被合并单元格盖住的文字；Word 不显示，不计入正文。")
_EMBEDDED = ("embedded", "嵌入的另一个文件（altChunk）；其中内容没有审查。")
_PLACE = Span(0, 0)


@dataclass(frozen=True)
class Definitions:
    """What all stories of a document share."""

    styles: Styles
    numbering: Numbering
    view: View


@dataclass(slots=True)
class Walk:
    """Reads the stories of one part into a composer."""

    part: str
    definitions: Definitions
    out: Composer
    inline: Inline
    counters: Counters
    box_counters: Counters
    """Numbers in text boxes: a story of their own."""
    table: int | None = None
    line: Line | None = None
    """A paragraph whose end is not its own: the next one goes on in it."""

    def story(self, container: _Element) -> None:
        """Read everything in a body, a note, a header or a footer."""
        self.blocks(container)
        self.out.flush()
        self.inline.outside_fields()

    def blocks(self, container: _Element) -> None:
        """Paragraphs, tables and what may hold them, to the end of the container."""
        self._children(container)
        self._close_line()

    def _children(self, container: _Element) -> None:
        for child in container:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
            elif tag == _TABLE:
                self._close_line()
                self._table(child)
            elif not isinstance(tag, str) or tag in PROPERTIES:
                continue
            elif tag == ALTERNATE:
                self._alternate(child)
            elif tag in TRACKED and not self.definitions.view.keeps(tag):
                self._remove(child, child)
            elif tag == w("altChunk"):
                self.out.omit(*_EMBEDDED, "")
            elif tag in _LOOSE:
                self.inline.read_loose(child, self._open_line())
            else:
                self._children(child)

    def _alternate(self, alternate: _Element) -> None:
        chosen = chosen_branch(alternate)
        for branch in alternate:
            if branch is chosen:
                self._children(branch)
            elif isinstance(branch.tag, str):
                self.inline.drop(branch, ("fallback", "同一内容为旧版软件准备的副本；已审查其中一份。"))

    def _paragraph(self, paragraph: _Element) -> None:
        view = self.definitions.view
        properties = view.paragraph_properties(paragraph)
        style = self.definitions.styles.paragraph(value(properties, _STYLE))
        line = self.line
        if line is None:
            line = self.line = Line(style, properties)
        elif not line.kept_properties:
            line.style, line.properties = style, properties
        tracked = len(line.tracked)
        self.inline.read(paragraph, style, line)
        # A tracked change of the mark is never in the former properties.
        actual = properties if view.accepted else child_of(paragraph, _PARAGRAPH_PROPERTIES)
        mark = view.change(None if actual is None else child_of(actual, _RUN_PROPERTIES))
        if mark is not None and len(line.tracked) == tracked and kind(str(mark.tag)) != "move":
            # A change that only made or removed the end of a paragraph.
            place = len(line.pieces)
            author, date = mark.get(_AUTHOR, ""), mark.get(_DATE, "")
            line.tracked.append(Tracked(kind(str(mark.tag)), author, date, place, place, "\n"))
        if mark is not None and not view.keeps(str(mark.tag)):
            return
        if self.inline.hidden_mark(properties, style):
            if any(piece.text for piece in line.pieces):
                line.kept_properties = True
            else:
                # Nobody sees it, yet it counts: lawyers hide numbered paragraphs to move the numbers below them on.
                self._count(line)
            return
        self._commit(line)

    def _open_line(self) -> Line:
        if self.line is None:
            self.line = Line(self.definitions.styles.paragraph(None), None)
        return self.line

    def _close_line(self) -> None:
        """A paragraph that should go on in the next one, where there is none: it stands if one sees anything of it."""
        line = self.line
        if line is None:
            return
        if line.boxes or any(piece.text for piece in line.pieces):
            self._commit(line)
        else:
            self.out.no_paragraph(line.tracked)
        self.line = None

    def _commit(self, line: Line) -> None:
        self.line = None
        label = self._count(line)
        leaders = tab_leaders(line.properties) or line.style.leaders
        pieces = drawn(
            line,
            leader=bool(leaders) and all(leader in ("underscore", "heavy") for leader in leaders),
            contents=line.style.name.lower().startswith("toc"),
        )
        own_outline = number(value(line.properties, _OUTLINE))
        outline = line.style.outline if own_outline is None else own_outline
        block = Block(
            _PLACE,
            list_level=None if label is None else label.level,
            outline=outline if outline is not None and 0 <= outline < 9 else None,
            style=line.style.name,
            bold=line.bold,
            centered=(value(line.properties, _ALIGNMENT) or line.style.alignment) == "center",
            table=self.table,
        )
        self.out.paragraph(
            block,
            pieces,
            line.tracked,
            self.part,
            label="" if label is None else label.text,
            suffix="" if label is None or label.suffix == "nothing" else " ",
        )
        for box in line.boxes:
            self._box(box)

    def _count(self, line: Line) -> Label | None:
        """Go on counting for a paragraph; its number, if it shows one."""
        place = self.definitions.numbering.place(self.definitions.view.own_numbering(line.properties), line.style)
        return None if place is None else self.counters.advance(*place)

    def _box(self, box: _Element) -> None:
        """A text box: a story inside the story, with fields and numbers of its own."""
        fields = self.inline.outside_fields()
        counters, self.counters = self.counters, self.box_counters
        self.blocks(box)
        self.inline.inside_fields(fields)
        self.counters = counters

    def _table(self, element: _Element) -> None:
        drawing = draw(element, self.definitions.view)
        for removed, change in drawing.removed:
            self._remove(removed, change)
        if not drawing.rows:
            return
        outer, self.table = self.table, self.out.open_table()
        added = dict(drawing.added)
        cells: list[Cell] = []
        for index, row in enumerate(drawing.rows):
            start, revisions = self.out.open_cell(), len(self.out.revisions)
            for drawn_cell in row:
                begin = self.out.open_cell()
                if drawn_cell.covered:
                    self.inline.drop(drawn_cell.element, _MERGED)
                    self.out.close_cell()
                    continue
                self.blocks(drawn_cell.element)
                end = self.out.close_cell()
                cells.append(
                    Cell(
                        drawn_cell.row,
                        drawn_cell.column,
                        drawn_cell.row_span,
                        drawn_cell.column_span,
                        Span(begin, end),
                    )
                )
            if index in added and len(self.out.revisions) == revisions:
                self._row_revision(added[index], start, row[0].element)
            self.out.close_row()
        self.out.close_table(self.table, len(drawing.rows), drawing.columns, cells)
        self.table = outer

    def _row_revision(self, change: _Element, start: int, cell: _Element) -> None:
        """A row that was tracked as a whole, its text not marked as well."""
        row = cell.getparent()
        text = held_text(row) if row is not None else ""
        if not text:
            return
        author, date = change.get(_AUTHOR, ""), change.get(_DATE, "")
        self.out.revisions.append(Revision(kind(str(change.tag)), author, date, Span(start, self.out.length), text))

    def _remove(self, element: _Element, change: _Element) -> None:
        """Leave out a row, a cell or blocks that a tracked change takes away."""
        tag = str(change.tag)
        text = self.inline.drop(element, self.definitions.view.omission(tag))
        if text and kind(tag) != "move":
            author, date = change.get(_AUTHOR, ""), change.get(_DATE, "")
            self.out.revisions.append(Revision(kind(tag), author, date, None, text))


def walk(part: str, root: _Element, definitions: Definitions, out: Composer) -> Walk:
    """A walk through a part, ready to read its stories."""
    inline = Inline(
        definitions.view,
        definitions.styles,
        out,
        {element: index for index, element in enumerate(root.iter(_PARAGRAPH))},
        {element: index for index, element in enumerate(root.iter(_RUN))},
        matched_marks(root, definitions.view),
    )
    return Walk(part, definitions, out, inline, Counters(definitions.numbering), Counters(definitions.numbering))
