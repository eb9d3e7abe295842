"""A JSON Schema of the configuration, for editors that complete and check it while it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from contractlint.configuration.keys import (
    CHOICE,
    FLAG,
    GRADES,
    KEYS,
    LIMITS,
    LISTS,
    NUMBERS,
    PATH,
    PATHS,
    SEVERITIES,
    TEXT,
    TEXTS,
    WHOLE,
    Key,
)

_TEXT = {"type": "string", "pattern": r"\S"}
_LIST = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def schema_text(types: Iterable[str]) -> str:
    """The schema (draft 2020-12); ``types`` are the codes of the agreement types."""
    kinds = sorted({*types, "general"})
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://contractlint.example/contractlint.schema.json",
        "title": "contractlint.toml",
        "description": "contractlint 的配置：contractlint.toml，或者 pyproject.toml 的 [tool.contractlint] 表。",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": key.help, **_shape(key, kinds)} for name, key in KEYS.items()},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _shape(key: Key, kinds: list[str]) -> dict[str, Any]:
    per_name: dict[str, Any] = {"propertyNames": {"enum": kinds}} if key.name == "per-type-ignores" else {}
    shapes: dict[str, dict[str, Any]] = {
        CHOICE: {"enum": list(key.choices)},
        FLAG: {"type": "boolean"},
        WHOLE: {"type": "integer", "minimum": 0, "maximum": 100},
        TEXT: {"enum": kinds} if key.name == "type" else _TEXT,
        PATH: _TEXT,
        TEXTS: _LIST,
        PATHS: _LIST,
        GRADES: {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}},
        LISTS: {"type": "object", **per_name, "additionalProperties": _LIST},
        NUMBERS: {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"type": "integer", "minimum": 1} for name in LIMITS},
        },
    }
    return shapes[key.shape]
