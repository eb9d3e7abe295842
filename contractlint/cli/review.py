"""The main job: review a draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractlint.cli import chinese
from contractlint.cli.choices import judging_options, settings_for, show_info_option
from contractlint.cli.options import output_option
from contractlint.cli.output import emit
from contractlint.formats import FORMATS

if TYPE_CHECKING:
    from contractlint.formats import Look
    from contractlint.report import Report
    from contractlint.settings import Settings


@click.command(
    cls=chinese.Command,
    short_help="审查一份合同草稿。",
    help="审查一份合同草稿，打印带评分的审查报告。" + chinese.EXIT_CODES,
)
@click.argument("draft", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    default="terminal",
    metavar="格式",
    help=f"输出格式，默认 terminal；可用： {' '.join(FORMATS)}",
)
@output_option
@judging_options
@show_info_option
@click.option(
    "--width", type=click.IntRange(40, 200), default=None, metavar="列数", help="屏幕报告的宽度，默认跟随终端。"
)
def review(
    draft: Path,
    format_name: str,
    output: Path | None,
    width: int | None,
    **flags: Any,
) -> int:
    """Review one draft."""
    from contractlint import api
    from contractlint.formats import render

    if format_name not in FORMATS:
        raise click.UsageError(f"没有「{format_name}」这种格式，可用： {' '.join(FORMATS)}")
    settings = settings_for(draft, flags)
    report = api.review(draft, settings)
    code = exit_code(report, settings)
    emit(render(report, format_name, look_of(output, width, settings.show_info, code)), output)
    return code


def exit_code(report: Report, settings: Settings) -> int:
    """0 nothing at or above ``fail_on`` and no score below ``fail_under``, 1 something is, 4 not assessable."""
    if report.verdict.code == "not_assessable":
        return 4
    if settings.fail_under is not None and report.score is not None and report.score.points < settings.fail_under:
        return 1
    if settings.fail_on is None:
        return 0
    return int(any(finding.severity >= settings.fail_on for finding in report.findings))


def look_of(output: Path | None, width: int | None, show_info: bool, code: int) -> Look:
    """How the report is shown: the width of the terminal, 80 columns and no colours where there is none."""
    import os
    import shutil

    from contractlint.formats import Look

    tty = output is None and sys.stdout.isatty()
    columns = width or (min(shutil.get_terminal_size().columns, 120) if tty else 80)
    return Look(width=columns, color=tty and "NO_COLOR" not in os.environ, show_info=show_info, exit_code=code)
