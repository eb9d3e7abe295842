"""No rule and no part of the parser takes more than linear time on hostile text.

Doubling a hostile text may double the time; a quadratic step would take four times as long. Times are processor times
of one process, the bound has room for noise, and what takes no time at all is not compared.
"""

from __future__ import annotations

import time

import pytest

from contractlint.engine import run
from contractlint.model import Agreement
from contractlint.packs.growth import GROWTH, LEAST, PIECES, hostile, understood
from contractlint.rulebook.book import load_rulebook
from contractlint.rulebook.rule import Rule

SMALL, LARGE = 20_000, 80_000


def seconds(work: object) -> float:
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    book = load_rulebook()
    small, large = hostile(piece, SMALL), hostile(piece, LARGE)
    understood(small, book)
    first = seconds(lambda: understood(small, book))
    second = seconds(lambda: understood(large, book))
    assert second < max(LEAST, GROWTH * first), ("parser", piece, first, second)
    agreements = understood(small, book), understood(large, book)
    for rule in book.rules:
        first, second = (seconds(lambda draft=draft: answer(draft, rule)) for draft in agreements)  # noqa: B023
        assert second < max(LEAST, GROWTH * first), (rule.code, piece, first, second)


def answer(agreement: Agreement, rule: Rule) -> None:
    run(agreement, (rule,))
