"""Untrusted text inside what has its own markup: nothing in it may become part of that."""

from __future__ import annotations

from contractlint.formats.labels import flat
from contractlint.formats.wrapping import printable
from contractlint.regex import compile_regex

_ESCAPED = {ord(character): f"\\{character}" for character in "\\`*_{}[]<>#|~!$^"} | {ord("&"): "&amp;"}
_ILLEGAL = compile_regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def markdown_text(text: str) -> str:
    """The text on one line as CommonMark (and GFM table cells) shows it, character by character."""
    return printable(flat(text)).translate(_ESCAPED)


def xml_text(text: str) -> str:
    """The text without what XML 1.0 cannot hold, not even as a character reference."""
    return _ILLEGAL.sub("\ufffd", text)


def office_text(text: str) -> str:
    """The text on one line, as a paragraph or a cell of an office file holds it and shows it."""
    return xml_text(printable(flat(text)))
