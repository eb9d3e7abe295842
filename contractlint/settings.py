"""What a user may choose; one small frozen value."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from contractlint.dataclass import dataclass
from contractlint.errors import UsageError
from contractlint.finding import Severity
from contractlint.readers.limits import Limits
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Rule

SIDES = ("甲", "乙")


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are what `contractlint review FILE` does."""

    type: str = ""
    """Agreement type; empty recognises it."""
    revisions: str = "accept"
    """Tracked changes are judged as if accepted (``accept``) or rejected (``reject``)."""
    fail_on: Severity | None = Severity.ERROR
    """Exit code 1 from this severity upwards; None never."""
    select: tuple[str, ...] = ()
    """Codes, prefixes of codes or names of rules to run; empty runs all."""
    ignore: tuple[str, ...] = ()
    """Codes, prefixes or names not to run."""
    side: str = ""
    """Hide what only hurts the other side: ``甲`` or ``乙``."""
    packs: tuple[Path, ...] = ()
    """Rule packs of one's own."""
    limits: Limits = field(default_factory=Limits)


def chosen_rules(book: Rulebook, settings: Settings) -> tuple[Rule, ...]:
    """The rules to run. An entry of ``select`` or ``ignore`` that names nothing is refused."""
    for entry in (*settings.select, *settings.ignore):
        if not any(_names(entry, rule) for rule in book.rules):
            raise UsageError(f"没有名为「{entry}」的规则；用 contractlint rules 查看全部规则。")
    return tuple(
        rule
        for rule in book.rules
        if (not settings.select or any(_names(entry, rule) for entry in settings.select))
        and not any(_names(entry, rule) for entry in settings.ignore)
    )


def _names(entry: str, rule: Rule) -> bool:
    return rule.code.startswith(entry) or rule.name == entry
