"""The grid of levels × clocks: what is promised when a fault of some severity is reported, out of prose and tables."""

from __future__ import annotations

from contractlint.model import Blank, Clause, Clock, Level, Quantities, ServiceLevels
from contractlint.parser.level_prose import defined_levels, read_prose
from contractlint.parser.level_tables import read_level_tables
from contractlint.text import SourceText, Span


def find_service_levels(
    source: SourceText,
    clauses: tuple[Clause, ...],
    sentences: tuple[Span, ...],
    quantities: Quantities,
    blanks: tuple[Blank, ...],
) -> ServiceLevels:
    """Levels in order of appearance and every time promised for them; annexes and tables included."""
    tables = read_level_tables(source, quantities.periods)
    prose = tuple(read_prose(source, clauses, sentences, quantities.periods, blanks, tables))
    aliases = {key: keys[0] for grid in tables for keys, _ in grid.levels for key in keys}
    named = [
        *((keys[0], span) for grid in tables for keys, span in grid.levels),
        *(level for place in prose for level in place.levels),
        *defined_levels(source, sentences),
    ]
    first: dict[str, Span] = {}
    for key, span in sorted(named, key=lambda one: one[1]):
        first.setdefault(aliases.get(key, key), span)
    tabled = [aliases[keys[0]] for grid in tables for keys, _ in grid.levels]
    # A table tells the order of the levels; prose before it may name the last one first.
    first = {key: first[key] for key in (*tabled, *first)}
    ranks = {key: rank for rank, key in enumerate(first, start=1)}
    levels = tuple(Level(_name(source, span), ranks[key], span) for key, span in first.items())
    clocks: list[Clock] = []
    places = (*(place for grid in tables for place in grid.places), *prose)
    for place in sorted(places, key=lambda place: (place.span, place.kind)):
        known = dict.fromkeys(ranks[aliases.get(key, key)] for key, _ in place.levels)
        clocks.extend(Clock(place.kind, rank, place.period, place.span) for rank in known or (None,))
    return ServiceLevels(levels, tuple(clocks))


def _name(source: SourceText, span: Span) -> str:
    return " ".join(source.normalized.of(span).split())
