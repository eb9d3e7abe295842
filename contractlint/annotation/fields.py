"""Things in a paragraph that a comment must take whole: fields, form controls, ruby, text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractlint.readers.word.fields import matched_marks
from contractlint.readers.word.names import ALTERNATE, w
from contractlint.readers.word.revisions import View

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUN, _PARAGRAPH, _MARK, _TYPE = w("r"), w("p"), w("fldChar"), w("fldCharType")
_SIMPLE_FIELD, _CONTROL, _CONTROL_PROPERTIES = w("fldSimple"), w("sdt"), w("sdtPr")
_CHECK_BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
# Controls whose content is one value: Word allows no mark inside it.
_VALUES = frozenset({*map(w, ("text", "dropDownList", "comboBox", "date", "picture", "docPartList")), _CHECK_BOX})
_BUILDING_BLOCKS = frozenset(map(w, ("docPartObj", "docPartList")))


class Wholes:
    """For each run of a part the outermost thing around it that has to stay whole: its first and last element."""

    def __init__(self, root: _Element, view: View) -> None:
        self._fields = _fields(root, view)

    def around(self, run: _Element) -> tuple[_Element, _Element] | None:
        """First and last element of the whole a run lies in; None for a run that may be cut."""
        outer = _outermost(run)
        first, last = self._fields.get(run if outer is None else outer, (None, None))
        if first is None or last is None:
            return None if outer is None else (outer, outer)
        # The ends of the field may lie in a hyperlink that is itself in a simple field.
        return _outermost(first) or first, _outermost(last) or last


def opens_control(element: _Element) -> bool:
    """Whether an element stands in the first paragraph of a content control around paragraphs or a cell.

    LibreOffice takes the first words of a comment there for the control's own and drops them.
    """
    paragraph = next(element.iterancestors(_PARAGRAPH), None)
    control = None if paragraph is None else next(paragraph.iterancestors(_CONTROL), None)
    if control is None or next(control.iter(_PARAGRAPH)) is not paragraph:
        return False
    properties = control.find(_CONTROL_PROPERTIES)
    return properties is None or not any(one.tag in _BUILDING_BLOCKS for one in properties)


def _outermost(run: _Element) -> _Element | None:
    found = None
    for above in run.iterancestors():
        if above.tag == _PARAGRAPH and not any(one.tag == _RUN for one in above.iterancestors()):
            break
        if above.tag in (_RUN, _SIMPLE_FIELD, ALTERNATE) or (above.tag == _CONTROL and _is_value(above)):
            found = above
    return found


def _is_value(control: _Element) -> bool:
    properties = control.find(_CONTROL_PROPERTIES)
    return properties is not None and any(one.tag in _VALUES for one in properties)


def _fields(root: _Element, view: View) -> dict[_Element, tuple[_Element, _Element]]:
    """Runs of complex fields → first and last run of the outermost field."""
    whole = matched_marks(root, view)
    found: dict[_Element, tuple[_Element, _Element]] = {}
    inside: list[_Element] = []
    depth = 0
    for element in root.iter(_RUN, _SIMPLE_FIELD, _MARK):
        if element.tag != _MARK:
            if depth:
                inside.append(element)
            continue
        if element not in whole:
            continue
        kind = element.get(_TYPE)
        if kind == "begin":
            depth += 1
            if depth == 1:
                inside = [_holder(element)]
        elif kind == "end" and depth:
            depth -= 1
            if not depth:
                ends = inside[0], _holder(element)
                found.update((run, ends) for run in inside)
    return found


def _holder(mark: _Element) -> _Element:
    """The run of a field mark; the outer one where that stands in another."""
    return next(above for above in mark.iterancestors() if above.tag == _RUN)
