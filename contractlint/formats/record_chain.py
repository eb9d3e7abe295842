"""The chain that proves the work in a terminal: one line of links, each there or not."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from contractlint.formats.words import LINK_TITLES
from contractlint.formats.wrapping import width
from contractlint.report import RecordLink


def draw_chain(console: Console, links: tuple[RecordLink, ...]) -> None:
    """Draw the chain in lines no wider than the console; nothing where the agreement needs none."""
    if not links:
        return
    console.print(Text("证据链", style="bold"))
    line = Text()
    for index, link in enumerate(links):
        shown = _link(link)
        arrow = " → " if index + 1 < len(links) else ""
        if line and width(line.plain + shown.plain + arrow.rstrip()) > console.width:
            console.print(line)
            line = Text()
        line.append_text(shown).append(arrow, style="dim")
    console.print(line)
    console.print()


def _link(link: RecordLink) -> Text:
    shown = Text("✓ " if link.there else "✗ ", style="green" if link.there else "red")
    shown.append(LINK_TITLES[link.kind], style="default")
    if link.missing:
        shown.append(f"（缺{'、'.join(link.missing)}）", style="red")
    return shown
