"""Finding the configuration of a draft: the nearest one on the way up from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from contractlint.errors import UsageError
from contractlint.regex import compile_regex

NAME = "contractlint.toml"
WAIVERS = "contractlint.waivers.toml"
PROJECT = "pyproject.toml"
_MARK = compile_regex(rb"tool\W{0,6}contractlint|\[\s*tool\s*\]")
"""A project file without this cannot have a table for us; most are not worth parsing."""
_LARGEST = 1024 * 1024


def find_configuration(draft: Path | None) -> Path | None:
    """``contractlint.toml``, or a ``pyproject.toml`` with ``[tool.contractlint]``, in the folder of the draft or above.

    ``draft`` may be a folder; None (standard input) starts in the working directory. Of two in one folder
    ``contractlint.toml`` counts. The search follows the path as it was given, not where symbolic links lead.
    """
    for folder in folders(draft):
        if _is_file(folder / NAME):
            return folder / NAME
        if _is_file(folder / PROJECT) and _speaks(folder / PROJECT):
            return folder / PROJECT
    return None


def find_waivers(draft: Path | None, configuration: Path | None) -> Path | None:
    """The waiver file in the folder of the draft or above, else beside its configuration; None where there is none."""
    beside = [] if configuration is None else [configuration.parent]
    return next((folder / WAIVERS for folder in (*folders(draft), *beside) if _is_file(folder / WAIVERS)), None)


def folders(draft: Path | None) -> Iterator[Path]:
    """The folder of the draft and all above it, nearest first."""
    start = Path(os.path.abspath(draft if draft is not None else "."))  # noqa: PTH100 - resolve() follows links
    if not (draft is None or _is_folder(start)):
        start = start.parent
    yield start
    yield from start.parents


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _speaks(project: Path) -> bool:
    """Whether a project file has a table for us. One that is broken and never names us is another tool's business."""
    try:
        if project.stat().st_size > _LARGEST:
            return False
        data = project.read_bytes()
    except OSError:
        return False
    if not _MARK.search(data):
        return False
    from contractlint.toml import named, parse_toml

    try:
        tool = parse_toml(data, named(project)).values.get("tool")
    except UsageError:
        if b"[tool.contractlint" in data:
            raise
        return False
    return isinstance(tool, dict) and "contractlint" in tool
