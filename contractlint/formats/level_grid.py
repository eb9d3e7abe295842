"""The service levels in a terminal: levels down, clocks across, what is not written shown as such."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from contractlint.formats.words import CLOCK_TITLES, HOLE
from contractlint.formats.wrapping import printable
from contractlint.report import LevelGrid


def draw_levels(console: Console, grid: LevelGrid | None) -> None:
    """Draw the grid; nothing where the agreement promises no times."""
    if grid is None:
        return
    table = Table(title="服务时限一览", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    table.add_column("级别", overflow="fold")
    for clock in grid.clocks:
        table.add_column(CLOCK_TITLES[clock], overflow="fold")
    for row in grid.rows:
        cells = [
            Text(HOLE, style="red")
            if cell.hole
            else Text(printable("、".join(cell.texts)), style="yellow" if cell.open else "")
            for cell in row.cells
        ]
        table.add_row(printable(row.name) or "不分级", *cells)
    console.print(table, soft_wrap=False)
    console.print()
