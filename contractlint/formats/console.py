"""The sheet a terminal report is written on."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from contractlint.formats import Look


def paper(look: Look) -> tuple[StringIO, Console]:
    """Where the text gathers, and a console of ``look.width`` columns that writes to it."""
    file = StringIO()
    console = Console(
        file=file,
        width=look.width,
        force_terminal=look.color,
        color_system="standard" if look.color else None,
        no_color=not look.color,
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=True,
        legacy_windows=False,
    )
    return file, console
