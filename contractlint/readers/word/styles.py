"""Styles: what a paragraph or a run inherits before its own properties are looked at (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.readers.word.names import VAL, number, switched, value, w
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_B, _VANISH, _U, _RPR, _PPR = w("b"), w("vanish"), w("u"), w("rPr"), w("pPr")
_RSTYLE, _RFONTS = w("rStyle"), w("rFonts")
_ASCII, _HANSI = w("ascii"), w("hAnsi")
_HEADING = compile_regex(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunFormat:
    """What a set of run properties says; None where it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None
    underline: str | None = None
    font: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything its chain of ``basedOn`` gives it."""

    name: str = ""
    run: RunFormat = RunFormat()
    outline: int | None = None
    """From 0; 9 is running text, said explicitly."""
    alignment: str | None = None
    num_id: int | None = None
    level: int | None = None
    numbering_styles: tuple[str, ...] = ()
    """Style ids from this one down to the one that gives the numbering: a level may name any of them."""
    leaders: tuple[str, ...] = ()
    """Leaders of its tab stops."""


_PLAIN = Style()
# Word itself stops at chains of about this length.
_MOST_NUMBERING_STYLES = 12


def run_format(properties: _Element | None) -> RunFormat:
    """The run properties of a ``w:rPr``; what a tracked change of formatting replaced is not looked at."""
    if properties is None or not len(properties):
        return _NOTHING
    bold: bool | None = None
    hidden: bool | None = None
    underline: str | None = None
    font: str | None = None
    style: str | None = None
    for child in properties:
        tag = child.tag
        if tag == _RFONTS:
            font = child.get(_ASCII) or child.get(_HANSI)
        elif tag == _B:
            bold = switched(child)
        elif tag == _U:
            underline = child.get(VAL, "single")
        elif tag == _RSTYLE:
            style = child.get(VAL)
        elif tag == _VANISH:
            hidden = switched(child)
    return RunFormat(bold, hidden, underline, font, style)


_NOTHING = RunFormat()


@dataclass(frozen=True)
class Styles:
    """The styles of a document, resolved when first asked for."""

    defaults: RunFormat = RunFormat()
    elements: dict[tuple[str, str], _Element] = field(default_factory=dict)
    """By type (``paragraph``, ``character``, ``numbering``) and id."""
    default_paragraph: str = ""
    resolved: dict[tuple[str, str], Style] = field(default_factory=dict, repr=False)

    def paragraph(self, identifier: str | None) -> Style:
        """A paragraph style; the default one for an unknown id or none."""
        key = ("paragraph", identifier or self.default_paragraph)
        if key not in self.elements:
            key = ("paragraph", self.default_paragraph)
        return self._resolve(key)

    def character(self, identifier: str | None) -> Style:
        """A character style; one that says nothing for an unknown id or none."""
        return self._resolve(("character", identifier)) if identifier else _PLAIN

    def numbering(self, identifier: str) -> Style:
        """A numbering style."""
        return self._resolve(("numbering", identifier))

    def _resolve(self, key: tuple[str, str]) -> Style:
        """Down to the root or the first style known, then back up; a chain that bites its tail ends there."""
        chain: list[tuple[str, str]] = []
        waiting: set[tuple[str, str]] = set()
        while key in self.elements and key not in self.resolved and key not in waiting:
            chain.append(key)
            waiting.add(key)
            key = (key[0], value(self.elements[key], w("basedOn")) or "")
        found = self.resolved.get(key, _PLAIN)
        for one in reversed(chain):
            found = self.resolved[one] = _based(self.elements[one], found)
        return found


def load_styles(root: _Element | None) -> Styles:
    """The styles of ``styles.xml``; none for a document without that part."""
    if root is None:
        return Styles()
    elements: dict[tuple[str, str], _Element] = {}
    default = ""
    for element in root.iterchildren(w("style")):
        kind, identifier = element.get(w("type"), "paragraph"), element.get(w("styleId"), "")
        elements.setdefault((kind, identifier), element)
        if kind == "paragraph" and element.get(w("default"), "0") in ("1", "true", "on"):
            default = identifier
    defaults = run_format(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{_RPR}"))
    return Styles(defaults, elements, default)


def _based(element: _Element, base: Style) -> Style:
    """A style on top of the one it is based on; the nearest word counts."""
    own = run_format(element.find(_RPR))
    properties = element.find(_PPR)
    numbering = None if properties is None else properties.find(w("numPr"))
    identifier = element.get(w("styleId"), "")
    num_id = number(value(numbering, w("numId")))
    level = number(value(numbering, w("ilvl")))
    inherited = num_id is None
    return Style(
        name=value(element, w("name")) or "",
        run=RunFormat(
            base.run.bold if own.bold is None else own.bold,
            base.run.hidden if own.hidden is None else own.hidden,
            base.run.underline if own.underline is None else own.underline,
        ),
        outline=_outline(element, properties, base),
        alignment=value(properties, w("jc")) or base.alignment,
        num_id=base.num_id if inherited else num_id,
        level=base.level if level is None else level,
        numbering_styles=(identifier, *(base.numbering_styles if inherited else ()))[:_MOST_NUMBERING_STYLES],
        leaders=tab_leaders(properties) or base.leaders,
    )


def _outline(element: _Element, properties: _Element | None, base: Style) -> int | None:
    outline = number(value(properties, w("outlineLvl")))
    if outline is not None:
        return outline
    # Files of other programs leave the level of a built-in heading to its name.
    heading = _HEADING.fullmatch((value(element, w("name")) or "").strip())
    return base.outline if heading is None else int(heading[1]) - 1


def tab_leaders(properties: _Element | None) -> tuple[str, ...]:
    """Leaders of the tab stops of a ``w:pPr``, those that clear one left out."""
    tabs = None if properties is None else properties.find(w("tabs"))
    if tabs is None:
        return ()
    return tuple(tab.get(w("leader"), "none") for tab in tabs.iterchildren(w("tab")) if tab.get(VAL) != "clear")
