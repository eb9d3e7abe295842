"""Where the parties sign."""

from __future__ import annotations

from collections.abc import Sequence

from contractlint.model import Annex, Blank, Field, Party, Signature
from contractlint.parser.captions import seal_words
from contractlint.parser.entries import Entry
from contractlint.parser.fields import field_of
from contractlint.parser.forms import Form, read_form
from contractlint.parser.ownership import Block, blocks_in, signing_blocks
from contractlint.parser.parties import name_field
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_DATE = compile_regex(r"(?:20\d\d|[\d_ ]{0,40})[ _]{0,20}年[\d_ ]{0,40}月[\d_ ]{0,40}日")
_NEAR = 400


def find_signatures(
    source: SourceText, parties: Sequence[Party], blanks: Sequence[Blank], annexes: Sequence[Annex] = ()
) -> tuple[Signature, ...]:
    """One place to sign for each party that has one: the last before the annexes, else the last of all.

    A date that stands once for all parties belongs to each of them.
    """
    form = read_form(source)
    _, blocks = blocks_in(source)
    signing = signing_blocks(form, blocks, annexes)
    chosen: list[Block] = []
    for party in parties:
        own = [block for block in signing if block.role == party.role]
        before = [
            block for block in own if not any(annex.span.start <= block.start < annex.span.end for annex in annexes)
        ]
        if own:
            chosen.append((before or own)[-1])
    dates = {block.start: _date(source, form, block, chosen, blanks) for block in chosen}
    shared = next((date for date in dates.values() if date is not None), None) or _date_around(
        source, form, chosen, blanks
    )
    return tuple(_signature(source, block, blanks, dates[block.start] or shared) for block in chosen)


def _signature(source: SourceText, block: Block, blanks: Sequence[Blank], date: Field | None) -> Signature:
    every = [*([block.head] if block.head is not None else []), *block.entries]
    signing = "、".join(entry.caption.signing for entry in every if entry.caption.signing)
    values = " ".join(source.normalized.of(entry.value) for entry in every)
    representative = next(
        (
            field_of(source, entry, blanks, key)
            for key in ("representative", "agent")
            for entry in block.entries
            if key in entry.caption.keys
        ),
        None,
    )
    start = min(entry.label.start for entry in every)
    return Signature(
        role=block.role,
        span=Span(start, max(block.end, start)),
        name=name_field(source, block, blanks),
        representative=representative,
        date=date,
        seal=seal_words(
            signing + "、" + "、".join(compile_regex(r"（([^（）]{0,16}(?:章|印)[^（）]{0,8})）").findall(values))
        ),
    )


def _date(
    source: SourceText, form: Form, block: Block, chosen: Sequence[Block], blanks: Sequence[Blank]
) -> Field | None:
    """The date line of a block: behind 日期, or a line that holds nothing but 年月日."""
    for entry in block.entries:
        if "date" in entry.caption.keys:
            return field_of(source, entry, blanks, "date")
    return None


def _date_around(source: SourceText, form: Form, chosen: Sequence[Block], blanks: Sequence[Blank]) -> Field | None:
    """A date line near the places to sign that belongs to no caption of a party."""
    if not chosen:
        return None
    start = min(block.start for block in chosen)
    end = max(block.end for block in chosen)
    near = Span(max(0, start - _NEAR), min(source.body.end, end + _NEAR))
    dated = [
        entry for entry in form.entries if "date" in entry.caption.keys and near.start <= entry.label.start < near.end
    ]
    if dated:
        return field_of(source, min(dated, key=lambda entry: _distance(entry, start, end)), blanks, "date")
    for found in source.normalized.finditer(_DATE, Span(start, near.end)):
        filled = any(character.isdigit() for character in found[0])
        return Field(
            Span(found.span.start, found.span.start), found.span, found[0].strip() if filled else "", not filled
        )
    return None


def _distance(entry: Entry, start: int, end: int) -> int:
    return 0 if start <= entry.label.start <= end else min(abs(entry.label.start - start), abs(entry.label.start - end))
