"""Quantities of a text: amounts, percentages, periods, dates, hours of service, frequencies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from contractlint.dataclass import replace
from contractlint.model import Amount, DateValue, Frequency, Percentage, Period, Quantities, ServiceHours
from contractlint.parser.quantities.dates import find_dates
from contractlint.parser.quantities.frequencies import find_frequencies
from contractlint.parser.quantities.hours import find_hours
from contractlint.parser.quantities.money import find_amounts
from contractlint.parser.quantities.numbers import find_numbers, outside
from contractlint.parser.quantities.percentages import find_percentages
from contractlint.parser.quantities.periods import find_periods
from contractlint.text import Normalized, SourceText

_Quantity = TypeVar("_Quantity", Amount, Percentage, Period, DateValue, ServiceHours, Frequency)


def find_quantities(source: SourceText) -> Quantities:
    """All quantities of the text, headers and footers included. Never raises; time grows linearly.

    What stands inside a date, hours of service or a frequency is no period: 2026年, 7×24小时, 一年两次.
    """
    view = source.normalized
    text = view.text
    dates = find_dates(text)
    hours = find_hours(text)
    numbers = outside(find_numbers(text), [*(date.span for date in dates), *(one.span for one in hours)])
    frequencies = find_frequencies(text, numbers)
    numbers = outside(numbers, [one.span for one in frequencies])
    return Quantities(
        amounts=_placed(view, find_amounts(text, numbers)),
        percentages=_placed(view, find_percentages(text, numbers)),
        periods=_placed(view, find_periods(text, numbers, [one.span for one in dates])),
        dates=_placed(view, dates),
        hours=_placed(view, hours),
        frequencies=_placed(view, frequencies),
    )


def _placed(view: Normalized, found: Iterable[_Quantity]) -> tuple[_Quantity, ...]:
    """The same with places in the source."""
    placed: list[_Quantity] = []
    for one in found:
        place = view.to_source(one.span)
        same = place.start == one.span.start and place.end == one.span.end
        placed.append(one if same else replace(one, span=place))
    return tuple(placed)
