"""Amounts, dates, periods, percentages and parties that are others now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from contractlint.comparison.alignment import Group
from contractlint.comparison.comparison import EQUAL, Edit, Place, Value, ValueChange
from contractlint.comparison.pieces import Piece
from contractlint.dataclass import dataclass
from contractlint.formats.words import PARTY_FIELDS
from contractlint.model import Agreement, Amount, DateValue, Frequency, Percentage, Period, ServiceHours
from contractlint.report import PartyCard, PartyField, Report
from contractlint.text import Span, lying_in

_FIELDS = {"name": "名称", **PARTY_FIELDS}


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    meaning: Hashable
    """Equal for values that mean the same, however they are written."""
    value: Value


def changed_values(
    agreements: tuple[Agreement, Agreement],
    pieces: tuple[Sequence[Piece], ...],
    groups: Sequence[tuple[Group, tuple[Edit, ...]]],
) -> tuple[ValueChange, ...]:
    """What changed in clauses whose words changed, in order of the groups."""
    found: list[ValueChange] = []
    for group, edits in groups:
        old = [one for i in group.old for one in _values(agreements[0], pieces[0][i])]
        new = [one for j in group.new for one in _values(agreements[1], pieces[1][j])]
        befores = [(one, _edit_of(one.value.span, edits, old=True)) for one in old]
        afters = [(one, _edit_of(one.value.span, edits, old=False)) for one in new]
        found.extend(_pairs(_without(befores, afters), _without(afters, befores)))
    return tuple(found)


def _values(agreement: Agreement, piece: Piece) -> Iterator[_Found]:
    quantities = agreement.quantities
    kinds: tuple[tuple[str, Sequence[Any], Callable[[Any], Hashable]], ...] = (
        ("amount", quantities.amounts, _amount),
        ("percentage", quantities.percentages, _percentage),
        ("period", quantities.periods, _period),
        ("date", quantities.dates, _date),
        ("hours", quantities.hours, lambda one: _text(agreement, one)),
        ("frequency", quantities.frequencies, _frequency),
    )
    for span in piece.spans:
        here = [
            _Found(
                kind, meaning(one) or _text(agreement, one), Value(one.span.of(agreement.text), one.span, piece.place)
            )
            for kind, every, meaning in kinds
            for one in lying_in(every, span)
        ]
        yield from sorted(here, key=lambda one: one.value.span)


def _text(agreement: Agreement, one: ServiceHours) -> Hashable:
    return "".join(agreement.folded(one.span).split())


def _amount(one: Amount) -> Hashable:
    return None if one.value is None else (one.value, one.currency)


def _percentage(one: Percentage) -> Hashable:
    return one.value, ""


def _period(one: Period) -> Hashable:
    # Not whether it is "within" or "over": that stands in the words, and the value would be shown beside itself.
    return one.value, one.unit


def _date(one: DateValue) -> Hashable:
    return one.year, one.month, one.day


def _frequency(one: Frequency) -> Hashable:
    return one.count, one.unit


_Placed = tuple[_Found, int]
"""A value and the index of the changed stretch it stands in, or -1."""


def _without(these: list[_Placed], those: list[_Placed]) -> list[_Placed]:
    """These less those, each counted as often as it stands there; what stands in unchanged words is taken first."""
    room = Counter((one.kind, one.meaning) for one, _ in those)
    left: list[_Placed] = []
    for one, at in sorted(these, key=lambda placed: placed[1] >= 0):
        if room[one.kind, one.meaning]:
            room[one.kind, one.meaning] -= 1
        else:
            left.append((one, at))
    return sorted(left, key=lambda placed: placed[0].value.span)


def _pairs(old: list[_Placed], new: list[_Placed]) -> list[ValueChange]:
    """Values of one kind in one stretch of changed words belong together; what is left alone came or went."""
    waiting = list(new)
    changes: list[ValueChange] = []
    for before, at in old:
        match = next((one for one in waiting if at >= 0 and one[1] == at and one[0].kind == before.kind), None)
        if match is not None:
            waiting.remove(match)
        changes.append(ValueChange(before.kind, before.value, match[0].value if match else None))
    changes += [ValueChange(one.kind, None, one.value) for one, _ in waiting]
    # A rhythm (每月, 季度) is a value only beside the one it took the place of.
    return [one for one in changes if one.kind != "frequency" or (one.old and one.new)]


def _edit_of(span: Span, edits: tuple[Edit, ...], *, old: bool) -> int:
    for index, edit in enumerate(edits):
        place = edit.old if old else edit.new
        if edit.op != EQUAL and place is not None and place.overlaps(span):
            return index
    return -1


def changed_parties(
    old: Report, new: Report, places: tuple[Callable[[Span], Place], Callable[[Span], Place]]
) -> tuple[ValueChange, ...]:
    """Names and particulars of the parties, role by role."""
    changes: list[ValueChange] = []
    roles = dict.fromkeys(party.role for report in (old, new) for party in report.parties)
    for role in roles:
        befores, afters = _particulars(old, role), _particulars(new, role)
        for key in [key for key in _FIELDS if key in befores or key in afters]:
            one, other = befores.get(key), afters.get(key)
            if _said(one) != _said(other):
                name = f"{role}方{_FIELDS[key]}"
                changes.append(ValueChange("party", _value(one, places[0]), _value(other, places[1]), name))
    return tuple(changes)


def _particulars(report: Report, role: str) -> dict[str, PartyField]:
    party: PartyCard | None = next((one for one in report.parties if one.role == role), None)
    if party is None:
        return {}
    fields = {field.key: field for field in party.fields}
    if party.name_span is not None:
        fields["name"] = PartyField("name", party.name, not party.name, party.name_span)
    return fields


def _said(field: PartyField | None) -> str:
    return "" if field is None or field.blank else "".join(field.value.split())


def _value(field: PartyField | None, place: Callable[[Span], Place]) -> Value | None:
    if field is None or field.blank:
        return None
    return Value(field.value, field.span, place(field.span))
