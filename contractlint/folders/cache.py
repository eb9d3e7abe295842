"""Reports by what they were made from. Only where the user named a folder for output or for the cache.

An entry is one file: a line of JSON, then the compressed reports. It is found under the hash of everything that goes
into a report, and carries a hash of itself, so that a torn or altered entry is a miss and never a wrong answer.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import contractlint
from contractlint.folders.entry import Entry, Task, entry_of, plain

_LAYOUT = 1


def key_of(task: Task, content: str, rules_version: str) -> str:
    """Hash of everything a report is made from: the document (``content`` is its SHA-256), its name, the rules, the
    settings with the files they name, format and look, this program and the Python that runs it."""
    parts = [
        _LAYOUT,
        _program(),
        sys.version_info[:3],
        rules_version,
        content,
        task.path,
        task.formats,
        task.look,
        task.settings,
    ]
    return sha256(json.dumps(_values(parts), sort_keys=True).encode()).hexdigest()


def content_of(task: Task) -> str:
    """SHA-256 of the document; empty where it cannot be read or is no regular file within the limits."""
    if task.data is not None:
        return sha256(task.data).hexdigest()
    path = Path(task.path)
    try:
        if not path.is_file() or path.stat().st_size > task.settings.limits.file_bytes:
            return ""
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _values(value: Any) -> Any:
    """JSON values that are equal when the settings are; a file that they name stands there with its content."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _values(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Path):
        return [os.fspath(value), sha256(value.read_bytes()).hexdigest() if value.is_file() else ""]
    if isinstance(value, Mapping):
        return sorted(([_values(key), _values(one)] for key, one in value.items()), key=repr)
    if isinstance(value, set | frozenset):
        return sorted((_values(one) for one in value), key=repr)
    if isinstance(value, list | tuple):
        return [_values(one) for one in value]
    return value if value is None or isinstance(value, str | int | float | bool) else repr(value)


@cache
def _program() -> str:
    """The version, and size and time of every source file: a checkout changes without a new version."""
    package = Path(contractlint.__file__).parent
    files = sorted(package.rglob("*.py"))
    stamps = [(path.relative_to(package).as_posix(), (at := path.stat()).st_size, at.st_mtime_ns) for path in files]
    return sha256(repr((contractlint.__version__, stamps)).encode()).hexdigest()


def load(folder: str, key: str) -> tuple[Entry, tuple[bytes, ...]] | None:
    """The entry and reports kept under a key; None where there are none or they are damaged."""
    try:
        head, _, body = _file(folder, key).read_bytes().partition(b"\n")
        about = json.loads(head)
        if about["hash"] != _seal(about, body):
            return None
        joined = zlib.decompress(body)
        contents, start = [], 0
        for length in about["lengths"]:
            contents.append(joined[start : start + length])
            start += length
        return entry_of(about["entry"]), tuple(contents)
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None


def store(folder: str, key: str, entry: Entry, contents: tuple[bytes, ...]) -> None:
    """Keep reports under a key. A cache that cannot be written is no reason to fail."""
    body = zlib.compress(b"".join(contents), 1)
    about: dict[str, Any] = {"entry": plain(entry), "lengths": [len(one) for one in contents]}
    about["hash"] = _seal(about, body)
    target = _file(folder, key)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(json.dumps(about).encode() + b"\n" + body)
        temporary.replace(target)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


def prune(folder: str, keep: Collection[str]) -> None:
    """Remove what no document of the last run needs, and what an interrupted run left half-written."""
    for path in Path(folder).glob("*/*"):
        if path.name not in keep:
            with suppress(OSError):
                path.unlink()


def _file(folder: str, key: str) -> Path:
    return Path(folder, key[:2], key)


def _seal(about: dict[str, Any], body: bytes) -> str:
    known = json.dumps([about["entry"], about["lengths"]], sort_keys=True).encode()
    return sha256(known + body).hexdigest()
