"""``quantify``: a duty that needs a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from contractlint.finding import Hit, NotApplicable
from contractlint.kinds.patterns import in_heading, inside, module_spans, pattern, surroundings, texts
from contractlint.model import Agreement, Quantities
from contractlint.rulebook.rule import Options
from contractlint.text import Span


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


def quantify(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Each match of ``topic`` with no quantity of the kinds ``by`` and no match of ``also`` around it (``within``).

    Where the topic stands nowhere, the rule does not apply. Headings do not count.
    """
    topic = pattern(options, "topic")
    assert topic is not None
    also, unless = pattern(options, "also"), pattern(options, "unless")
    within = str(options.get("within", "sentence"))
    where = texts(options, "where")
    allowed = module_spans(agreement, where)
    group = "place" if "place" in topic.groupindex else 0
    met = False
    for found in agreement.finditer(topic):
        if found.match.start(group) < 0:
            continue
        place = found.span_of(group)
        if (where and not inside(place, allowed)) or in_heading(agreement, place):
            continue
        around = surroundings(agreement, place, within)
        if unless is not None and agreement.search(unless, around) is not None:
            continue
        met = True
        if also is not None and agreement.search(also, around) is not None:
            continue
        if any(_holds(around, quantities(agreement.quantities, kind)) for kind in texts(options, "by")):
            continue
        yield Hit((place,), {"quote": agreement.folded(place)})
    if not met:
        yield NotApplicable("合同没有约定这条规则的前提事项。")


def quantities(found: Quantities, kind: str) -> Sequence[_Placed]:
    """The quantities of one kind, in order of place."""
    table: dict[str, Sequence[_Placed]] = {
        "amount": found.amounts,
        "percentage": found.percentages,
        "period": found.periods,
        "date": found.dates,
        "hours": found.hours,
        "frequency": found.frequencies,
    }
    return table[kind]


def _holds(around: Span, places: Sequence[_Placed]) -> bool:
    return any(around.contains(place.span) for place in places)
