"""What is in force, as text and as plain values: every key, its value and where that comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from contractlint.configuration.keys import KEYS, TABLES
from contractlint.configuration.resolve import DEFAULT, Configuration
from contractlint.formats.wrapping import width
from contractlint.toml import named

_UNSET = "（无）"
_MEANINGS = {
    "type": "（自动识别）",
    "side": "（双方）",
    "select": "（全部规则）",
    "fail-under": "（不看得分）",
    "waivers": "（就近查找）",
}
"""What an unset key means, where that is not nothing."""


def as_rows(configuration: Configuration) -> list[tuple[str, str, str]]:
    """Key, value as TOML writes it, and origin; unset keys as well, in the order of the documentation."""
    rows = []
    for name, key in KEYS.items():
        if key.shape in TABLES:
            table = configuration.table(name)
            rows += [(f"{name}.{_key(inner)}", _toml(entry.value), entry.origin) for inner, entry in table.items()]
            rows += [] if table else [(name, _UNSET, DEFAULT)]
        elif name != "extend":
            value = configuration.value(name)
            rows.append(
                (name, _MEANINGS.get(name, _UNSET) if value in (None, "") else _toml(value), configuration.origin(name))
            )
    return rows


def as_text(configuration: Configuration, waivers: Path | None, count: int) -> str:
    """For a person: files first, then one line a key."""
    files = [named(path) for path in configuration.files]
    lines = [f"配置文件  {files[0] if files else '没有找到'}"]
    lines += [f"继承自    {name}" for name in files[1:]]
    lines += [f"豁免文件  {f'{named(waivers)}（{count} 条）' if waivers else '没有找到'}", ""]
    rows = as_rows(configuration)
    wide = max(width(key) for key, _, _ in rows)
    lines += [f"{key}{' ' * (wide - width(key))} = {value}  # {origin}" for key, value, origin in rows]
    return "\n".join(lines) + "\n"


def as_json(configuration: Configuration, waivers: Path | None, count: int) -> str:
    """For a program."""
    values: dict[str, Any] = {}
    for name, key in KEYS.items():
        if key.shape in TABLES:
            table = configuration.table(name)
            values[name] = {inner: {"value": _plain(one.value), "origin": one.origin} for inner, one in table.items()}
        elif name != "extend":
            value = configuration.value(name)
            values[name] = {"value": None if value == "" else _plain(value), "origin": configuration.origin(name)}
    data = {
        "files": [named(path) for path in configuration.files],
        "waivers": {"file": None if waivers is None else named(waivers), "count": count},
        "values": values,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """Paths as messages write them; of a file pattern the rules without the folder it belongs to."""
    if isinstance(value, Path):
        return named(value)
    if isinstance(value, tuple):
        return (
            _plain(value[1])
            if value and isinstance(value[0], Path) and isinstance(value[-1], tuple)
            else [_plain(one) for one in value]
        )
    return value


def _toml(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _key(text: str) -> str:
    return text if text.isascii() and text.replace("-", "").replace("_", "").isalnum() else _toml(text)
