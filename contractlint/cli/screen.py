"""What a review says on the screen: the report, nothing, or counts behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from contractlint.formats.statistics import Count

Command = TypeVar("Command", bound=Callable[..., Any])

quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="屏幕上什么也不打印，只看退出码；-o 照样写文件，出错照样说明。"
)
no_color_option = click.option("--no-color", is_flag=True, help="不用颜色；设置环境变量 NO_COLOR 也一样。")
_OPTIONS = (
    quiet_option,
    click.option("--statistics", is_flag=True, help="最后列出每条规则各有多少个问题。"),
    no_color_option,
)


def screen_options(command: Command) -> Command:
    """Adds the options for the screen; to be checked with :func:`check_screen`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def check_screen(flags: Mapping[str, Any]) -> None:
    """Refuse what cannot be meant together."""
    if flags["quiet"] and flags["statistics"]:
        raise click.UsageError("--quiet 和 --statistics 不能同时用。")


def say_statistics(counts: Iterable[Count], format_name: str, output: Path | None) -> None:
    """Print the counts: behind a report for people, beside one for programs (on stderr), which must stay what its
    format says."""
    from contractlint.cli.output import emit
    from contractlint.formats.statistics import statistics

    text = statistics(counts)
    if output is not None:
        emit(text, None)
    elif format_name == "terminal":
        emit(f"\n{text}", None)
    else:
        click.echo(text, err=True, nl=False)
