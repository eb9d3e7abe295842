"""Options that several commands share, and how they are read."""

from __future__ import annotations

from pathlib import Path

import click

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到文件，默认打印到屏幕。"
)


def entries(text: str) -> tuple[str, ...]:
    """What an option lists, separated by commas of either width."""
    return tuple(part for piece in text.replace("，", ",").split(",") if (part := piece.strip()))
