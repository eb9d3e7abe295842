"""Formats: a report in, text or bytes out. One table, each entry loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass

if TYPE_CHECKING:
    # The command line lists the formats in its help page; that must not load what makes reports.
    from collections.abc import Callable

    from contractlint.report import Report

    Render = Callable[[Report, "Look"], str | bytes]


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is shown to a person; machine formats ignore all but ``exit_code``."""

    width: int = 80
    """Columns; a Chinese character takes two."""
    color: bool = False
    """Whether ANSI colours are used."""
    show_info: bool = False
    """Whether ``info`` findings are listed."""
    exit_code: int | None = None
    """What the process that asks will exit with, where it is known."""


FORMATS: dict[str, str] = {
    "terminal": "contractlint.formats.terminal",
    "html": "contractlint.formats.html",
    "json": "contractlint.formats.json_report",
    "markdown": "contractlint.formats.markdown",
    "opinion": "contractlint.formats.opinion",
    "xlsx": "contractlint.formats.xlsx",
    "jsonl": "contractlint.formats.jsonl",
    "sarif": "contractlint.formats.sarif",
    "github": "contractlint.formats.github",
    "gitlab": "contractlint.formats.gitlab",
    "junit": "contractlint.formats.junit",
}


def render(report: Report, name: str, look: Look | None = None) -> str | bytes:
    """The report in the named format, a key of :data:`FORMATS` (KeyError for any other): text, or the bytes of a file.

    ``look`` is for formats that people read; without it they are 80 columns wide and have no colours.
    """
    function: Render = import_module(FORMATS[name]).render
    return function(report, look or Look())
