"""The main job: review a draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractlint.cli import chinese
from contractlint.cli.options import entries, output_option, revisions_option, type_option
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
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    help="从哪一级问题起退出码为 1；默认 error。",
)
@type_option
@revisions_option
@click.option(
    "--select", default="", metavar="编号", help="只运行这些规则：编号、编号前缀或英文名，用逗号隔开，例如 S,L0。"
)
@click.option("--ignore", default="", metavar="编号", help="不运行这些规则，写法同上。")
@click.option(
    "--side",
    type=click.Choice(["甲", "乙"]),
    default=None,
    help="只列对这一方不利和对双方都不利的问题；得分和结论不变，退出码只看列出的问题。",
)
@click.option("--show-info", is_flag=True, help="同时列出「请确认」一级的提示。")
@click.option(
    "--width", type=click.IntRange(40, 200), default=None, metavar="列数", help="屏幕报告的宽度，默认跟随终端。"
)
def review(
    draft: Path,
    format_name: str,
    output: Path | None,
    fail_on: str,
    type_code: str,
    revisions: str,
    select: str,
    ignore: str,
    side: str | None,
    show_info: bool,
    width: int | None,
) -> int:
    """Review one draft."""
    from contractlint import api
    from contractlint.finding import Severity
    from contractlint.formats import render
    from contractlint.settings import Settings

    if format_name not in FORMATS:
        raise click.UsageError(f"没有「{format_name}」这种格式，可用： {' '.join(FORMATS)}")
    settings = Settings(
        type=type_code,
        revisions=revisions,
        fail_on=None if fail_on == "never" else Severity[fail_on.upper()],
        select=entries(select),
        ignore=entries(ignore),
        side=side or "",
    )
    report = api.review(draft, settings)
    code = exit_code(report, settings)
    emit(render(report, format_name, _look(output, width, show_info, code)), output)
    return code


def exit_code(report: Report, settings: Settings) -> int:
    """0 nothing at or above ``fail_on``, 1 something is, 4 not assessable."""
    if report.verdict.code == "not_assessable":
        return 4
    if settings.fail_on is None:
        return 0
    return int(any(finding.severity >= settings.fail_on for finding in report.findings))


def _look(output: Path | None, width: int | None, show_info: bool, code: int) -> Look:
    import os
    import shutil

    from contractlint.formats import Look

    tty = output is None and sys.stdout.isatty()
    columns = width or (min(shutil.get_terminal_size().columns, 120) if tty else 80)
    return Look(width=columns, color=tty and "NO_COLOR" not in os.environ, show_info=show_info, exit_code=code)
