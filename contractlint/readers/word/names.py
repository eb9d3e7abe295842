"""Names of WordprocessingML elements and the few ways their attributes are read (ECMA-376 part 1, chapter 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return _WORD + name


def m(name: str) -> str:
    """The qualified name of an Office math element."""
    return _MATH + name


def r(name: str) -> str:
    """The qualified name of a relationship attribute."""
    return _RELATIONS + name


VAL = w("val")
PROPERTIES = frozenset(
    map(w, ("pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "tblPr", "tblGrid"))
) | frozenset(map(w, ("tblPrEx", "trPr", "tcPr")))
"""Elements that say how something looks and hold no text."""
ALTERNATE = _COMPATIBILITY + "AlternateContent"
CHOICE = _COMPATIBILITY + "Choice"
FALLBACK = _COMPATIBILITY + "Fallback"


def child_of(parent: _Element, name: str) -> _Element | None:
    """The first child with that qualified name; as ``parent.find``, which takes twice as long to find out."""
    return next(parent.iterchildren(name), None)


def value(parent: _Element | None, name: str) -> str | None:
    """``w:val`` of the child with that qualified name; None where either is missing."""
    if parent is None:
        return None
    child = child_of(parent, name)
    return None if child is None else child.get(VAL)


def number(text: str | None) -> int | None:
    """An integer attribute; None where it is missing or no integer. Bounded as Word's own are (32 bits)."""
    if text is None:
        return None
    try:
        parsed = int(text) if len(text) <= 11 else None
    except ValueError:
        return None
    return parsed if parsed is not None and -(2**31) <= parsed < 2**31 else None


def switched(element: _Element) -> bool:
    """An on/off element (CT_OnOff): present means on unless its value says otherwise."""
    return element.get(VAL, "1") not in ("0", "false", "off")


def switch(parent: _Element | None, name: str) -> bool | None:
    """The on/off child with that qualified name; None where it is not given."""
    if parent is None:
        return None
    child = parent.find(name)
    return None if child is None else switched(child)


def chosen_branch(alternate: _Element) -> _Element | None:
    """The branch of ``mc:AlternateContent`` that Word shows: the first Choice it understands, else the Fallback."""
    for branch in alternate:
        if branch.tag == CHOICE and _understood(branch):
            return branch
    return alternate.find(FALLBACK)


def _understood(choice: _Element) -> bool:
    spaces = choice.nsmap
    wanted = choice.get("Requires", "").split()
    return bool(wanted) and all(
        (spaces.get(prefix) or "").startswith(("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/"))
        for prefix in wanted
    )
