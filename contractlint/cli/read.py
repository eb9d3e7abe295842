"""The text as judged, or the agreement as understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from contractlint.cli import chinese, standard_input
from contractlint.cli.choices import reading_options, reading_settings
from contractlint.cli.options import output_option
from contractlint.cli.output import emit


@click.command(
    cls=chinese.Command,
    short_help="打印被审查的文本。",
    help="打印实际被审查的文本（自动编号已算出），或打印对合同的理解（--format json）。文件写 - 时从标准输入读。",
)
@click.argument("draft", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="text（默认）或 json。"
)
@output_option
@reading_options
def read(draft: Path, format_name: str, output: Path | None, **flags: Any) -> int:
    """Print the text as judged, or the agreement as understood."""
    from contractlint import api

    settings = reading_settings(standard_input.place(draft), flags)
    with standard_input.named(draft):
        agreement = api.understand(standard_input.document(draft, settings), settings)
    if format_name == "text":
        emit(agreement.text if agreement.text.endswith("\n") else agreement.text + "\n", output)
        return 0
    from contractlint.cli.understanding import as_json

    emit(as_json(agreement), output)
    return 0
