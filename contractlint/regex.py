"""Regular expressions, compiled ahead of time where that was done.

Compiling some eight hundred patterns takes longer than reviewing a contract, and a check that is run one file at a time
would pay for it every time. So their compiled programs can stand beside the rules (``regexes.bin``, written by ``python
-m contractlint.regex_store``). They are found by the text of the pattern, so that none can be stale, and taken only by
the very Python that wrote them, whose engine verifies each program. Without them everything works in the same way, only
slower.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from importlib import import_module
from pathlib import Path
from typing import Any, AnyStr

STORE = "regexes.bin"
_engine: Any = import_module("_sre")
PYTHON = (sys.implementation.cache_tag, tuple(sys.version_info), sys.byteorder, _engine.MAGIC, _engine.CODESIZE)


def compile_regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``."""
    key = (pattern, int(flags))
    compiled: re.Pattern[AnyStr] | None = _compiled.get(key)
    if compiled is not None:
        return compiled
    stored = _programs.get(key)
    if stored is None:
        return re.compile(pattern, flags)
    compiled = _compiled[key] = _built(pattern, *stored)
    return compiled


def store_path() -> Path:
    """Where the programs stand: with the rules, inside an installed package or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    folder = package / "_rules"
    return (folder if folder.is_dir() else package.parent / "rules") / STORE


def _built(pattern: str | bytes, flags: int, program: bytes, *rest: Any) -> Any:
    code = array("I")
    code.frombytes(program)
    return _engine.compile(pattern, flags, code.tolist(), *rest)


def _load() -> dict[Any, Any]:
    """By pattern and flags what :func:`_built` wants; empty where there is no store or another Python wrote it."""
    try:
        python, programs = marshal.loads(store_path().read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return programs if python == PYTHON else {}


_compiled: dict[Any, Any] = {}
_programs = _load()
