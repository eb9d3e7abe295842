"""Where the reports of each draft go: the tree of the drafts, mirrored, with the suffix of the draft kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePath

from contractlint.folders.discovery import Found
from contractlint.folders.entry import STDIN

SUMMARY, TABLE, INDEX = "summary.json", "summary.csv", "index.html"
_SUFFIXES = {
    "terminal": "txt",
    "markdown": "md",
    "opinion": "docx",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "junit": "xml",
}
_LONGEST = 255
"""Bytes of a file name on the file systems in use."""


def suffix(format_name: str) -> str:
    """Suffix of a report in that format, with its dot."""
    return f".{_SUFFIXES.get(format_name, format_name)}"


def places(found: Found, formats: Sequence[str]) -> tuple[str, ...]:
    """A place for each draft, relative to the output folder and without the suffix of the format.

    ``a.docx`` and ``a.txt``, or drafts of one name in two folders, stay apart.
    """
    longest = max(len(suffix(name)) for name in formats)
    wanted = [_place(found.base, path, longest) for path in found.drafts]
    taken = {os.path.normcase(name) for name in (SUMMARY, TABLE, INDEX)}
    # A report cannot have the name of a folder that other reports go to.
    taken |= {os.path.normcase(folder) for place in wanted for folder in PurePath(place).parents}
    return tuple(_free(place, formats, taken) for place in wanted)


def _place(base: str, path: str, longest: int) -> str:
    if path == STDIN:
        return "stdin"
    whole = Path(path)
    relative = Path(os.path.relpath(os.path.normpath(whole.absolute()), base) if base else whole.name)
    return str(relative.with_name(_short(relative.name, _LONGEST - longest)))


def _short(name: str, room: int) -> str:
    """A name that fits with the suffix of the format behind it; what was cut off is told apart by a hash."""
    if len(os.fsencode(name)) <= room:
        return name
    mark = f"~{sha256(os.fsencode(name)).hexdigest()[:10]}"
    stem, end = PurePath(name).stem, PurePath(name).suffix
    while len(os.fsencode(stem + mark + end)) > room:
        stem, end = (stem[:-1], end) if stem else (name, "")
    return stem + mark + end


def _free(place: str, formats: Sequence[str], taken: set[str]) -> str:
    tried, number = place, 1
    while names := {os.path.normcase(tried + suffix(name)) for name in formats} & taken:
        number += 1
        tried = f"{place}~{number}"
    taken |= names | {os.path.normcase(tried + suffix(name)) for name in formats}
    return tried
