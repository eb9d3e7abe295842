"""The law the rules cite: which statutes and articles are in force and since when, and which names are out of date.

The data is ``rules/law.yaml``; this module only gives it a shape. Days are ISO strings (``2021-01-01``), articles plain
digits (``585``), so that both compare and print as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NoReturn

from contractlint.dataclass import dataclass
from contractlint.errors import RuleFault

_FILE = "rules/law.yaml"


@dataclass(frozen=True, slots=True)
class Statute:
    """A law in force, with the articles a rule may cite."""

    name: str
    """Short name, as in the ``law`` of a rule."""
    full: str
    aliases: tuple[str, ...]
    not_within: tuple[str, ...]
    """Words that contain the name and mean something else."""
    status: str
    since: str
    """Day the law, or its last revision as a whole, came into force."""
    articles: Mapping[str, str]
    """Article → day since which it is in force as worded and numbered today."""


@dataclass(frozen=True, slots=True)
class Repealed:
    """A law that ended on the day ``until``."""

    name: str
    aliases: tuple[str, ...]
    not_within: tuple[str, ...]
    until: str
    replaced_by: str
    """Short name of the statute in force that took its place."""
    note: str


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A matter that stands in another article of the same law since a revision."""

    statute: str
    old: str
    new: str
    since: str
    topic: str
    """What the article is about."""
    cues: tuple[str, ...]
    """Words of which one must stand near the citation; empty if the old number alone gives it away."""


@dataclass(frozen=True, slots=True)
class Nonexistent:
    """The name of a law that does not exist."""

    name: str
    aliases: tuple[str, ...]
    not_within: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Law:
    """All of it."""

    statutes: tuple[Statute, ...]
    repealed: tuple[Repealed, ...]
    renumbered: tuple[Renumbered, ...]
    nonexistent: tuple[Nonexistent, ...]

    def statute(self, name: str) -> Statute | None:
        """The law in force by short name, full name or alias."""
        return next((law for law in self.statutes if name in (law.name, law.full, *law.aliases)), None)

    def article(self, statute: str, article: str) -> str | None:
        """Day since which the article is in force as worded today; ``None`` if a rule may not cite it."""
        law = self.statute(statute)
        return law.articles.get(article) if law else None


def parse_law(data: Any) -> Law:
    """The law from the parsed YAML; raises ``RuleFault`` for anything unknown, missing, doubled or without a target."""
    lists = _keys(data, "$", {"statutes", "repealed", "renumbered", "nonexistent"})
    statutes = tuple(_statute(item, path) for item, path in _items(lists["statutes"], "$.statutes"))
    law = Law(
        statutes=statutes,
        repealed=tuple(_repealed(item, path) for item, path in _items(lists["repealed"], "$.repealed")),
        renumbered=tuple(_renumbered(item, path) for item, path in _items(lists["renumbered"], "$.renumbered")),
        nonexistent=tuple(_nonexistent(item, path) for item, path in _items(lists["nonexistent"], "$.nonexistent")),
    )
    _check_names(law)
    _check_targets(law)
    return law


def _statute(data: Any, path: str) -> Statute:
    values = _keys(data, path, {"name", "full", "status", "since", "articles"}, {"aliases", "not_within"})
    status = _text(values["status"], f"{path}.status")
    if status != "in-force":
        _fault(f"{path}.status", "只能是 in-force；不再有效的法律写进 repealed")
    return Statute(
        name=_text(values["name"], f"{path}.name"),
        full=_text(values["full"], f"{path}.full"),
        aliases=_texts(values.get("aliases", []), f"{path}.aliases"),
        not_within=_texts(values.get("not_within", []), f"{path}.not_within"),
        status=status,
        since=_day(values["since"], f"{path}.since"),
        articles=_articles(values["articles"], f"{path}.articles"),
    )


def _articles(data: Any, path: str) -> dict[str, str]:
    """Turn ``day: [article, …]`` round."""
    if not isinstance(data, Mapping):
        _fault(path, "应是「日期: [条号, …]」的形式")
    articles: dict[str, str] = {}
    for day, numbers in data.items():
        for number in _texts(numbers, f"{path}.{day}"):
            if number in articles:
                _fault(f"{path}.{day}", f"第 {number} 条写了两次")
            articles[_number(number, f"{path}.{day}")] = _day(day, f"{path}.{day}")
    return articles


def _repealed(data: Any, path: str) -> Repealed:
    values = _keys(data, path, {"name", "until", "replaced_by", "note"}, {"aliases", "not_within"})
    return Repealed(
        name=_text(values["name"], f"{path}.name"),
        aliases=_texts(values.get("aliases", []), f"{path}.aliases"),
        not_within=_texts(values.get("not_within", []), f"{path}.not_within"),
        until=_day(values["until"], f"{path}.until"),
        replaced_by=_text(values["replaced_by"], f"{path}.replaced_by"),
        note=_text(values["note"], f"{path}.note"),
    )


def _renumbered(data: Any, path: str) -> Renumbered:
    values = _keys(data, path, {"statute", "old", "new", "since", "topic"}, {"cues"})
    return Renumbered(
        statute=_text(values["statute"], f"{path}.statute"),
        old=_number(values["old"], f"{path}.old"),
        new=_number(values["new"], f"{path}.new"),
        since=_day(values["since"], f"{path}.since"),
        topic=_text(values["topic"], f"{path}.topic"),
        cues=_texts(values.get("cues", []), f"{path}.cues"),
    )


def _nonexistent(data: Any, path: str) -> Nonexistent:
    values = _keys(data, path, {"name", "note"}, {"aliases", "not_within"})
    return Nonexistent(
        name=_text(values["name"], f"{path}.name"),
        aliases=_texts(values.get("aliases", []), f"{path}.aliases"),
        not_within=_texts(values.get("not_within", []), f"{path}.not_within"),
        note=_text(values["note"], f"{path}.note"),
    )


def _check_names(law: Law) -> None:
    """One name, one law: otherwise a citation could be good and bad at once."""
    named = [((entry.name, entry.full, *entry.aliases), entry.not_within) for entry in law.statutes]
    named += [((entry.name, *entry.aliases), entry.not_within) for entry in law.repealed]
    named += [((entry.name, *entry.aliases), entry.not_within) for entry in law.nonexistent]
    seen: set[str] = set()
    for names, not_within in named:
        for name in dict.fromkeys(names):
            if name in seen:
                _fault("$", f"「{name}」指了两部法律")
            seen.add(name)
        for word in not_within:
            if not any(name in word for name in names):
                _fault("$", f"「{word}」里没有「{names[0]}」，排除它没有意义")


def _check_targets(law: Law) -> None:
    for repealed in law.repealed:
        if law.statute(repealed.replaced_by) is None:
            _fault("$.repealed", f"替代「{repealed.name}」的「{repealed.replaced_by}」不在 statutes 里")
    seen: set[tuple[str, str]] = set()
    for entry in law.renumbered:
        if law.article(entry.statute, entry.new) is None:
            _fault("$.renumbered", f"「{entry.statute}」第 {entry.new} 条不在 statutes 里")
        if (entry.statute, entry.old) in seen:
            _fault("$.renumbered", f"「{entry.statute}」第 {entry.old} 条写了两次")
        seen.add((entry.statute, entry.old))


def _keys(
    data: Any, path: str, required: set[str], optional: frozenset[str] | set[str] = frozenset()
) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        _fault(path, "应是「键: 值」的形式")
    for key in data:
        if key not in required and key not in optional:
            _fault(path, f"不认识的键「{key}」")
    for key in sorted(required - data.keys()):
        _fault(path, f"缺少「{key}」")
    return data


def _items(data: Any, path: str) -> Iterator[tuple[Any, str]]:
    if not isinstance(data, list):
        _fault(path, "应是一个列表")
    for index, item in enumerate(data):
        yield item, f"{path}[{index}]"


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        _fault(path, "应是一段文字，并加上引号")
    return value


def _texts(value: Any, path: str) -> tuple[str, ...]:
    return tuple(_text(item, item_path) for item, item_path in _items(value, path))


def _number(value: Any, path: str) -> str:
    number = _text(value, path)
    if not (number.isascii() and number.isdigit()) or number.startswith("0"):
        _fault(path, "条号应是阿拉伯数字，例如 '585'")
    return number


def _day(value: Any, path: str) -> str:
    day = _text(value, path)
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        _fault(path, "日期应写成 2021-01-01 的形式")
    if parsed.isoformat() != day:
        _fault(path, "日期应写成 2021-01-01 的形式")
    return day


def _fault(path: str, sentence: str) -> NoReturn:
    # The mapping has lost its lines; the path is what is left to find the place by.
    raise RuleFault(f"{_FILE}：{path}：{sentence}")
