"""Options → settings, for every command that judges drafts: flags over configuration over defaults.

A command takes the options with ``@judging_options`` (all) or ``@reading_options`` (what decides how a file is read),
receives them as ``**flags`` and calls :func:`settings_for` once for each draft. All default to None: not given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from contractlint.cli.options import entries

if TYPE_CHECKING:
    from contractlint.configuration import Configuration
    from contractlint.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
_SEVERITIES = ("error", "warning", "info")

_CONFIGURATION = (
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="文件",
        help="用这个配置文件，不自动查找；默认从草稿所在的文件夹往上找 contractlint.toml。",
    ),
    click.option("--isolated", is_flag=True, help="不理会任何配置文件和豁免文件，只看命令行。"),
)
_READING = (
    click.option(
        "--type",
        "type_code",
        default=None,
        metavar="类型",
        help="指定合同类型，例如 tech-support、general；默认自动识别。",
    ),
    click.option(
        "--revisions",
        type=click.Choice(["accept", "reject"]),
        default=None,
        help="文件里有修订时，按全部接受（accept，默认）还是全部拒绝（reject）后的文本审查。",
    ),
)
_GATE = (
    click.option(
        "--fail-on",
        type=click.Choice([*_SEVERITIES, "never"]),
        default=None,
        help="从哪一级问题起退出码为 1；默认 error。",
    ),
    click.option(
        "--fail-under", type=click.IntRange(0, 100), default=None, metavar="分数", help="得分低于它时退出码也为 1。"
    ),
)
_JUDGING = (
    click.option(
        "--profile",
        type=click.Choice(["quiet", "default", "strict"]),
        default=None,
        help="一组默认值：quiet 只列必须改的；strict 列出全部，有建议改的就不通过。",
    ),
    click.option(
        "--select", default=None, metavar="编号", help="只运行这些规则：编号、编号前缀或英文名，用逗号隔开，例如 S,L0。"
    ),
    click.option("--ignore", default=None, metavar="编号", help="不运行这些规则，写法同上。"),
    click.option(
        "--rules",
        "packs",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="路径",
        help="加上自己的规则包（YAML 文件或者文件夹），可以写多次。",
    ),
    click.option(
        "--side",
        type=click.Choice(["甲", "乙"]),
        default=None,
        help="只列对这一方不利和对双方都不利的问题；得分和结论不变，退出码只看列出的问题。",
    ),
)

show_info_option = click.option("--show-info", is_flag=True, default=None, help="同时列出「请确认」一级的提示。")


def reading_options(command: Command) -> Command:
    """Adds the options that decide how a file is read."""
    return _with(command, (*_READING, *_CONFIGURATION))


def judging_options(command: Command) -> Command:
    """Adds all options that decide about findings and the exit code."""
    return _with(command, (*_READING, *_GATE, *_JUDGING, *_CONFIGURATION))


def comparing_options(command: Command) -> Command:
    """Adds the options that decide about findings, for a command with a gate of its own."""
    return _with(command, (*_READING, *_JUDGING, *_CONFIGURATION))


def _with(command: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def settings_for(draft: Path | None, flags: Mapping[str, Any]) -> Settings:
    """The settings for one draft (None: standard input) from the values of :func:`judging_options`.

    The configuration is looked for beside the draft, so that several drafts of one call may have several settings.
    """
    from contractlint.configuration import settings_of

    return settings_of(configuration_for(draft, flags), draft)


def configuration_for(draft: Path | None, flags: Mapping[str, Any]) -> Configuration:
    """What is in force for a draft, each value with its origin."""
    from contractlint.configuration import configure

    if flags.get("config") is not None and flags.get("isolated"):
        raise click.UsageError("--config 和 --isolated 不能同时用。")
    return configure(draft, given(flags), config=flags.get("config"), isolated=bool(flags.get("isolated")))


def given(flags: Mapping[str, Any]) -> dict[str, Any]:
    """What was given on the command line, by key of the configuration."""
    texts = {key: entries(flags[key]) for key in ("select", "ignore") if flags.get(key) is not None}
    names = {"type": "type_code", "rules": "packs"} | {
        key: key.replace("-", "_") for key in ("revisions", "fail-on", "fail-under", "profile", "side", "show-info")
    }
    values = {key: flags.get(name) for key, name in names.items()}
    return texts | {key: value for key, value in values.items() if value is not None and value != ()}
