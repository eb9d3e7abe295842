"""A bad sentence planted in a clean agreement still fires, with the same evidence.

Rules that judge the agreement as a whole (a missing clause, a duty settled elsewhere) stay silent in a clean
agreement for good reason; here are those that judge what stands in one place.
"""

from __future__ import annotations

import re

import pytest

from contractlint.api import review
from contractlint.examples import attempt, unmark
from contractlint.rulebook.book import Rulebook, load_rulebook
from contractlint.rulebook.rule import Example, Rule
from contractlint.settings import Settings
from tests.drafts import text_of

LOCAL = frozenset(
    {
        "A21",
        "B04",
        "B05",
        "B17",
        "D07",
        "F02",
        "F08",
        "F09",
        "F14",
        "G08",
        "L02",
        "L08",
        "L14",
        "L23",
        "L29",
        "L30",
        "M02",
        "R03",
        "R04",
        "R05",
        "S06",
        "T02",
        "T03",
        "T05",
        "T11",
        "U01",
        "U02",
        "U03",
        "U04",
        "U05",
        "U06",
        "V04",
        "W09",
        "W13",
        "W14",
        "W15",
    }
)
"""Codes whose finding depends on one sentence and its clause alone."""
PLACES = {
    "clean-typed": ("\n甲方（公章）：", "\n第二十三条 补充约定\n"),
    "clean-han": ("\n委托方（合同专用章）：", "\n二十、补充约定\n"),
}
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+条|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+(?:\.\d+)*[.、 ])\s*"
)


def sentence(example: Example) -> str:
    """The one marked line of an example without its number; empty where it needs others or is a row of a table."""
    marked = [line for line in example.text.split("\n") if "⟦" in line]
    alone = len(marked) == 1 and not re.search(r"[\t|]|第[\d.]+款", marked[0])
    return _NUMBER.sub("", marked[0]) if alone else ""


def planted(fixture: str, line: str) -> tuple[str, set[str]]:
    """The clean text with the line as an article of its own, and the words it marks."""
    if fixture == "clean-han":
        line = line.replace("甲方", "委托方").replace("乙方", "受托方")
    plain, marks = unmark(line)
    anchor, heading = PLACES[fixture]
    text = text_of(fixture)
    place = text.index(anchor)
    return text[:place] + heading + plain + text[place:], {mark.of(plain) for mark in marks}


CASES = [
    pytest.param(rule, sentence(example), id=f"{rule.code}-{index}")
    for rule in load_rulebook(examples=True).rules
    if rule.code in LOCAL
    for index, example in enumerate(rule.examples.bad)
    if sentence(example)
]


@pytest.mark.parametrize("fixture", PLACES)
@pytest.mark.parametrize(("rule", "line"), CASES)
def test_a_planted_sentence_fires_where_it_stands(rule: Rule, line: str, fixture: str) -> None:
    text, marks = planted(fixture, line)
    found = review(text.encode("utf-8"), Settings(select=(rule.code,))).findings
    assert marks <= {one.text for finding in found for one in finding.evidence}


def test_every_local_rule_is_planted(book: Rulebook) -> None:
    assert {case.values[0].code for case in CASES} == LOCAL  # type: ignore[union-attr]
    rule = next(one for one in book.rules if one.code == "A21")
    assert not any(finding.absent for finding in attempt(rule.examples.bad[0], rule, book).outcome.findings)
