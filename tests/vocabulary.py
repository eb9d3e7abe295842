"""The words of ``rules/`` as frozen data, without the rules themselves."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from contractlint.parser.vocabulary import ModuleWords, TypeWords, Vocabulary

RULES = Path(__file__).resolve().parent.parent / "rules"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Modules, types and lexicon as they stand in the files."""
    lines = (RULES / "lexicon.txt").read_text(encoding="utf-8").splitlines()
    return Vocabulary(
        modules=tuple(ModuleWords(**_frozen(item)) for item in _load("modules.yaml")),
        types=tuple(TypeWords(**_frozen(item)) for item in _load("types.yaml")),
        lexicon=tuple(word for line in lines if (word := line.partition("#")[0].strip())),
    )


def _load(name: str) -> list[dict[str, Any]]:
    return list(yaml.load((RULES / name).read_bytes(), Loader=yaml.CSafeLoader))


def _frozen(item: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
