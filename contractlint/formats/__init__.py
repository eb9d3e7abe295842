"""Formats: a report in, text or bytes out. One table, each entry loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from contractlint.report import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is shown to a person; machine formats ignore it."""

    width: int = 80
    color: bool = False
    show_info: bool = False


Render = Callable[[Report, Look], str | bytes]

FORMATS: dict[str, str] = {
    "terminal": "contractlint.formats.terminal",
    "json": "contractlint.formats.json_report",
}


def render(report: Report, name: str, look: Look) -> str | bytes:
    """The report in the named format (a key of :data:`FORMATS`)."""
    function: Render = import_module(FORMATS[name]).render
    return function(report, look)
