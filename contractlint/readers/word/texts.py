"""Characters as they stand in the file, whether they are shown or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractlint.readers.word.names import XML_SPACE, m, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT, _DELETED_TEXT, _MATH_TEXT, _SYMBOL, _PARAGRAPH = w("t"), w("delText"), m("t"), w("sym"), w("p")
TYPED = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("br"): "\n",
    w("noBreakHyphen"): "-",
}
"""Elements of a run that stand for one character."""


def run_width(child: _Element) -> int:
    """Characters a child of ``w:r`` counts for in :attr:`contractlint.text.Origin.offset`.

    Letters of a text each count one, and so do a tab, a break, a hyphen that does not break and a symbol.
    """
    if child.tag in (_TEXT, _DELETED_TEXT):
        return len(characters(child))
    return 1 if child.tag in TYPED or child.tag == _SYMBOL else 0


def held_text(element: _Element) -> str:
    """Every character of text inside an element, shown or not; a line break between paragraphs."""
    texts: list[str] = []
    for child in element.iter(_TEXT, _DELETED_TEXT, _MATH_TEXT, _PARAGRAPH):
        if child.tag == _PARAGRAPH:
            if texts and child is not element:
                texts.append("\n")
        else:
            texts.append(characters(child))
    return "".join(texts).strip("\n")


def characters(text: _Element) -> str:
    """The characters of a text element; an XML comment in the middle does not end them."""
    if not len(text):
        return text.text or ""
    return (text.text or "") + "".join(child.tail or "" for child in text)


def keeps_blanks(element: _Element) -> bool:
    """Whether ``xml:space`` asks to keep the blanks at the ends of a text."""
    above: _Element | None = element
    while above is not None:
        space = above.get(XML_SPACE)
        if space is not None:
            return space == "preserve"
        above = above.getparent()
    return False
