"""Options → settings, for every command that judges drafts: flags over configuration over defaults.

A command takes the options with ``@judging_options`` (all) or ``@reading_options`` (what decides how a file is read),
receives them as ``**flags`` and calls :func:`settings_for` once for each draft. All default to None: not given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from contractlint.cli.options import entries
from contractlint.cli.suggestions import rule_codes
from contractlint.dataclass import replace
from contractlint.errors import UsageError

if TYPE_CHECKING:
    from contractlint.configuration import Configuration
    from contractlint.decisions import Baseline
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
        "--select",
        default=None,
        metavar="编号",
        shell_complete=rule_codes,
        help="只运行这些规则：编号、编号前缀或英文名，用逗号隔开，例如 S,L0。",
    ),
    click.option(
        "--ignore", default=None, metavar="编号", shell_complete=rule_codes, help="不运行这些规则，写法同上。"
    ),
    click.option(
        "--side",
        type=click.Choice(["甲", "乙", "我方"]),
        default=None,
        help="只列对这一方不利和对双方都不利的问题；得分和结论不变，退出码只看列出的问题。"
        "我方：从配置的 company-names 认。",
    ),
)

_BASELINE = (
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="文件",
        help="只列这份基线里没有的问题：一份 JSON 报告，或者我方的合同模板。",
    ),
)
_WAIVERS = (
    click.option(
        "--waivers",
        type=click.Path(path_type=Path),
        metavar="文件",
        help="用这个豁免文件；默认从草稿所在的文件夹往上找 contractlint.waivers.toml。",
    ),
    click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        default=None,
        metavar="日期",
        help="按这一天判断豁免是否到期，例如 2027-06-30；默认今天。",
    ),
    click.option("--no-waivers", is_flag=True, help="不理会豁免，全部列出。"),
)
_PACKS = (
    click.option(
        "--rules",
        "packs",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="路径",
        help="加上自己的规则包（YAML 文件或者文件夹），可以写多次。",
    ),
)
show_info_option = click.option("--show-info", is_flag=True, default=None, help="同时列出「请确认」一级的提示。")


def reading_options(command: Command) -> Command:
    """Adds the options that decide how a file is read."""
    return _with(command, (*_READING, *_CONFIGURATION))


def judging_options(command: Command) -> Command:
    """Adds all options that decide about findings and the exit code."""
    return _with(command, (*_READING, *_GATE, *_JUDGING, *_PACKS, *_BASELINE, *_WAIVERS, *_CONFIGURATION))


def comparing_options(command: Command) -> Command:
    """Adds the options that decide about findings, for a command with a gate of its own."""
    return _with(command, (*_READING, *_JUDGING, *_PACKS, *_WAIVERS, *_CONFIGURATION))


def waiving_options(command: Command) -> Command:
    """Adds the options of a command that writes waivers."""
    return _with(command, (*_READING, *_PACKS, *_WAIVERS[:-1], *_CONFIGURATION))


def _with(command: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def settings_for(draft: Path | None, flags: Mapping[str, Any], *, new_waivers: bool = False) -> Settings:
    """The settings for one draft (None: standard input) from the values of :func:`judging_options`.

    The configuration is looked for beside the draft, so that several drafts of one call may have several settings.
    ``new_waivers`` says that the waiver file named may be missing: the command is about to write it.
    """
    from contractlint.configuration import settings_of, waiver_file

    configuration = configuration_for(draft, flags)
    settings = settings_of(configuration, draft)
    path = None if flags.get("no_waivers") else waiver_file(configuration, draft)
    if path is None and flags.get("waivers") is not None and not (new_waivers or flags.get("no_waivers")):
        raise UsageError(f"--waivers：找不到文件「{flags['waivers']}」。")
    if path is not None:
        settings = replace(settings, **_waivers(path, draft, flags.get("today")))
    known = configuration.value("baseline")
    return settings if known is None else replace(settings, baseline=_baseline(known, settings))


def reading_settings(draft: Path | None, flags: Mapping[str, Any]) -> Settings:
    """The settings from the values of :func:`reading_options`; decisions are not read."""
    from contractlint.configuration import settings_of

    return settings_of(configuration_for(draft, flags), draft)


def _waivers(path: Path, draft: Path | None, today: datetime | None) -> dict[str, Any]:
    from contractlint.decisions.waiver import read_waivers

    waivers = read_waivers(path, draft)
    if not any(waiver.until for waiver in waivers):
        return {"waivers": waivers}
    # The one clock of the product; without a last day to judge, a review does not depend on the day.
    return {"waivers": waivers, "today": date.today() if today is None else today.date()}


def _baseline(path: Path, settings: Settings) -> Baseline:
    try:
        state = path.stat()
        mark = (state.st_mtime_ns, state.st_size)
    except OSError:
        mark = (0, 0)
    return _known(path, mark, replace(settings, waivers=(), today=None))


@lru_cache(maxsize=4)
def _known(path: Path, mark: tuple[int, int], settings: Settings) -> Baseline:
    """Many drafts of one call are compared with the same baseline."""
    from contractlint import api

    return api.baseline(path, settings)


def configuration_for(draft: Path | None, flags: Mapping[str, Any]) -> Configuration:
    """What is in force for a draft, each value with its origin."""
    from contractlint.configuration import configure

    if flags.get("config") is not None and flags.get("isolated"):
        raise click.UsageError("--config 和 --isolated 不能同时用。")
    return configure(draft, given(flags), config=flags.get("config"), isolated=bool(flags.get("isolated")))


def given(flags: Mapping[str, Any]) -> dict[str, Any]:
    """What was given on the command line, by key of the configuration."""
    paths = {key: flags[key] for key in ("baseline", "waivers") if flags.get(key) is not None}
    texts = {key: entries(flags[key]) for key in ("select", "ignore") if flags.get(key) is not None}
    names = {"type": "type_code", "rules": "packs"} | {
        key: key.replace("-", "_") for key in ("revisions", "fail-on", "fail-under", "profile", "side", "show-info")
    }
    values = {key: flags.get(name) for key, name in names.items()}
    return texts | paths | {key: value for key, value in values.items() if value is not None and value != ()}
