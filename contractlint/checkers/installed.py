"""Checkers of other installed packages, by the entry points they declare.

A package makes a checker known in the group ``contractlint.checkers``; a rule of a pack calls it by the entry point's
name. Code is never loaded from a path that stands in a document, a pack or a configuration: what is not installed does
not run. Nothing is looked for as long as the rules call the product's own checkers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from contractlint.checkers.registry import CHECKERS
from contractlint.errors import RuleFault
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.model import Agreement
from contractlint.rulebook.rule import Options, Rule

if TYPE_CHECKING:
    from contractlint.kinds import Answer, Kind

GROUP = "contractlint.checkers"


def checker(name: str) -> Kind:
    """The product's checker of that name, else the installed one. Raises what its package raises when imported."""
    own = CHECKERS.get(name)
    if own is not None:
        return own
    found = installed().get(name, ())
    if len(found) != 1:
        raise LookupError(name)
    return _watched(found[0].load())


def _watched(function: Kind) -> Kind:
    """The checker, whose answers are looked at: one that cannot be true must cost this rule and not the review."""

    def answers(agreement: Agreement, options: Options) -> Iterator[Answer]:
        try:
            for answer in function(agreement, options):
                if isinstance(answer, Hit):
                    _look_at(answer, agreement)
                elif not isinstance(answer, NotAssessed | NotApplicable):
                    raise TypeError(type(answer).__name__)
                yield answer
        except SystemExit as error:
            raise RuntimeError from error

    return answers


def _look_at(hit: Hit, agreement: Agreement) -> None:
    length = len(agreement.text)
    if not hit.spans or not all(0 <= span.start < span.end <= length for span in hit.spans):
        raise ValueError("spans outside of the text")
    if not all(isinstance(value, str) for value in hit.values.values()):
        raise TypeError("values that are no text")


def installed() -> dict[str, tuple[Any, ...]]:
    """The entry points of the group by name, those that would hide a checker of the product left out."""
    from importlib.metadata import entry_points

    by_name: dict[str, tuple[Any, ...]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        known = by_name.get(point.name, ())
        # An editable installation may be listed twice.
        if point.name not in CHECKERS and all(point.value != one.value for one in known):
            by_name[point.name] = (*known, point)
    return by_name


def refuse_missing(rules: Iterable[Rule]) -> None:
    """Raise RuleFault for the first rule whose checker nobody has installed, or two packages have: a gate must not
    pass because a rule could not be run."""
    for rule in rules:
        fault = missing(rule)
        if fault is not None:
            raise fault


def missing(rule: Rule) -> RuleFault | None:
    """What is wrong with the checker a rule names; None where there is exactly one, or the rule needs none."""
    name = str(rule.options.get("checker", ""))
    if rule.kind != "checker" or name in CHECKERS:
        return None
    found = installed().get(name, ())
    if len(found) == 1:
        return None
    if found:
        places = "、".join(point.value for point in found)
        return RuleFault(f"{rule.place}：{rule.code} 的检查程序「{name}」有不止一个：{places}；请只装其中一个。")
    return RuleFault(
        f"{rule.place}：{rule.code} 要用的检查程序「{name}」没有安装：它应由一个已安装的 Python 包"
        f"通过入口点 {GROUP} 提供。"
    )
