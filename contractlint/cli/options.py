"""Options that several commands share, and how they are read."""

from __future__ import annotations

from pathlib import Path

import click

type_option = click.option(
    "--type", "type_code", default="", metavar="类型", help="指定合同类型，例如 tech-support、general；默认自动识别。"
)
revisions_option = click.option(
    "--revisions",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    show_default=False,
    help="文件里有修订时，按全部接受（accept，默认）还是全部拒绝（reject）后的文本审查。",
)
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到文件，默认打印到屏幕。"
)


def entries(text: str) -> tuple[str, ...]:
    """What an option lists, separated by commas of either width."""
    return tuple(part for piece in text.replace("，", ",").split(",") if (part := piece.strip()))
