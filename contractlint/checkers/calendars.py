"""Days and lengths of time as the calendar has them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from contractlint.model import DateValue, Period


def real_date(value: DateValue) -> date | None:
    """The day, where year, month and day are written and exist."""
    if value.fault or value.month is None or value.day is None:
        return None
    return date(value.year, value.month, value.day)


def months_of(period: Period) -> int | None:
    """A length in whole months; None for lengths in days, hours or half months."""
    months = {"year": 12, "quarter": 3, "month": 1}.get(period.unit)
    if months is None:
        return None
    total = period.value * months
    return int(total) if total == int(total) and 0 < total < 1200 else None


def end_of(start: date, period: Period) -> date | None:
    """The last day of a period that counts its first day: one year from 1 March ends on 28 February.

    Civil Code articles 201 and 202: by years and months to the corresponding day; parties may count the day at either
    end, so a caller allows one day more.
    """
    months = months_of(period)
    if months is not None:
        return after(start, months) - timedelta(days=1)
    if period.unit == "day" and period.value == int(period.value):
        return start + timedelta(days=int(period.value) - 1)
    return None


def after(start: date, months: int) -> date:
    """The corresponding day so many months later; the last of the month where it has no such day."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def written(day: date) -> str:
    """2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
