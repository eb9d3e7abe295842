"""Tables as they are drawn: which cell stands in which rows and columns (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.word.names import ALTERNATE, VAL, chosen_branch, number, value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contractlint.readers.word.revisions import View

_ROW, _CELL, _TABLE, _PARAGRAPH = w("tr"), w("tc"), w("tbl"), w("p")
_ROW_PROPERTIES, _CELL_PROPERTIES = w("trPr"), w("tcPr")
_BEFORE, _SPAN, _HORIZONTAL, _VERTICAL = w("gridBefore"), w("gridSpan"), w("hMerge"), w("vMerge")
# Word's own bound; a file may claim a billion.
_MOST_COLUMNS = 63


@dataclass(slots=True)
class DrawnCell:
    """A cell at its top left place."""

    element: _Element
    row: int
    column: int
    row_span: int
    column_span: int
    covered: bool = False
    """It continues a merged cell: its own text is not drawn."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows of a table with their cells, and the rows and cells a tracked change takes away."""

    rows: list[list[DrawnCell]] = field(default_factory=list)
    removed: list[tuple[_Element, _Element]] = field(default_factory=list)
    """Row or cell, and the change."""
    added: list[tuple[int, _Element]] = field(default_factory=list)
    """Index of a row that stands because of a change, and the change."""

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max((cell.column + cell.column_span for row in self.rows for cell in row), default=0)


def draw(table: _Element, view: View) -> Drawing:
    """Lay out a ``w:tbl`` as it is seen in one view of its tracked changes."""
    drawing = Drawing()
    merging: dict[int, DrawnCell] = {}
    for element in _inside(table, _ROW):
        change = view.change(element.find(_ROW_PROPERTIES))
        if change is not None and not view.keeps(str(change.tag)):
            drawing.removed.append((element, change))
            continue
        row = _row(element, len(drawing.rows), merging, drawing, view)
        if not row:
            continue
        if change is not None:
            drawing.added.append((len(drawing.rows), change))
        drawing.rows.append(row)
    return drawing


def _row(element: _Element, index: int, merging: dict[int, DrawnCell], drawing: Drawing, view: View) -> list[DrawnCell]:
    row: list[DrawnCell] = []
    still_merging: dict[int, DrawnCell] = {}
    owner: DrawnCell | None = None
    column = _count(value(element.find(_ROW_PROPERTIES), _BEFORE), least=0)
    for cell in _inside(element, _CELL):
        properties = cell.find(_CELL_PROPERTIES)
        change = view.change(properties)
        if change is not None and not view.keeps(str(change.tag)):
            drawing.removed.append((cell, change))
            continue
        span = _count(value(properties, _SPAN), least=1)
        drawn = DrawnCell(cell, index, column, 1, span)
        column += span
        row.append(drawn)
        if owner is not None and _continues(properties, _HORIZONTAL):
            drawn.covered = True
            owner.column_span += span
            continue
        owner = drawn
        above = merging.get(drawn.column)
        if _continues(properties, _VERTICAL) and above is not None and above.column_span == span:
            drawn.covered = True
            above.row_span += 1
            still_merging[drawn.column] = above
        elif _starts(properties):
            still_merging[drawn.column] = drawn
    merging.clear()
    merging.update(still_merging)
    return row


def _continues(properties: _Element | None, name: str) -> bool:
    merge = None if properties is None else properties.find(name)
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _starts(properties: _Element | None) -> bool:
    """A continuation with nothing above to continue is a start as well: Word shows its text."""
    return properties is not None and properties.find(_VERTICAL) is not None


def _count(text: str | None, *, least: int) -> int:
    found = number(text)
    return least if found is None else min(max(found, least), _MOST_COLUMNS)


def _inside(container: _Element, wanted: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, through content controls and the like that may stand between."""
    for child in container:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag == ALTERNATE:
            branch = chosen_branch(child)
            yield from () if branch is None else _inside(branch, wanted)
        elif isinstance(tag, str) and len(child) and tag not in (_TABLE, _CELL, _ROW, _PARAGRAPH):
            yield from _inside(child, wanted)
