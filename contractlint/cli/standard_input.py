"""A draft from standard input: ``-`` in place of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from contractlint.errors import UnreadableFile, UsageError

if TYPE_CHECKING:
    from contractlint.settings import Settings

STDIN = Path("-")


def place(draft: Path) -> Path | None:
    """Where the settings of a draft are looked for; None, the working directory, for standard input."""
    return None if draft == STDIN else draft


def document(draft: Path, settings: Settings) -> Path | bytes:
    """What the api takes: the path, or all of standard input. Just enough of it to see that it is too much."""
    if draft != STDIN:
        return draft
    if sys.stdin is None:
        raise UsageError("标准输入是关闭的，没有可以读的内容。")
    return sys.stdin.buffer.read(settings.limits.file_bytes + 1)


@contextmanager
def named(*drafts: Path | None) -> Iterator[None]:
    """A sentence about a file without a name gets one where a draft came from standard input."""
    try:
        yield
    except UnreadableFile as error:
        others = [str(draft) for draft in drafts if draft not in (None, STDIN)]
        if STDIN not in drafts or any(str(error).startswith(f"{name}：") for name in others):
            raise
        raise UnreadableFile(f"标准输入：{error}") from None
