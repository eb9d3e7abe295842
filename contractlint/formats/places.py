"""Places as programs want them: lines, columns, and the path of the draft as an address."""

from __future__ import annotations

from urllib.parse import quote

from contractlint.dataclass import dataclass
from contractlint.report import Document
from contractlint.text import SourceText, Span


@dataclass(frozen=True, slots=True)
class Region:
    """A place in the text that ``contractlint read`` prints: lines and columns from 1, columns in code points.

    ``end_column`` is the column behind the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


def region(source: SourceText, span: Span) -> Region:
    """The lines and columns of a span."""
    return Region(*source.lines.position(span.start), *source.lines.position(span.end))


def file_path(document: Document) -> str:
    """The path as given, with forward slashes and without ``./``; ``-`` for a text without a file."""
    path = document.path.replace("\\", "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path or "-"


def file_uri(document: Document) -> str:
    """The path as a relative reference of RFC 3986, or a ``file:`` address where it is absolute."""
    path = file_path(document)
    if path.startswith("/"):
        return "file://" + quote(path)
    if path[1:3] == ":/":
        return "file:///" + path[:2] + quote(path[2:])
    # A colon in the first segment would be read as a scheme.
    return quote(path)
