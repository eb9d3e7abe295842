"""The command line as a page of Markdown, read from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from contractlint.cli import chinese
from contractlint.formats.markup import markdown_text


def commands_page(root: click.Group, name: str) -> str:
    """Every command with its usage, arguments and options, then the exit codes."""
    lines = [
        "# 命令行参考",
        "",
        "这一页由程序自己的命令生成；`contractlint 命令 --help` 打印同样的内容。",
        *(line for path, command in _walk(root, name) for line in _section(path, command)),
        "",
        "## 退出码",
        "",
        "| 退出码 | 意思 |",
        "|---|---|",
        *(f"| {code} | {markdown_text(meaning)} |" for code, meaning in exit_codes()),
    ]
    return "\n".join(lines) + "\n"


def exit_codes() -> Iterator[tuple[str, str]]:
    """The codes and meanings that the help pages print."""
    for line in chinese.EXIT_CODES.splitlines():
        code, _, meaning = line.strip().partition("  ")
        if code.isdigit():
            yield code, meaning.strip()


def _walk(command: click.Command, name: str) -> Iterator[tuple[click.Context, click.Command]]:
    """The command and all below it, in the order of the help pages."""
    yield from _below(click.Context(command, info_name=name), command)


def _below(context: click.Context, command: click.Command) -> Iterator[tuple[click.Context, click.Command]]:
    yield context, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            if one is not None and not one.hidden:
                yield from _below(click.Context(one, info_name=name, parent=context), one)


def _section(context: click.Context, command: click.Command) -> Iterable[str]:
    yield from ("", f"## `{context.command_path}`")
    yield from _help(command)
    pieces = [piece.replace("[OPTIONS]", "[选项]") for piece in command.collect_usage_pieces(context)]
    usage = "[选项] 命令 [参数]…" if isinstance(command, click.Group) else " ".join(pieces)
    yield from ("", f"用法：`{context.command_path} {usage}`")
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    rows = [record for one in options if (record := one.get_help_record(context)) is not None]
    if rows:
        yield from ("", "| 选项 | 说明 |", "|---|---|")
        for names, text in rows:
            yield f"| {_code(names)} | {markdown_text(text.replace('[required]', '（必填）'))} |"


def _help(command: click.Command) -> Iterable[str]:
    """The help text without what the end of the page says for all commands."""
    text = (command.help or "").partition(chinese.EXIT_CODES)[0]
    verbatim = False
    for paragraph in text.strip().split("\n\n"):
        lines = paragraph.split("\n")
        verbatim = lines[0] == "\b"
        if verbatim:
            yield from ("", "```text", *lines[1:], "```")
        else:
            yield from ("", markdown_text(" ".join(lines)))


def _code(names: str) -> str:
    """In code, with the bars that would end a cell of the table escaped."""
    return "`" + names.replace("|", "\\|") + "`"
