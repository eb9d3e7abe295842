"""Whether a pack is sound: readable, proven by its examples, nothing in it for decoration, and never slow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from contractlint.checkers.installed import missing
from contractlint.dataclass import dataclass, replace
from contractlint.examples import faults, survivors, unfilled
from contractlint.packs.growth import slow_parts
from contractlint.packs.wording import wording_faults
from contractlint.rulebook.book import Rulebook, with_packs
from contractlint.rulebook.pack_files import read_pack
from contractlint.rulebook.rule import Place, Rule

_LEAST = 1
"""Examples of each sort that a house rule needs; the strength check asks for as many more as its parts need."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many rules a pack brings and how many it changes, and what is wrong with it, ``file:line:column`` first."""

    rules: int
    examples: int
    changes: int
    faults: tuple[str, ...]


def check(path: Path) -> Checked:
    """Check a pack, a folder or a YAML file. Raises RuleFault where there is none.

    What cannot be read is reported alone: without it nobody knows what the rest would mean.
    """
    files = read_pack(path)
    book, unreadable = with_packs((files,), examples=True)
    names = {file.name for file in files}
    own = [rule for rule in (*book.rules, *book.off) if rule.place.file in names]
    changed = [rule for rule in (*book.rules, *book.off) if rule.decided and rule.place.file not in names]
    off = [rule for rule in book.off if not rule.decided and rule.place.file not in names]
    found = list(map(str, unreadable)) or [fault for rule in own for fault in _rule_faults(rule, book)]
    if not unreadable:
        found += [fault for rule in changed for fault in _change_faults(rule, book)]
    examples = sum(len(rule.examples.bad) + len(rule.examples.good) for rule in own)
    return Checked(len(own), examples, len(changed) + len(off), tuple(found))


def _rule_faults(rule: Rule, book: Rulebook) -> Iterator[str]:
    absent = missing(rule)
    if absent is not None:
        yield str(absent)
        return
    yield from wording_faults(rule)
    unproven = faults(rule, book, least=_LEAST)
    yield from unproven
    if unproven:
        # What a rule needs and how long it takes says nothing as long as it does something else.
        return
    for part in slow_parts(rule, book):
        yield f"{rule.place}：{rule.code} 的 {part}"
    if rule.kind != "checker":
        for name in survivors(rule, book):
            yield f"{rule.place}：{rule.code} 的例子没有用到 {_said(name)}；请加一个只有靠它才对的例子，或者删去它"


def _change_faults(rule: Rule, book: Rulebook) -> Iterator[str]:
    """A new advice may use the placeholders of the rule and no others."""
    if "advice" in rule.decided:
        for fault in unfilled(replace(rule, place=Place("", 0, 0)), book):
            yield fault.partition("：")[2]


def _said(mutant: str) -> str:
    """The name of a mutant in the words of the file."""
    if mutant == "for every type":
        return "applies（去掉它，例子的结果不变）"
    key, _, value = mutant.partition(" without ")
    return f"{key} 里的 {value}" if value else mutant.removeprefix("without ")
