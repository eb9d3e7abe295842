"""Tracked changes: which text stands, the one with all changes accepted or the one with all rejected.

ECMA-376 part 1, 17.13.5. An insertion inside a deletion, or the other way round, stands only where both stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.word.names import child_of, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_INSERT, _DELETE = w("ins"), w("del")
_PROPERTIES, _NUMBERING = w("pPr"), w("numPr")
_MOVE_FROM, _MOVE_TO = w("moveFrom"), w("moveTo")
_CELL_INSERT, _CELL_DELETE = w("cellIns"), w("cellDel")
_KINDS = {
    _INSERT: "insert",
    _DELETE: "delete",
    _MOVE_FROM: "move",
    _MOVE_TO: "move",
    _CELL_INSERT: "insert",
    _CELL_DELETE: "delete",
}
TRACKED = frozenset({_INSERT, _DELETE, _MOVE_FROM, _MOVE_TO})
"""Elements that hold tracked text."""


@dataclass(frozen=True, slots=True)
class View:
    """One of the two texts a document with tracked changes holds."""

    accepted: bool = True

    def keeps(self, tag: str) -> bool:
        """Whether what is tracked by an element of this name stands in this text."""
        return (tag in (_INSERT, _MOVE_TO, _CELL_INSERT)) == self.accepted

    def omission(self, tag: str) -> tuple[str, str]:
        """Kind and sentence for tracked text that does not stand."""
        if tag in (_MOVE_FROM, _MOVE_TO):
            place = "原位置" if tag == _MOVE_FROM else "新位置"
            return "moved", f"移动修订的{place}，文字已在另一处审查。"
        if tag in (_DELETE, _CELL_DELETE):
            return "deleted", "修订中删除的文字；按接受全部修订审查，不计入正文。"
        return "inserted", "修订中新增的文字；按拒绝全部修订审查，不计入正文。"

    def change(self, properties: _Element | None) -> _Element | None:
        """The tracked change of a paragraph mark, a row or a cell that decides whether it stands, from its properties.

        The one that takes it away where there are several (inserted, then deleted).
        """
        if properties is None:
            return None
        changes = [child for child in properties if child.tag in _KINDS]
        return next((change for change in changes if not self.keeps(str(change.tag))), changes[0] if changes else None)

    def paragraph_properties(self, paragraph: _Element) -> _Element | None:
        """The ``w:pPr`` that counts: the one before a tracked change of format where changes are rejected."""
        properties = child_of(paragraph, _PROPERTIES)
        if self.accepted or properties is None:
            return properties
        former = properties.find(f"{w('pPrChange')}/{w('pPr')}")
        return properties if former is None else former

    def own_numbering(self, properties: _Element | None) -> _Element | None:
        """The ``w:numPr`` of a paragraph itself; none where it was a tracked insertion and is rejected."""
        own = None if properties is None else child_of(properties, _NUMBERING)
        if own is not None and not self.accepted and own.find(_INSERT) is not None:
            return None
        return own


def kind(tag: str) -> str:
    """``insert``, ``delete`` or ``move``."""
    return _KINDS[tag]
