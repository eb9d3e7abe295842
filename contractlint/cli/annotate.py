"""Comments in the Word file itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractlint.cli import chinese, standard_input
from contractlint.cli.choices import judging_options, settings_for
from contractlint.cli.output import write_atomically
from contractlint.cli.screen import quiet_option
from contractlint.errors import UsageError

if TYPE_CHECKING:
    from contractlint.annotation import Annotated

_MARK = "审阅"


@click.command(
    cls=chinese.Command,
    short_help="把审查结果写成 Word 批注和修订。",
    help="审查一份 Word 草稿，把每个问题写成批注，另存一份；原文件不动。文件写 - 时从标准输入读，要有 -o。"
    + chinese.EXIT_CODES,
)
@click.argument("draft", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到这个文件；默认在原文件旁边另存，例如 草稿.docx 存为 草稿.审阅.docx，已有同名文件时不覆盖。",
)
@click.option("--in-place", is_flag=True, help="直接写回原文件。")
@click.option("--suggest", is_flag=True, help="同时用修订标出建议的改法，由人逐处接受或者拒绝。")
@click.option(
    "--least",
    type=click.Choice(["error", "warning", "info"]),
    default="info",
    help="只批注这一级及以上的问题：error 必须改、warning 建议改、info 请确认（默认，全部批注）。",
)
@click.option(
    "--date", default="", metavar="日期", help="批注和修订上的日期，例如 2026-01-31；默认不写，同一输入得到同样的文件。"
)
@judging_options
@quiet_option
def annotate(
    draft: Path,
    output: Path | None,
    in_place: bool,
    suggest: bool,
    least: str,
    date: str,
    quiet: bool,
    **flags: Any,
) -> int:
    """Annotate one draft."""
    from contractlint import annotation, api
    from contractlint.finding import Severity

    target = _target(draft, output, in_place)
    settings = settings_for(standard_input.place(draft), flags)
    with standard_input.named(draft):
        document = standard_input.document(draft, settings)
        annotated = annotation.annotate(document, settings, suggest=suggest, least=Severity[least.upper()], date=date)
    write_atomically(target, annotated.data)
    if not quiet:
        click.echo(_summary(annotated, target))
    return api.exit_code(annotated.report, settings)


def _target(draft: Path, output: Path | None, in_place: bool) -> Path:
    """Where to write. The draft itself only on demand, and no file that happens to have the default name."""
    if draft == standard_input.STDIN and output is None:
        raise UsageError("从标准输入读时，请用 -o 给出要写的文件。")
    if in_place:
        if output is not None:
            raise UsageError("--in-place 和 -o 不能一起用：前者写回原文件，后者另存。")
        # A link stays a link: what it points to is rewritten.
        return draft.resolve()
    if output is None:
        if not draft.name:
            return draft  # 「.」 and 「/」 are folders, which the reader refuses
        target = draft.with_name(f"{draft.stem}.{_MARK}{draft.suffix}")
        if target.exists():
            raise UsageError(f"「{target}」已经存在，里面可能有人改过；请用 -o 另给文件名，或者先把它移走。")
        return target
    if output.exists() and draft.exists() and output.samefile(draft):
        raise UsageError(f"「{output}」就是原文件；确实要写回原文件，请用 --in-place。")
    return output


def _summary(annotated: Annotated, target: Path) -> str:
    from contractlint.formats.words import SEVERITY_TITLES

    lines = [annotated.report.verdict.text]
    if not annotated.comments:
        lines.append(f"没有要批注的问题，写出的「{target}」与原文件相同。")
    else:
        more = f"，{annotated.suggestions} 处修订" if annotated.suggestions else ""
        counts = "、".join(
            f"{name} {count}"
            for severity, name in SEVERITY_TITLES.items()
            if (count := sum(finding.severity is severity for finding in annotated.findings))
        )
        detail = f"（问题：{counts}）" if counts else ""
        lines.append(f"已写入「{target}」：{annotated.comments} 条批注{more}{detail}。")
    return "\n".join([*lines, *annotated.report.notices, *annotated.notices])
