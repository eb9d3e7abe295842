"""TOML files with places: every key knows its line, which the standard library's parser does not tell.

``tomllib`` reads and judges the file; the scanner here only walks over a text that it has found to be valid.
Standard: TOML 1.0.0.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contractlint.errors import UsageError
from contractlint.readers.package import shown
from contractlint.regex import compile_regex

Route = tuple[str | int, ...]
"""Keys and indexes that lead to a value."""
LARGEST = 1024 * 1024
"""Bytes; a file that a person writes has some thousands."""
_STRINGS = compile_regex(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' + r"'''.*?'{3,5}|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'", re.DOTALL
)
_BARE_KEY = compile_regex(r"[A-Za-z0-9_-]+")
_BARE_VALUE = compile_regex(r"[^,\]}#\n]+")
_BLANK = compile_regex(r"(?:[ \t\r\n]+|#[^\n]*)+")
_LINE = compile_regex(r"\(at line (\d+), column (\d+)\)")
_FAULTS = (
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Cannot declare", "同一个表头写了两次"),
    ("Cannot mutate", "同一个键写了两次"),
    ("Unterminated string", "引号没有配对"),
    ("Illegal character", "文字里有不允许的字符，引号可能没有配对"),
    ("Expected '='", "键后面缺少英文的等号"),
    ("Expected newline", "一行里写了不止一个键，或者值后面多了东西"),
    ("Expected ']'", "表头的方括号没有配对"),
    ("Unclosed array", "方括号没有配对"),
    ("Unescaped '\\'", "双引号里的反斜杠要写两个，或者改用单引号"),
    ("Invalid value", "值的写法不对，文字要放在英文引号里"),
    ("Invalid statement", "不是「键 = 值」的形式"),
)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """The values of a file, and the line (from 1) of every key in it; ``name`` is how messages call the file."""

    name: str
    values: dict[str, Any]
    lines: dict[Route, int] = field(default_factory=dict)

    def place(self, *route: str | int) -> str:
        """``name:line`` of the key that leads there, or of the nearest one above it."""
        for length in range(len(route), 0, -1):
            line = self.lines.get(route[:length])
            if line is not None:
                return f"{self.name}:{line}"
        return self.name


def read_toml(path: Path, name: str) -> TomlFile:
    """The file at ``path``. Raises :class:`UsageError` with one sentence that begins with the place."""
    return parse_toml(read_bytes(path, name), name)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a small regular file."""
    try:
        mode = path.stat()
        if not stat.S_ISREG(mode.st_mode):
            raise UsageError(f"{name}：这不是普通文件，读不了。")
        if mode.st_size > LARGEST:
            raise UsageError(f"{name}：文件超过 1 MB，拒绝读取。")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(f"{name}：{_trouble(error)}") from None


def _trouble(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "找不到文件。"
    return "没有读取权限。" if isinstance(error, PermissionError) else "读取文件时出错。"


def parse_toml(data: bytes, name: str) -> TomlFile:
    """The values and the lines of their keys. Raises :class:`UsageError`."""
    import tomllib

    try:
        # Windows' Notepad puts a byte order mark at the front.
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line}：文件不是 UTF-8 编码，请另存为 UTF-8。") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(_fault(str(error), text, name)) from None
    except (RecursionError, ValueError):
        raise UsageError(f"{name}：嵌套太深，读不了。") from None
    return TomlFile(name, values, dict(_Scanner(text).keys()))


def _fault(message: str, text: str, name: str) -> str:
    found = _LINE.search(message)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    what = next((chinese for english, chinese in _FAULTS if message.startswith(english)), "写法有误")
    written = shown(text.split("\n")[line - 1].strip()) if text else ""
    return f"{name}:{line}：不合 TOML 的写法：{what}（这一行是「{written}」）。"


class _Scanner:
    """Walks over a valid text once and yields the keys with their lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.counts: dict[Route, int] = {}

    def keys(self) -> Iterator[tuple[Route, int]]:
        """Every route to a value, parents first, with the line it is first written on."""
        known: set[Route] = set()
        for route, line in self._statements():
            for length in range(1, len(route) + 1):
                if route[:length] not in known:
                    known.add(route[:length])
                    yield route[:length], line

    def _statements(self) -> Iterator[tuple[Route, int]]:
        table: Route = ()
        while self._blank():
            line = self.line
            if self.text.startswith("[", self.at):
                several = self.text.startswith("[[", self.at)
                self._move(2 if several else 1)
                table = self._header(self._key(), several)
                self._blank()
                self._move(2 if several else 1)
                yield table, line
            else:
                yield from self._pair(table)

    def _header(self, key: tuple[str, ...], several: bool) -> Route:
        """The route of a table header: names of lists of tables mean their last table so far."""
        route: Route = ()
        for number, part in enumerate(key):
            route = (*route, part)
            if several and number == len(key) - 1:
                self.counts[route] = self.counts.get(route, 0) + 1
            if route in self.counts:
                route = (*route, self.counts[route] - 1)
        return route

    def _pair(self, table: Route) -> Iterator[tuple[Route, int]]:
        line = self.line
        route = (*table, *self._key())
        self._blank()
        self._move(1)
        yield route, line
        yield from self._value(route)

    def _key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._blank()
            bare = _BARE_KEY.match(self.text, self.at)
            parts.append(bare[0] if bare else _unquoted(self._string()))
            if bare:
                self._move(len(bare[0]))
            self._blank()
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self._move(1)

    def _value(self, route: Route) -> Iterator[tuple[Route, int]]:
        self._blank()
        first = self.text[self.at]
        if first in "\"'":
            self._string()
        elif first in "[{":
            yield from self._inside(route, "]" if first == "[" else "}")
        else:
            bare = _BARE_VALUE.match(self.text, self.at)
            self._move(len(bare[0]) if bare else 1)

    def _inside(self, route: Route, end: str) -> Iterator[tuple[Route, int]]:
        """The elements of a list or the pairs of an inline table."""
        self._move(1)
        number = 0
        while True:
            self._blank()
            if self.text.startswith((",", end), self.at):
                closed = self.text.startswith(end, self.at)
                self._move(1)
                if closed:
                    return
            elif end == "}":
                yield from self._pair(route)
            else:
                yield (*route, number), self.line
                yield from self._value((*route, number))
                number += 1

    def _string(self) -> str:
        found = _STRINGS.match(self.text, self.at)
        written = found[0] if found else self.text[self.at]
        self._move(len(written))
        return written

    def _blank(self) -> bool:
        """Over blanks, line breaks and comments; whether anything is left."""
        found = _BLANK.match(self.text, self.at)
        if found:
            self._move(len(found[0]))
        return self.at < len(self.text)

    def _move(self, by: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + by)
        self.at += by


def _unquoted(written: str) -> str:
    import tomllib

    return str(tomllib.loads(f"key = {written}")["key"])


def named(path: Path) -> str:
    """How a message calls a file: from the working directory where it lies below it, else in full."""
    try:
        return shown(str(Path(os.path.relpath(path))) if path.is_relative_to(Path.cwd()) else str(path))
    except (OSError, ValueError):
        return shown(str(path))


def near(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known one, or all where nothing is near."""
    from difflib import get_close_matches

    names = list(known)
    found = get_close_matches(word.replace("_", "-").lower(), names, n=1)
    return f"，是不是「{found[0]}」？" if found else f"；可用的有：{'、'.join(names)}。"
