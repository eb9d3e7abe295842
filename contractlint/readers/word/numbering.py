"""Automatic numbering: the 第三条 that a reader sees and no run holds (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass, replace
from contractlint.readers.word.names import ALTERNATE, VAL, chosen_branch, number, switch, value, w
from contractlint.readers.word.numerals import numeral, padded
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contractlint.readers.word.styles import Style, Styles

LEVELS = 9
# Word cuts off level texts far earlier; a file may claim megabytes.
_LONGEST_TEXT = 255
_PLACEHOLDER = compile_regex(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    number_format: str = "decimal"
    custom: str = ""
    text: str = ""
    start: int = 1
    restart: int | None = None
    """0 never; n after a number of level n, counted from 1; None after any higher level."""
    legal: bool = False
    hidden: bool = False
    suffix: str = "tab"
    style: str = ""
    """The paragraph style that stands for this level."""


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A ``w:num`` with its abstract list resolved."""

    sequence: int
    """Lists with the same sequence go on counting together."""
    levels: tuple[Level, ...]
    starts: dict[int, int]
    """Level → value at which this list starts anew when it is first used."""

    def level_of(self, styles: tuple[str, ...]) -> int | None:
        """The level that names one of these paragraph styles."""
        for style in styles:
            for index, level in enumerate(self.levels):
                if level.style == style:
                    return index
        return None


@dataclass(frozen=True, slots=True)
class Label:
    """A generated number, and what stands between it and the text."""

    text: str
    suffix: str
    level: int


@dataclass(frozen=True)
class Numbering:
    """The lists of a document, by ``numId``."""

    lists: dict[int, ListDefinition] = field(default_factory=dict)

    def place(self, own: _Element | None, style: Style) -> tuple[int, int] | None:
        """``(numId, level)`` of a paragraph with this own ``w:numPr`` and this style; None where it has no number."""
        num_id = number(value(own, w("numId")))
        level = number(value(own, w("ilvl")))
        if num_id is None:
            num_id = style.num_id
            named = self.lists[num_id].level_of(style.numbering_styles) if num_id in self.lists else None
            if level is None:
                level = named if named is not None else style.level
        if num_id is None or num_id not in self.lists:
            return None
        return num_id, min(max(level or 0, 0), LEVELS - 1)


@dataclass(slots=True)
class Counters:
    """The numbers reached so far in one story."""

    numbering: Numbering
    values: dict[int, list[int | None]] = field(default_factory=dict)
    used: set[tuple[int, int]] = field(default_factory=set)

    def advance(self, num_id: int, index: int) -> Label | None:
        """Count one paragraph and give its label; None where the level shows nothing."""
        lists = self.numbering.lists[num_id]
        values = self.values.setdefault(lists.sequence, [None] * LEVELS)
        self._count(num_id, index, lists, values)
        level = lists.levels[index]
        text = "" if level.hidden else _label(lists.levels, index, values)
        return Label(text, level.suffix, index) if text else None

    def _count(self, num_id: int, index: int, lists: ListDefinition, values: list[int | None]) -> None:
        for above in range(index):
            # A skipped level counts as begun: 1 → 1.1.1 → 1.2.
            if values[above] is None:
                values[above] = _first(lists, above)
        reached = values[index]
        first_use = (num_id, index) not in self.used
        self.used.add((num_id, index))
        if first_use and index in lists.starts:
            values[index] = _first(lists, index)
        else:
            values[index] = _first(lists, index) if reached is None else reached + 1
        for below in range(index + 1, LEVELS):
            restart = lists.levels[below].restart
            if restart is None or restart > below or index < restart:
                values[below] = None


def _first(lists: ListDefinition, index: int) -> int:
    """Where a level begins, at first and whenever it restarts."""
    return lists.starts.get(index, lists.levels[index].start)


def _label(levels: tuple[Level, ...], index: int, values: list[int | None]) -> str:
    level = levels[index]
    if level.number_format == "bullet":
        # The glyph is one of Wingdings as a rule; which one says nothing.
        return "•" if level.text else ""

    def shown(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        reached = values[place]
        if place > index or reached is None:
            return ""
        one = levels[place]
        if level.legal:
            return str(reached)
        return padded(reached, one.custom) if one.custom else numeral(reached, one.number_format)

    return _PLACEHOLDER.sub(shown, level.text)


def load_numbering(root: _Element | None, styles: Styles) -> Numbering:
    """The lists of ``numbering.xml``; none for a document without that part."""
    if root is None:
        return Numbering()
    abstracts: dict[int, _Element] = {}
    for element in root.iterchildren(w("abstractNum")):
        identifier = number(element.get(w("abstractNumId")))
        if identifier is not None:
            abstracts[identifier] = element
    nums: dict[int, _Element] = {}
    for element in root.iterchildren(w("num")):
        identifier = number(element.get(w("numId")))
        # Number 0 means "no list", whatever the part says.
        if identifier:
            nums[identifier] = element
    linked = {link: key for key, one in reversed(abstracts.items()) if (link := value(one, w("styleLink"))) is not None}
    read: dict[int, tuple[Level, ...]] = {}
    lists: dict[int, ListDefinition] = {}
    for identifier, element in nums.items():
        sequence = _abstract(element, nums, abstracts, linked, styles)
        if sequence is None:
            continue
        if sequence not in read:
            read[sequence] = _levels(abstracts[sequence])
        lists[identifier] = _overridden(element, sequence, read[sequence])
    return Numbering(lists)


def _abstract(
    num: _Element, nums: dict[int, _Element], abstracts: dict[int, _Element], linked: dict[str, int], styles: Styles
) -> int | None:
    """The abstract list behind a ``w:num``, through the numbering styles that may stand between."""
    for _ in range(LEVELS):
        identifier = number(value(num, w("abstractNumId")))
        if identifier is None or identifier not in abstracts:
            return None
        link = value(abstracts[identifier], w("numStyleLink"))
        if link is None:
            return identifier
        target = linked.get(link)
        if target is not None and value(abstracts[target], w("numStyleLink")) is None:
            return target
        following = nums.get(styles.numbering(link).num_id or 0)
        if following is None or following is num:
            return identifier
        num = following
    return None


def _levels(abstract: _Element) -> tuple[Level, ...]:
    levels = [Level(number_format="none", suffix="nothing")] * LEVELS
    for element in abstract.iterchildren(w("lvl")):
        index = number(element.get(w("ilvl")))
        if index is not None and 0 <= index < LEVELS:
            levels[index] = _level(element)
    return tuple(levels)


def _level(element: _Element) -> Level:
    number_format, custom = _number_format(element)
    text = element.find(w("lvlText"))
    properties = element.find(w("rPr"))
    return Level(
        number_format=number_format,
        custom=custom,
        text="" if text is None else text.get(VAL, "")[:_LONGEST_TEXT],
        start=_or(number(value(element, w("start"))), 0),
        restart=number(value(element, w("lvlRestart"))),
        legal=bool(switch(element, w("isLgl"))),
        hidden=bool(switch(properties, w("vanish"))),
        suffix=value(element, w("suff")) or "tab",
        style=value(element, w("pStyle")) or "",
    )


def _number_format(level: _Element) -> tuple[str, str]:
    element = level.find(w("numFmt"))
    if element is None:
        alternate = level.find(ALTERNATE)
        branch = None if alternate is None else chosen_branch(alternate)
        element = None if branch is None else branch.find(w("numFmt"))
    if element is None:
        return "decimal", ""
    name = element.get(VAL, "decimal")
    return ("decimal", element.get(w("format"), "")) if name == "custom" else (name, "")


def _overridden(num: _Element, sequence: int, levels: tuple[Level, ...]) -> ListDefinition:
    changed = list(levels)
    starts: dict[int, int] = {}
    for override in num.iterchildren(w("lvlOverride")):
        index = number(override.get(w("ilvl")))
        if index is None or not 0 <= index < LEVELS:
            continue
        level = override.find(w("lvl"))
        if level is not None:
            changed[index] = _level(level)
            if not changed[index].style:
                changed[index] = replace(changed[index], style=levels[index].style)
        start = number(value(override, w("startOverride")))
        if start is not None:
            starts[index] = start
    return ListDefinition(sequence, tuple(changed), starts)


def _or(given: int | None, otherwise: int) -> int:
    return otherwise if given is None else given
