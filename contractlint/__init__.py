"""contractlint: a contract risk linter for Chinese agreements.

What programs use stands in :data:`__all__`; ``docs/python.md`` shows how. Each name is loaded when it is first used, so
that ``import contractlint`` costs next to nothing. Their types stand in ``__init__.pyi``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PLACES = {
    "review": "contractlint.api",
    "exit_code": "contractlint.api",
    "baseline": "contractlint.api",
    "understand": "contractlint.api",
    "compare": "contractlint.comparison",
    "Comparison": "contractlint.comparison",
    "annotate": "contractlint.annotation",
    "Annotated": "contractlint.annotation",
    "render": "contractlint.formats",
    "FORMATS": "contractlint.formats",
    "Look": "contractlint.formats",
    "Baseline": "contractlint.decisions.baseline",
    "Waiver": "contractlint.decisions.waiver",
    "read_waivers": "contractlint.decisions.waiver",
    "Settings": "contractlint.settings",
    "Limits": "contractlint.readers.limits",
    "Report": "contractlint.report",
    "Finding": "contractlint.finding",
    "Evidence": "contractlint.finding",
    "LawRef": "contractlint.finding",
    "Severity": "contractlint.finding",
    "Side": "contractlint.finding",
    "Hit": "contractlint.finding",
    "NotApplicable": "contractlint.finding",
    "NotAssessed": "contractlint.finding",
    "Agreement": "contractlint.model",
    "SourceText": "contractlint.text",
    "Span": "contractlint.text",
    "Rule": "contractlint.rulebook.rule",
    "Rulebook": "contractlint.rulebook.book",
    "load_rulebook": "contractlint.rulebook.book",
    "ContractlintError": "contractlint.errors",
    "RuleFault": "contractlint.errors",
    "UnreadableFile": "contractlint.errors",
    "UsageError": "contractlint.errors",
}
"""Name and the module it is loaded from."""

__all__ = ["__version__", *_PLACES]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_PLACES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
