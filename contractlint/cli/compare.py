"""Two drafts of one agreement, or the two texts of a draft with tracked changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractlint.cli import chinese, standard_input
from contractlint.cli.choices import comparing_options, settings_for, show_info_option
from contractlint.cli.options import output_option
from contractlint.cli.output import emit
from contractlint.cli.review import look_of
from contractlint.cli.screen import no_color_option, quiet_option

if TYPE_CHECKING:
    from contractlint.finding import Severity


@click.command(
    cls=chinese.Command,
    short_help="比较两稿，或比较一稿里的修订。",
    help="比较同一份合同的两稿：风险增减、数值和当事人的改动、逐条的文字改动；条款换了编号、换了位置也能对上。"
    "只给一个文件时，比较拒绝全部修订和接受全部修订的文本，并指出每项新风险来自谁、哪天的修订。"
    "一稿可以写 -，从标准输入读。" + chinese.COMPARE_CODES,
)
@click.argument("old", metavar="旧稿", type=click.Path(path_type=Path))
@click.argument("new", metavar="[新稿]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "format_name",
    default="terminal",
    metavar="格式",
    help="输出格式：terminal（默认）、json、markdown 或 html。",
)
@output_option
@click.option(
    "--fail-on-new",
    type=click.Choice(["error", "warning", "info", "never"]),
    default=None,
    help="新增或者加重的风险从哪一级起退出码为 1；默认与 fail-on 相同，没有配置时是 error。",
)
@comparing_options
@show_info_option
@click.option(
    "--width", type=click.IntRange(40, 200), default=None, metavar="列数", help="屏幕报告的宽度，默认跟随终端。"
)
@quiet_option
@no_color_option
def compare(
    old: Path,
    new: Path | None,
    format_name: str,
    output: Path | None,
    fail_on_new: str | None,
    width: int | None,
    quiet: bool,
    no_color: bool,
    **flags: Any,
) -> int:
    """Compare two drafts."""
    from contractlint import comparison
    from contractlint.comparison.formats import FORMATS, render, sentences

    if format_name not in FORMATS:
        raise click.UsageError(f"没有「{format_name}」这种格式，可用：{'、'.join(FORMATS)}。")
    if new is None and flags["revisions"] is not None:
        raise click.UsageError("只给一个文件时比较的就是拒绝和接受修订的文本，不能再用 --revisions。")
    if old == new == standard_input.STDIN:
        raise click.UsageError("标准输入（-）只能是两稿中的一稿。")
    # One measure for both drafts: what is in force for the one that would be signed.
    settings = settings_for(standard_input.place(new or old), flags)
    with standard_input.named(old, new):
        compared = comparison.compare(
            standard_input.document(old, settings),
            None if new is None else standard_input.document(new, settings),
            settings,
        )
    gate = settings.fail_on if fail_on_new is None else _severity(fail_on_new)
    code = int(gate is not None and bool(compared.worse(gate))) if compared.assessable else 4
    if output is not None or not quiet:
        look = look_of(output, width, settings.show_info, code, plain=no_color)
        emit(render(compared, format_name, look), output)
    for notice in () if compared.assessable else sentences.unassessable(compared):
        click.echo(notice, err=True)
    return code


def _severity(name: str) -> Severity | None:
    from contractlint.finding import Severity

    return None if name == "never" else Severity[name.upper()]
