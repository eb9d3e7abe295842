"""The commands. Heavy imports stand inside them: a check that runs once a file pays for its start every time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractlint import __version__
from contractlint.cli import chinese

if TYPE_CHECKING:
    from contractlint.formats import Look
    from contractlint.report import Report
    from contractlint.settings import Settings

EXIT_CODES = """

\b
退出码：
  0  没有达到 --fail-on 级别的问题
  1  有
  2  用法或配置不对
  3  文件读不了
  4  读得了但无法判定（扫描件、外文、空白范本、不是合同）
"""


@click.group(
    cls=chinese.Group,
    help="签署前的合同检查：读取合同草稿，指出缺项、含糊、无法衡量和自相矛盾的地方。全程离线，不保存任何内容。",
    epilog=EXIT_CODES,
)
@click.version_option(__version__, "--version", message="contractlint %(version)s", help="显示版本号。")
def cli() -> None:
    """The group itself does nothing."""


_type = click.option(
    "--type", "type_code", default="", metavar="类型", help="指定合同类型，例如 tech-support、general；默认自动识别。"
)
_revisions = click.option(
    "--revisions",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    show_default=False,
    help="文件里有修订时，按全部接受（accept，默认）还是全部拒绝（reject）后的文本审查。",
)
_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到文件，默认打印到屏幕。"
)


@cli.command(short_help="审查一份合同草稿。", help="审查一份合同草稿，打印带评分的审查报告。" + EXIT_CODES)
@click.argument("draft", metavar="文件", type=click.Path(path_type=Path))
@click.option("--format", "format_name", default="terminal", metavar="格式", help="输出格式：terminal（默认）或 json。")
@_output
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    help="从哪一级问题起退出码为 1；默认 error。",
)
@_type
@_revisions
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
    from contractlint.formats import FORMATS, render
    from contractlint.settings import Settings

    if format_name not in FORMATS:
        raise click.UsageError(f"没有「{format_name}」这种格式，可用：{'、'.join(FORMATS)}。")
    settings = Settings(
        type=type_code,
        revisions=revisions,
        fail_on=None if fail_on == "never" else Severity[fail_on.upper()],
        select=_list(select),
        ignore=_list(ignore),
        side=side or "",
    )
    report = api.review(draft, settings)
    _emit(render(report, format_name, _look(output, width, show_info)), output)
    return exit_code(report, settings)


def exit_code(report: Report, settings: Settings) -> int:
    """0 nothing at or above ``fail_on``, 1 something is, 4 not assessable."""
    if report.verdict.code == "not_assessable":
        return 4
    if settings.fail_on is None:
        return 0
    return int(any(finding.severity >= settings.fail_on for finding in report.findings))


@cli.command(
    short_help="打印被审查的文本。",
    help="打印实际被审查的文本（自动编号已算出），或打印对合同的理解（--format json）。",
)
@click.argument("draft", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="text（默认）或 json。"
)
@_output
@_type
@_revisions
def read(draft: Path, format_name: str, output: Path | None, type_code: str, revisions: str) -> int:
    """Print the text as judged, or the agreement as understood."""
    from contractlint import api
    from contractlint.settings import Settings

    agreement = api.understand(draft, Settings(type=type_code, revisions=revisions))
    if format_name == "text":
        _emit(agreement.text if agreement.text.endswith("\n") else agreement.text + "\n", output)
        return 0
    from contractlint.cli.understanding import as_json

    _emit(as_json(agreement), output)
    return 0


@cli.command(short_help="解释一条规则。", help="解释一条规则：查什么、为什么、依据、建议写法、什么时候不必理会、例子。")
@click.argument("code", metavar="编号")
def explain(code: str) -> int:
    """Print the page of a rule."""
    from contractlint.cli.rule_pages import page
    from contractlint.errors import UsageError
    from contractlint.rulebook.book import load_rulebook

    book = load_rulebook(examples=True)
    rule = book.rule(code.upper()) or book.rule(code)
    if rule is None:
        raise UsageError(f"没有名为「{code}」的规则；用 contractlint rules 查看全部规则。")
    _emit(page(rule), None)
    return 0


@cli.command(short_help="列出全部规则。", help="列出全部规则：编号、级别、方、名称。")
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json"]), default="table", help="table（默认）或 json。"
)
def rules(format_name: str) -> int:
    """Print all rules."""
    from contractlint.cli.rule_pages import as_json, as_table
    from contractlint.rulebook.book import load_rulebook

    book = load_rulebook()
    _emit(as_json(book) if format_name == "json" else as_table(book), None)
    return 0


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for piece in text.replace("，", ",").split(",") if (part := piece.strip()))


def _look(output: Path | None, width: int | None, show_info: bool) -> Look:
    import os
    import shutil

    from contractlint.formats import Look

    tty = output is None and sys.stdout.isatty()
    columns = width or (min(shutil.get_terminal_size().columns, 120) if tty else 80)
    return Look(width=columns, color=tty and "NO_COLOR" not in os.environ, show_info=show_info)


def _emit(content: str | bytes, output: Path | None) -> None:
    data = content.encode("utf-8") if isinstance(content, str) else content
    if output is not None:
        from contractlint.cli.output import write_atomically

        write_atomically(output, data)
        return
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def main() -> None:
    """Entry point of the ``contractlint`` command."""
    chinese.run(cli)
