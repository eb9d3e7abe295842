"""The rule book on screen, and packs of one's own: begin one, check one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractlint.cli import chinese
from contractlint.cli.output import emit
from contractlint.cli.suggestions import rule_codes

if TYPE_CHECKING:
    from contractlint.packs import Checked

packs_option = click.option(
    "--rules",
    "packs",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="路径",
    help="连同自己的规则包（YAML 文件或者文件夹），可以写多次。",
)


@click.command(
    cls=chinese.Command,
    short_help="解释一条规则。",
    help="解释一条规则：查什么、为什么、依据、建议写法、什么时候不必理会、例子。",
)
@click.argument("code", metavar="编号", shell_complete=rule_codes)
@packs_option
def explain(code: str, packs: tuple[Path, ...]) -> int:
    """Print the page of a rule."""
    from contractlint.cli.rule_pages import page
    from contractlint.errors import UsageError
    from contractlint.rulebook.book import load_rulebook

    book = load_rulebook(packs, examples=True)
    rule = book.rule(code.upper()) or book.rule(code)
    if rule is None:
        near = "、".join(f"{one.code} {one.title}" for one in book.rules if code in one.title)
        asked = f"标题里有它的：{near}。" if near else "用 contractlint rules 查看全部规则。"
        raise UsageError(f"没有名为「{code}」的规则；{asked}")
    emit(page(rule, book), None)
    return 0


@click.group(
    cls=chinese.Group,
    commands={"new": "contractlint.cli.rules:new", "check": "contractlint.cli.rules:check"},
    invoke_without_command=True,
    short_help="列出全部规则；新建、检查自己的规则包。",
    help="列出全部规则：编号、级别、方、名称。自己的规则包用下面的命令新建和检查。",
)
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json"]), default="table", help="table（默认）或 json。"
)
@packs_option
@click.pass_context
def rules(context: click.Context, format_name: str, packs: tuple[Path, ...]) -> int:
    """Print all rules, unless one of the commands below is called."""
    if context.invoked_subcommand is not None:
        return 0
    from contractlint.cli.rule_pages import as_json, as_table
    from contractlint.rulebook.book import load_rulebook

    book = load_rulebook(packs)
    emit(as_json(book) if format_name == "json" else as_table(book), None)
    return 0


@click.command(
    cls=chinese.Command,
    short_help="新建一个规则包。",
    help="新建一个规则包：一个写着一条规则的文件，每行都有说明，改成自己的就能用。不覆盖已有的文件。",
)
@click.argument("pack", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--prefix", default=None, metavar="前缀", help="规则编号的前缀，例如 ACME（默认）。")
def new(pack: Path, prefix: str | None) -> int:
    """Write a pack to begin with."""
    from contractlint.cli.output import write_atomically
    from contractlint.errors import UsageError, write_trouble
    from contractlint.packs import PREFIX, new_pack

    text = new_pack(prefix or PREFIX)
    target = pack if pack.suffix.lower() in (".yaml", ".yml") else pack / "rules.yaml"
    if target.exists() or (target.parent == pack and any(pack.glob("*.y*ml"))):
        raise UsageError(f"「{pack}」里已经有规则，没有改动；请换一个名字。")
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"建不了文件夹「{target.parent}」：{write_trouble(error)}。") from error
    write_atomically(target, text.encode("utf-8"))
    click.echo(
        f"已写入「{target}」。\n用文本编辑器打开它，改成自己的规则；改完检查：\n"
        f"  contractlint rules check {_quoted(pack)}\n用来审查：\n"
        f"  contractlint review 草稿.docx --rules {_quoted(pack)}"
    )
    return 0


@click.command(
    cls=chinese.Command,
    short_help="检查自己的规则包。",
    help="检查自己的规则包：写法、编号、依据、例子是否恰好报在标出的地方、有没有多余的部分、会不会很慢。"
    "要求与随程序安装的规则相同。\n\n\b\n退出码：\n  0  没有问题\n  1  有问题\n  2  找不到规则包",
)
@click.argument("packs", metavar="规则包…", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(packs: tuple[Path, ...]) -> int:
    """Check packs as the shipped rules are checked."""
    from contractlint.packs import check as check_pack

    found = [check_pack(pack) for pack in packs]
    for pack, checked in zip(packs, found, strict=True):
        emit("".join(f"{line}\n" for line in (*checked.faults, _summary(pack, checked))), None)
    return int(any(checked.faults for checked in found))


def _summary(pack: Path, checked: Checked) -> str:
    if checked.faults:
        return f"「{pack}」有 {len(checked.faults)} 个问题。"
    parts = [f"{checked.rules} 条规则、{checked.examples} 个例子"] if checked.rules else []
    parts += [f"改动 {checked.changes} 条已有的规则"] if checked.changes else []
    return f"「{pack}」没有问题：{'，'.join(parts)}。" if parts else f"「{pack}」没有问题，但里面没有规则。"


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
