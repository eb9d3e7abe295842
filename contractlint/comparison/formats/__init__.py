"""Formats of a comparison, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from contractlint.comparison.comparison import Comparison
from contractlint.formats import Look

Render = Callable[[Comparison, Look], str]

FORMATS: dict[str, str] = {
    "terminal": "contractlint.comparison.formats.terminal",
    "json": "contractlint.comparison.formats.json_comparison",
    "markdown": "contractlint.comparison.formats.markdown",
    "html": "contractlint.comparison.formats.html",
}


def render(comparison: Comparison, name: str, look: Look) -> str:
    """The comparison in the named format (a key of :data:`FORMATS`)."""
    function: Render = import_module(FORMATS[name]).render
    return function(comparison, look)
