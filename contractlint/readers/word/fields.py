"""Fields: their results are text, their instructions are not (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.word.names import ALTERNATE, PROPERTIES, VAL, chosen_branch, number, switch, value, w
from contractlint.readers.word.revisions import TRACKED, View
from contractlint.readers.word.symbols import symbol
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_FIELD_CHAR, _TYPE = w("fldChar"), w("fldCharType")
# A field may hold a table, but none runs from one of these out into another.
_STORIES = frozenset({w("txbxContent"), w("tc"), w("rt"), w("fldSimple"), w("footnote"), w("endnote")})
# EQ \o\ac(○,1) is Word's 带圈字符; EQ \* jc2 … \o\ad(\s\up 9(拼音),字) its 拼音指南. The last argument is the text.
_OVERSTRIKE = compile_regex(r"\beq\b[^(]{0,80}\\o\b[^(]{0,40}\(", re.IGNORECASE)
_CIRCLES = {"○", "〇", "◯"}
_SYMBOL = compile_regex(
    r'\bSYMBOL\s+(0x[0-9a-fA-F]{1,5}|\d{1,5})(?:[^\n]{0,60}?\\f\s*"?([A-Za-z0-9 ]{1,40}))?', re.IGNORECASE
)
_BUTTON = compile_regex(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S{1,100}\s+(.{1,500})", re.IGNORECASE | re.DOTALL)
_LONGEST_INSTRUCTION = 2000


@dataclass(slots=True)
class Field:
    """A field that was opened and not closed yet."""

    form: _Element | None = None
    """``w:ffData`` of a form field."""
    instruction: list[str] = field(default_factory=list)
    result: bool = False
    """Whether the part that is shown has begun."""
    shown: bool = False
    """Whether some of it was text."""

    def stand_in(self) -> str:
        """What Word draws for a field that has no text of its own as its result; empty where it draws nothing."""
        return _form_text(self.form) or _drawn("".join(self.instruction)[:_LONGEST_INSTRUCTION])


def matched_marks(root: _Element, view: View) -> frozenset[_Element]:
    """The ``w:fldChar`` elements that belong to a whole field.

    A begin without an end would otherwise swallow the rest of the document, which Word goes on showing.
    """
    matched: set[_Element] = set()
    open_marks: dict[_Element, list[list[_Element]]] = {}
    for mark in root.iter(_FIELD_CHAR):
        story = _story(mark, view)
        if story is None:
            continue
        stack = open_marks.setdefault(story, [])
        kind = mark.get(_TYPE)
        if kind == "begin":
            stack.append([mark])
        elif stack and kind == "separate":
            stack[-1].append(mark)
        elif stack and kind == "end":
            matched.update(stack.pop(), (mark,))
    return frozenset(matched)


def _story(mark: _Element, view: View) -> _Element | None:
    """The text box, cell, note or part a mark stands in; None where it does not stand in the text judged."""
    below = mark
    for above in mark.iterancestors():
        if above.tag in _STORIES:
            return above
        if above.tag in PROPERTIES or (above.tag in TRACKED and not view.keeps(str(above.tag))):
            return None
        if above.tag == ALTERNATE and chosen_branch(above) is not below:
            return None
        below = above
    return below


def _form_text(form: _Element | None) -> str:
    if form is None:
        return ""
    box = form.find(w("checkBox"))
    if box is not None:
        ticked = switch(box, w("checked"))
        return "☒" if (switch(box, w("default")) if ticked is None else ticked) else "☐"
    choices = form.find(w("ddList"))
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(w("listEntry"))]
    chosen = number(value(choices, w("result")))
    if chosen is None:
        chosen = number(value(choices, w("default"))) or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _drawn(instruction: str) -> str:
    overstrike = _OVERSTRIKE.search(instruction)
    if overstrike is not None:
        return _overstruck(instruction[overstrike.end() :])
    picture = _SYMBOL.search(instruction)
    if picture is not None:
        return symbol(picture[2] or "Symbol", int(picture[1], 0))
    button = _BUTTON.match(instruction)
    return button[1].strip() if button is not None else ""


def _overstruck(arguments: str) -> str:
    """The text of ``○,1)`` or ``\\s\\up 9(pīn),拼)``: the last argument, circled where the first is a circle."""
    depth = 0
    parts = [""]
    for char in arguments:
        if char == ")" and depth == 0:
            break
        depth += (char == "(") - (char == ")")
        if char in ",;，" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    text = parts[-1].strip()
    if parts[0].strip() in _CIRCLES and text.isdecimal() and 0 < int(text[:3]) <= 20:
        return chr(ord("①") + int(text[:3]) - 1)
    return text
