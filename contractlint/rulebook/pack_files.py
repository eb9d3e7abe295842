"""The files of a pack, read before anything is made of them."""

from __future__ import annotations

import os
from pathlib import Path

from contractlint.dataclass import dataclass
from contractlint.errors import RuleFault
from contractlint.readers.package import shown

LAW = "law.yaml"
LARGEST = 4 * 1024 * 1024
"""Bytes of one file; the largest shipped pack has a hundredth of that."""
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack; ``name`` is what messages call it."""

    name: str
    data: bytes
    is_law: bool = False
    """It declares law and holds no rules."""


def read_pack(path: Path) -> tuple[PackFile, ...]:
    """All YAML files of a folder in order of name, or the one file. Raises RuleFault where there is none to read."""
    try:
        return _files(path)
    except PermissionError as error:
        raise RuleFault(f"规则包「{_named(path)}」没有读取权限。") from error
    except (OSError, ValueError) as error:
        raise RuleFault(f"读不了规则包「{_named(path)}」，请检查名称和磁盘。") from error


def _files(path: Path) -> tuple[PackFile, ...]:
    if not path.exists():
        raise RuleFault(f"找不到规则包「{_named(path)}」。")
    if not path.is_dir():
        if path.suffix.lower() not in _SUFFIXES:
            raise RuleFault(f"「{_named(path)}」不是规则包：规则包是 .yaml 文件，或者放着 .yaml 文件的文件夹。")
        return (_read(path, is_law=False),)
    paths = sorted(one for one in path.iterdir() if one.suffix.lower() in _SUFFIXES and one.is_file())
    if not any(one.name != LAW for one in paths):
        raise RuleFault(f"规则包「{_named(path)}」里没有写规则的 .yaml 文件；用 contractlint rules new 新建一个。")
    return tuple(_read(one, is_law=one.name == LAW) for one in paths)


def _read(path: Path, *, is_law: bool) -> PackFile:
    # A pipe or a device has no size and no end.
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise RuleFault(f"「{_named(path)}」不像规则文件：应是不超过 {LARGEST // 1024 // 1024} MB 的文本文件。")
    return PackFile(_named(path), path.read_bytes(), is_law)


def _named(path: Path) -> str:
    """From the working directory where it lies below it, else as given."""
    full = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links
    try:
        return shown(str(full.relative_to(Path.cwd())))
    except (OSError, ValueError):
        return shown(str(path))
