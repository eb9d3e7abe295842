"""What makes a review one of many drafts, and the options that only then matter. Loaded with every review, so light."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("-r", "--recursive", is_flag=True, help="审查文件夹里的草稿，包括各级子文件夹。"),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1, 64),
        default=None,
        metavar="个数",
        help="同时审查几份，默认等于可用的处理器个数。",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=None,
        metavar="秒",
        help="每份最多审查多久，默认 120 秒；超过就停下这一份，其他照常。",
    ),
    click.option("--resume", is_flag=True, help="接着上次中断的审查做：已写好报告的不重做。要有 -o。"),
    click.option("--watch", is_flag=True, help="一直看着：草稿新增或改动后就审查，按 Ctrl-C 结束。"),
    click.option(
        "--cache",
        type=click.Path(path_type=Path),
        default=None,
        metavar="文件夹",
        help="没有变的草稿从这里取上次的结果；有 -o 时默认在输出文件夹里，没有 -o 时默认不用。",
    ),
    click.option("--no-cache", is_flag=True, help="不取也不存上次的结果，全部重新审查。"),
)
_SIGNS = frozenset("*?[")
MANY = ("recursive", "jobs", "timeout", "resume", "watch", "cache", "no_cache")


def many_options(command: Command) -> Command:
    """Adds the options for several drafts."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def is_many(drafts: Sequence[str], output: Path | None, flags: Mapping[str, Any]) -> bool:
    """Whether this is a review of many drafts or of standard input, rather than of one file."""
    if len(drafts) > 1 or any(flags[name] for name in MANY) or drafts[0] == "-":
        return True
    draft = Path(drafts[0])
    return (
        draft.is_dir()
        or bool(output and output.is_dir())
        or (not draft.exists() and bool(set("*?[") & set(str(draft))))
    )
