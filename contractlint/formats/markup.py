"""Untrusted text inside Markdown and HTML-minded viewers: nothing in it may become markup."""

from __future__ import annotations

from contractlint.formats.labels import flat
from contractlint.formats.wrapping import printable

_ESCAPED = {ord(character): f"\\{character}" for character in "\\`*_{}[]<>#|~!$^"} | {ord("&"): "&amp;"}


def markdown_text(text: str) -> str:
    """The text on one line as CommonMark (and GFM table cells) shows it, character by character."""
    return printable(flat(text)).translate(_ESCAPED)
