"""``quantify``: a duty that needs a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.finding import Hit, NotApplicable
from contractlint.kinds.patterns import Look, in_heading, inside, module_spans, pattern, surroundings, texts
from contractlint.model import Agreement, Quantities
from contractlint.rulebook.rule import Options
from contractlint.text import Placed, lying_in


def quantify(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Each match of ``topic`` with no quantity of the kinds ``by`` and no match of ``also`` around it (``within``).

    Where the topic stands nowhere, the rule does not apply. Headings do not count.
    """
    topic = pattern(options, "topic")
    assert topic is not None
    also, unless = Look(agreement, pattern(options, "also")), Look(agreement, pattern(options, "unless"))
    kinds = texts(options, "by")
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
        if unless.finds(around):
            continue
        met = True
        if also.finds(around):
            continue
        if any(lying_in(quantities(agreement.quantities, kind), around) for kind in kinds):
            continue
        yield Hit((place,), {"quote": agreement.folded(place)})
    if not met:
        yield NotApplicable("合同没有约定这条规则的前提事项。")


def quantities(found: Quantities, kind: str) -> Sequence[Placed]:
    """The quantities of one kind, in order of place."""
    table: dict[str, Sequence[Placed]] = {
        "amount": found.amounts,
        "percentage": found.percentages,
        "period": found.periods,
        "date": found.dates,
        "hours": found.hours,
        "frequency": found.frequencies,
    }
    return table[kind]
