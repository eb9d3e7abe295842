"""The few facts of an agreement that a form asks for: what it costs in all and how long it runs."""

from __future__ import annotations

from contractlint.checkers.prices import prices, total_price
from contractlint.checkers.term import stated_term
from contractlint.dataclass import dataclass
from contractlint.model import Agreement
from contractlint.text import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """What the text says, on one line, and where."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """None where the text does not say it, or says more than one thing."""

    amount: Fact | None = None
    """The price of the whole, as written."""
    term: Fact | None = None
    """From when to when, or for how long."""


def facts_of(agreement: Agreement) -> Facts:
    """The facts of a readable agreement; a supplement repeats those of the agreement it amends, so it has none."""
    if not agreement.assessability.readable or agreement.type.code == "amendment":
        return Facts()
    return Facts(_fact(agreement, _amount(agreement)), _fact(agreement, stated_term(agreement)))


def _amount(agreement: Agreement) -> Span | None:
    total = total_price(agreement)
    if total is None:
        return None
    named = [price for price in prices(agreement) if price.amount.value == total and not price.unit]
    # Figures are read at a glance, words only where there are none.
    named.sort(key=lambda price: (not price.total, price.amount.written != "figures"))
    return named[0].amount.span if named else None


def _fact(agreement: Agreement, span: Span | None) -> Fact | None:
    return None if span is None else Fact(" ".join(span.of(agreement.text).split()), span)
