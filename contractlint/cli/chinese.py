"""Click in Chinese: usage, help and error sentences. Its own catalogue mechanism depends on the machine's locale."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from contractlint.cli import stopping
from contractlint.errors import ContractlintError

EXIT_CODES = """

\b
退出码：
  0  没有达到 --fail-on 级别的问题
  1  有
  2  用法或配置不对
  3  文件读不了
  4  读得了但无法判定（扫描件、外文、空白范本、不是合同）
  130  被中断（Ctrl-C）；被终止为 143，输出没有读完为 141
"""

_QUOTE = "'"
HELP_NAMES = {"help_option_names": ["-h", "--help"]}

COMPARE_CODES = EXIT_CODES.replace("没有达到 --fail-on 级别的问题", "没有达到 --fail-on-new 级别的新增或者加重的风险")


class Command(click.Command):
    """A command whose help page is Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法："""
        pieces = [piece.replace("[OPTIONS]", "[选项]") for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项："""
        _write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option with its Chinese text."""
        return _chinese_help(super().get_help_option(ctx))


class Group(click.Group):
    """A group whose help page is Chinese and whose commands are loaded when they are called for.

    ``commands`` maps a name to ``module:function``.
    """

    def __init__(self, *, commands: Mapping[str, str], **extra: Any) -> None:
        super().__init__(**extra)
        self.places = dict(commands)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Help pages are printed here."""
        with stopping.reading():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Everything else is printed here."""
        with stopping.reading():
            return super().invoke(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法："""
        formatter.write_usage(ctx.command_path, "[选项] 命令 [参数]…", prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项 and 命令."""
        _write_options(self, ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl([(name, one.get_short_help_str(60)) for name, one in commands if one is not None])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are listed: the main job first."""
        return list(self.places)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in self.places:
            return None
        module, _, function = self.places[name].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option with its Chinese text."""
        return _chinese_help(super().get_help_option(ctx))


def _chinese_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明。"
    return option


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(ctx)) is not None]
    with formatter.section("选项"):
        formatter.write_dl([(names, text.replace("[required]", "（必填）")) for names, text in rows])


def run(command: click.Command, **extra: Any) -> None:
    """Run a command and turn every refusal into one Chinese sentence on stderr and its exit code."""
    stopping.prepare()
    try:
        code = command.main(standalone_mode=False, **extra)
    except click.exceptions.Abort as error:
        stopping.leave(*stopping.interrupted(error.__cause__))
    except ContractlintError as error:
        stopping.leave(_harmless(str(error)), error.exit_code)
    except click.ClickException as error:
        stopping.leave(_harmless(sentence(error)), 2)
    except stopping.ReaderGone:
        stopping.leave("", stopping.READER_GONE)
    except OSError as error:
        if not (trouble := stopping.stream_trouble(error)):
            raise
        stopping.leave(trouble, 2)
    sys.exit(code if isinstance(code, int) else 0)


def _harmless(text: str) -> str:
    """A sentence may quote a name that steers the terminal."""
    return "".join(char if char == "\n" or char.isprintable() else "\ufffd" for char in text)


def sentence(error: click.ClickException) -> str:
    """One clear sentence for a usage error."""
    context = getattr(error, "ctx", None)
    hint = f"用 {context.command_path} --help 查看用法。" if context else ""
    if isinstance(error, click.NoSuchOption):
        near = f"是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}。{near}{hint}"
    if isinstance(error, click.MissingParameter):
        name = error.param.get_error_hint(context) if error.param and context else ""
        kind = "选项" if isinstance(error.param, click.Option) else "参数"
        return f"缺少{kind} {name.strip(_QUOTE)}。{hint}"
    if isinstance(error, click.BadParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        return f"{name} 的值不对{_choices(error)}。{hint}"
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        asked = error.message.split(_QUOTE)[1] if _QUOTE in error.message else ""
        return f"没有这个命令：{asked}。{_nearest(asked, context)}{hint}"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    return f"命令写法不对：{error.format_message()} {hint}"


def _nearest(asked: str, context: click.Context | None) -> str:
    from difflib import get_close_matches

    group = context.command if context else None
    near = get_close_matches(asked.lower(), group.places, 1) if isinstance(group, Group) else []
    return f"是不是 {near[0]}？" if near else ""


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    return f"，可用：{'、'.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""
