"""The keys of a configuration: what each may hold, what it means, and how it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from contractlint.dataclass import dataclass
from contractlint.errors import UsageError
from contractlint.readers.limits import Limits
from contractlint.readers.package import shown
from contractlint.settings import SIDES

if TYPE_CHECKING:
    from contractlint.toml import TomlFile

SEVERITIES = ("error", "warning", "info")
GATES = (*SEVERITIES, "never")
PROFILES: dict[str, dict[str, object]] = {
    "quiet": {"fail-on": "error", "min-severity": "error", "show-info": False},
    "default": {"fail-on": "error", "min-severity": "info", "show-info": False},
    "strict": {"fail-on": "warning", "min-severity": "info", "show-info": True},
}
LIMITS = {name.replace("_", "-"): name for name in Limits.__slots__}
TEXT, CHOICE, TEXTS, WHOLE, FLAG, PATH, PATHS = "text", "choice", "texts", "whole", "flag", "path", "paths"
GRADES, LISTS, NUMBERS = "grades", "lists", "numbers"
TABLES = frozenset({GRADES, LISTS, NUMBERS})


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``shape`` is one of the constants above; ``grows`` says that an extending file adds to the list."""

    name: str
    shape: str
    help: str
    choices: tuple[str, ...] = ()
    grows: bool = False


KEYS = {
    key.name: key
    for key in (
        Key("extend", PATH, "先读另一个配置文件，再用这里写的覆盖它；路径从这个文件算起。"),
        Key(
            "profile", CHOICE, "一组默认值：quiet 只列必须改的，strict 从建议改起不通过并列出请确认。", tuple(PROFILES)
        ),
        Key("type", TEXT, "合同类型，例如 tech-support、general；不写就自动识别。"),
        Key("side", CHOICE, "只对另一方不利的问题不列出；写「我方」时从 company-names 认是哪一方。", SIDES),
        Key("revisions", CHOICE, "文件里有修订时按全部接受还是全部拒绝后的文本审查。", ("accept", "reject")),
        Key("select", TEXTS, "只运行这些规则：编号、编号前缀或英文名。"),
        Key("ignore", TEXTS, "不运行这些规则，写法同上。"),
        Key("severity", GRADES, "改规则的级别：编号、前缀或英文名 = error、warning 或 info。"),
        Key("per-file-ignores", LISTS, "某些文件不运行某些规则：文件名样式 = 规则列表。"),
        Key("per-type-ignores", LISTS, "某一类合同不运行某些规则：合同类型 = 规则列表。"),
        Key("fail-on", CHOICE, "从哪一级问题起退出码为 1；never 表示不看问题。", GATES),
        Key("fail-under", WHOLE, "得分低于它时退出码为 1，0 到 100。"),
        Key("min-severity", CHOICE, "低于这一级的问题不列出；得分和结论照算。", SEVERITIES),
        Key("show-info", FLAG, "屏幕报告是否列出「请确认」一级。"),
        Key("rules", PATHS, "自己的规则包：YAML 文件或者文件夹。", grows=True),
        Key("lexicon", TEXTS, "补充的词：词里含有模糊用语时不当作模糊用语。", grows=True),
        Key("company-names", TEXTS, "本单位登记的全称：不当作简称；草稿里写错一两个字会提醒。", grows=True),
        Key("waivers", PATH, "豁免文件；不写就用就近的 contractlint.waivers.toml。"),
        Key("baseline", PATH, "基线：一份 JSON 报告，或者我方的合同模板。"),
        Key("limits", NUMBERS, "读文件的限度，例如 file-bytes。"),
    )
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked value and where it comes from: ``file:line``, a flag, a profile or ``默认``."""

    value: Any
    origin: str


Entries = dict[tuple[str, ...], Entry]
"""By key; entries of tables by key and key of the table."""


def check_file(file: TomlFile, route: tuple[str, ...], table: object) -> Entries:
    """The entries of a table, all checked. Raises UsageError that names file, line, key and what would be right."""
    if not isinstance(table, dict):
        _refuse(file, route, "应是一个表")
    entries: Entries = {}
    for name, value in table.items():
        key = KEYS.get(name)
        if key is None:
            from contractlint.toml import near

            raise UsageError(f"{file.place(*route, name)}：不认识的键「{shown(name)}」{near(name, KEYS)}")
        if key.shape in TABLES:
            if not isinstance(value, dict):
                _refuse(file, (*route, name), f"应是一个表，例如 [{name}]")
            for inner, one in value.items():
                place = (*route, name, inner)
                entries[name, inner] = Entry(_checked_in_table(file, place, key, inner, one), file.place(*place))
        else:
            entries[name,] = Entry(_checked(file, (*route, name), key, value), file.place(*route, name))
    return entries


def _checked(file: TomlFile, route: tuple[str, ...], key: Key, value: object) -> object:
    if key.shape == FLAG:
        return value if isinstance(value, bool) else _refuse(file, route, "应是 true 或 false")
    if key.shape == WHOLE:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
            _refuse(file, route, "应是 0 到 100 的整数")
        return value
    if key.shape in (TEXTS, PATHS):
        return _texts(file, route, value)
    return _choice(file, route, key.choices, value) if key.choices else _text(file, route, value)


def _checked_in_table(file: TomlFile, route: tuple[str, ...], key: Key, inner: str, value: object) -> object:
    if key.shape == GRADES:
        return _choice(file, route, SEVERITIES, value)
    if key.shape == LISTS:
        return _texts(file, route, value)
    if inner not in LIMITS:
        from contractlint.toml import near

        raise UsageError(f"{file.place(*route)}：{key.name} 里不认识的键「{shown(inner)}」{near(inner, LIMITS)}")
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        _refuse(file, route, "应是正整数")
    return value


def _choice(file: TomlFile, route: tuple[str, ...], choices: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in choices:
        from contractlint.toml import near

        known = near(value, choices) if isinstance(value, str) else f"；可用的有：{'、'.join(choices)}。"
        written = f"「{shown(value)}」" if isinstance(value, str) else "这个值"
        _refuse(file, route, f"{written}不行{known}")
    return value


def _text(file: TomlFile, route: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        _refuse(file, route, "应是一段文字，放在引号里")
    return value.strip()


def _texts(file: TomlFile, route: tuple[str, ...], value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_text(file, route, value),)
    if not isinstance(value, list):
        _refuse(file, route, '应是一个列表，例如 ["L26", "W"]')
    return tuple(_text(file, (*route, index), one) for index, one in enumerate(value))  # type: ignore[arg-type]


def _refuse(file: TomlFile, route: tuple[str, ...], sentence: str) -> NoReturn:
    name = ".".join(part for part in route if isinstance(part, str))
    sentence = sentence if sentence.endswith(("。", "？")) else f"{sentence}。"
    raise UsageError(f"{file.place(*route)}：{shown(name)}：{sentence}" if name else f"{file.name}：{sentence}")
