"""W15 knows exactly the law that rules/law.yaml calls repealed, renumbered or nonexistent."""

from __future__ import annotations

import pytest

from contractlint.engine import VIOLATED
from contractlint.examples import attempt
from contractlint.parser.quantities.numerals import to_chinese
from contractlint.rulebook.book import load_rulebook
from contractlint.rulebook.law import Nonexistent, Renumbered, Repealed, Statute
from contractlint.rulebook.rule import Example, Place

BOOK = load_rulebook(examples=True)
RULE = BOOK.rule("W15")
LAW = BOOK.law
_GONE: tuple[Repealed | Nonexistent, ...] = (*LAW.repealed, *LAW.nonexistent)
DEAD = [name for one in _GONE for name in (one.name, *one.aliases)]
SHIELDED = [word for one in _GONE for word in one.not_within]


def _judged(sentence: str) -> tuple[str, tuple[str, ...]]:
    assert RULE is not None
    text = f"技术支持服务协议\n第一条 依据\n{sentence}\n"
    trial = attempt(Example(text, Place("", 0, 0)), RULE, BOOK)
    quoted = tuple(one.text for finding in trial.outcome.findings for one in finding.evidence)
    return trial.outcome.checks[0].status, quoted


@pytest.mark.parametrize("name", DEAD)
def test_every_dead_law_is_reported_with_and_without_title_marks(name: str) -> None:
    assert _judged(f"双方根据《{name}》订立本协议。") == (VIOLATED, (f"《{name}》",))
    assert _judged(f"双方根据{name}订立本协议。") == (VIOLATED, (name,))


@pytest.mark.parametrize("word", SHIELDED)
def test_longer_words_are_no_dead_law(word: str) -> None:
    assert _judged(f"双方遵守{word}的要求。")[1] == ()


@pytest.mark.parametrize("one", LAW.renumbered, ids=lambda one: f"{one.statute}-{one.old}")
def test_every_old_number_is_reported_and_the_new_one_is_not(one: Renumbered) -> None:
    cue = one.cues[0] if one.cues else "有关"
    old, new = to_chinese(int(one.old)), to_chinese(int(one.new))
    assert _judged(f"{cue}事项适用《{one.statute}》第{old}条。")[0] == VIOLATED
    dead = {other.old for other in LAW.renumbered if other.statute == one.statute}
    if one.new not in dead:
        assert _judged(f"{cue}事项适用《{one.statute}》第{new}条。")[1] == ()


@pytest.mark.parametrize("one", LAW.statutes, ids=lambda one: one.name)
def test_law_in_force_is_never_called_dead(one: Statute) -> None:
    for name in (one.name, one.full, *one.aliases):
        assert _judged(f"双方根据《{name}》订立本协议。")[1] == ()
