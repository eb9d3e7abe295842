"""A waiver, and the file it stands in: ``contractlint.waivers.toml``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from contractlint.dataclass import dataclass
from contractlint.decisions.places import Place, squeezed
from contractlint.errors import UsageError

if TYPE_CHECKING:
    from contractlint.toml import TomlFile

NAME = "contractlint.waivers.toml"
HEAD = (
    "# 豁免：已经决定接受的问题。由 contractlint waive 写入，也可以手工修改或者删去。\n"
    "# 没有写 file、title、parties 的豁免对任何合同都有效。\n"
)
_TEXTS = ("code", "fingerprint", "clause", "heading", "message", "file", "title", "reason", "by")
_LISTS = ("evidence", "sentences", "parties")
KEYS = (*_TEXTS, *_LISTS, "missing", "until")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision to live with a finding.

    ``code``, ``clause``, ``heading`` and ``message`` are those of the finding; ``reason`` says why it was accepted and
    ``by`` by whom. ``evidence`` and ``sentences`` belong together, one for each place; a waiver without ``evidence``
    means the finding with its ``fingerprint``. ``title`` and ``parties`` say which agreement it is for; ``here`` says
    that its ``file`` is the draft in hand. A waiver with none of ``file``, ``title`` and ``parties`` is for any.
    """

    code: str
    reason: str
    by: str
    until: str = ""
    """The last day it is valid, ``YYYY-MM-DD``; empty for ever."""
    fingerprint: str = ""
    clause: str = ""
    heading: str = ""
    message: str = ""
    missing: bool = False
    """It is about something that is not there."""
    evidence: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    file: str = ""
    title: str = ""
    parties: tuple[str, ...] = ()
    here: bool = False
    place: str = ""
    """``file:line`` of the entry."""

    @property
    def name(self) -> str:
        """How a notice calls it."""
        return f"{self.code}（{self.clause}）" if self.clause else self.code

    def covers(self, title: str, parties: tuple[str, ...]) -> bool:
        """Whether it is for an agreement of that title between those parties."""
        if self.here or not (self.file or self.title or self.parties):
            return True
        return bool(self.title or self.parties) and (
            squeezed(self.title) == squeezed(title) and set(map(squeezed, self.parties)) == set(map(squeezed, parties))
        )

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return bool(self.until) and date.fromisoformat(self.until) < today

    def same_as(self, other: Waiver) -> bool:
        """Whether both are about the same finding of the same agreement, so that the later one replaces the other."""
        return (self.code, self.fingerprint, self.evidence, self.sentences, self.title, self.parties) == (
            other.code,
            other.fingerprint,
            other.evidence,
            other.sentences,
            other.title,
            other.parties,
        )

    def places(self) -> tuple[Place, ...]:
        """What it was about."""
        sentences = (*self.sentences, *("" for _ in self.evidence))
        return tuple(
            Place(
                code=self.code,
                quote=squeezed(quote),
                sentence=sentence,
                heading=squeezed(self.heading),
                clause=self.clause,
                fingerprint="" if number else self.fingerprint,
                absent=self.missing,
                message=self.message,
            )
            for number, (quote, sentence) in enumerate(zip(self.evidence, sentences, strict=False))
        )


def read_waivers(path: Path, draft: Path | None) -> tuple[Waiver, ...]:
    """The waivers of a file, seen from a draft. Raises UsageError that begins with file and line."""
    from contractlint.toml import named, read_toml

    return waivers_of(read_toml(path, named(path)), relative(draft, path.parent))


def relative(draft: Path | None, folder: Path) -> str:
    """The path of a draft as a waiver file in that folder writes it; empty where there is none."""
    if draft is None:
        return ""
    try:
        return PurePath(os.path.relpath(draft, folder)).as_posix()
    except ValueError:  # another drive
        return draft.as_posix()


def waivers_of(file: TomlFile, draft: str) -> tuple[Waiver, ...]:
    """The waivers of a parsed file, all checked; ``draft`` is the path of the draft from the folder of the file."""
    from contractlint.toml import near

    for key in file.values:
        if key != "waiver":
            raise UsageError(f"{file.place(key)}：不认识的键「{key}」，豁免写在 [[waiver]] 下面。")
    entries = file.values.get("waiver", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError(f"{file.place('waiver')}：每条豁免要以 [[waiver]] 开头。")
    waivers = []
    for number, entry in enumerate(entries):
        for key in entry:
            if key not in KEYS:
                raise UsageError(f"{file.place('waiver', number, key)}：不认识的键「{key}」{near(key, KEYS)}")
        waivers.append(_waiver(file, number, entry, draft))
    return tuple(waivers)


def _waiver(file: TomlFile, number: int, entry: dict[str, Any], draft: str) -> Waiver:
    def refuse(key: str, sentence: str) -> UsageError:
        return UsageError(f"{file.place('waiver', number, key)}：{key}：{sentence}。")

    for key in ("code", "reason", "by"):
        if key not in entry:
            raise UsageError(f"{file.place('waiver', number)}：这条豁免缺少「{key}」。")
    for key in _TEXTS:
        if key in entry and (not isinstance(entry[key], str) or not entry[key].strip()):
            raise refuse(key, "应是一段文字，放在引号里")
    for key in _LISTS:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise refuse(key, "应是一个文字列表")
    if not isinstance(entry.get("missing", False), bool):
        raise refuse("missing", "应是 true 或 false")
    if "fingerprint" not in entry and not entry.get("evidence"):
        raise UsageError(f"{file.place('waiver', number)}：这条豁免没有 evidence 也没有 fingerprint，对不上任何问题。")
    values: dict[str, Any] = {key: entry[key].strip() for key in _TEXTS if key in entry}
    values |= {key: tuple(entry[key]) for key in _LISTS if key in entry}
    return Waiver(
        **values,
        missing=entry.get("missing", False),
        until=_until(entry["until"], refuse("until", "应是 2027-06-30 这样的日期")) if "until" in entry else "",
        here="file" in values and bool(draft) and fnmatchcase(draft, values["file"]),
        place=file.place("waiver", number),
    )


def _until(value: object, refusal: UsageError) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise refusal from None


def entry_text(waiver: Waiver) -> str:
    """The waiver as an entry of the file."""
    lines = ["[[waiver]]"]
    for key in ("code", "clause", "heading", "message", "evidence", "sentences", "missing", "fingerprint"):
        lines += _line(key, getattr(waiver, key))
    for key in ("file", "title", "parties", "reason", "by"):
        lines += _line(key, getattr(waiver, key))
    lines += [f"until = {waiver.until}"] if waiver.until else []
    return "\n".join(lines) + "\n"


def _line(key: str, value: str | bool | tuple[str, ...]) -> list[str]:
    if not value:
        return []
    if isinstance(value, bool):
        return [f"{key} = true"]
    return [f"{key} = {_quoted(value) if isinstance(value, str) else _quoted_list(value)}"]


def _quoted(text: str) -> str:
    """A basic string of TOML: what JSON writes, but for the one control character that JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _quoted_list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"
