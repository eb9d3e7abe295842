"""The main job: review a draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractlint.cli import chinese
from contractlint.cli.choices import judging_options, settings_for, show_info_option
from contractlint.cli.many_options import is_many, many_options
from contractlint.cli.output import emit
from contractlint.cli.screen import check_screen, say_statistics, screen_options
from contractlint.cli.suggestions import format_names
from contractlint.formats import FORMATS

if TYPE_CHECKING:
    from contractlint.formats import Look

HELP = (
    "审查合同草稿，打印带评分的审查报告。可以给一份、几份、带 * 的写法、文件夹（加 --recursive），"
    "或者用 - 从标准输入读一份。审查多份时，退出码依次看：有一份得不出报告为 3，有一份无法判定为 4，"
    "有一份有问题为 1，全部没有问题为 0。"
)


@click.command(
    cls=chinese.Command,
    short_help="审查合同草稿：一份、几份或者整个文件夹。",
    help=HELP + chinese.EXIT_CODES,
)
@click.argument("drafts", metavar="文件…", nargs=-1, required=True, type=click.Path())
@click.option(
    "--format",
    "format_name",
    default=None,
    metavar="格式",
    shell_complete=format_names,
    help="输出格式，默认 terminal；审查多份并有 -o 时默认 json,html，可以用逗号列几种。可用： " + " ".join(FORMATS),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到文件，默认打印到屏幕；审查多份时是文件夹，每份一个报告，另有汇总。",
)
@many_options
@judging_options
@show_info_option
@click.option(
    "--width", type=click.IntRange(40, 200), default=None, metavar="列数", help="屏幕报告的宽度，默认跟随终端。"
)
@screen_options
def review(
    drafts: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
    width: int | None,
    **flags: Any,
) -> int:
    """Review one draft; whatever is more than one is handed on."""
    check_screen(flags)
    if is_many(drafts, output, flags):
        from contractlint.cli.many import review_many

        return review_many(drafts, format_name, output, width, flags)
    from contractlint import api
    from contractlint.formats import render

    draft, format_name = Path(drafts[0]), known_format(format_name or "terminal")
    settings = settings_for(draft, flags)
    report = api.review(draft, settings)
    code = api.exit_code(report, settings)
    if output is not None or not flags["quiet"]:
        look = look_of(output, width, settings.show_info, code, plain=flags["no_color"])
        emit(render(report, format_name, look), output)
    if flags["statistics"]:
        from contractlint.formats.statistics import counted

        say_statistics(counted(report.findings), format_name, output)
    return code


def known_format(name: str) -> str:
    """The name, if there is such a format."""
    if name not in FORMATS:
        raise click.UsageError(f"没有「{name}」这种格式，可用： {' '.join(FORMATS)}")
    return name


def look_of(
    output: Path | None, width: int | None, show_info: bool, code: int | None = None, *, plain: bool = False
) -> Look:
    """How the report is shown: the width of the terminal, 80 columns and no colours where there is none."""
    import os
    import shutil

    from contractlint.formats import Look

    tty = output is None and sys.stdout is not None and sys.stdout.isatty()
    columns = width or (min(shutil.get_terminal_size().columns, 120) if tty else 80)
    color = tty and not plain and not os.environ.get("NO_COLOR")
    return Look(width=columns, color=color, show_info=show_info, exit_code=code)
