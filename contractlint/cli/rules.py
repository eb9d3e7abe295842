"""The rule book on screen: one rule, or all of them."""

from __future__ import annotations

import click

from contractlint.cli import chinese
from contractlint.cli.output import emit


@click.command(
    cls=chinese.Command,
    short_help="解释一条规则。",
    help="解释一条规则：查什么、为什么、依据、建议写法、什么时候不必理会、例子。",
)
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
    emit(page(rule), None)
    return 0


@click.command(cls=chinese.Command, short_help="列出全部规则。", help="列出全部规则：编号、级别、方、名称。")
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json"]), default="table", help="table（默认）或 json。"
)
def rules(format_name: str) -> int:
    """Print all rules."""
    from contractlint.cli.rule_pages import as_json, as_table
    from contractlint.rulebook.book import load_rulebook

    book = load_rulebook()
    emit(as_json(book) if format_name == "json" else as_table(book), None)
    return 0
