"""``forbid``: words that must not stand where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.finding import Hit
from contractlint.kinds.patterns import Look, in_heading, inside, module_spans, pattern, surroundings, texts
from contractlint.model import Agreement
from contractlint.parser.words import is_word
from contractlint.rulebook.rule import Options


def forbid(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Each match of ``find`` whose surroundings (``within``, default the sentence) match ``only`` and not ``unless``.

    A group called ``place`` narrows the quoted place. ``whole_words`` demands that the match is a word of its own in
    the small lexicon's segmentation (积极 does not count in 积极性). Headings do not count unless ``headings`` is true.
    """
    find = pattern(options, "find")
    assert find is not None
    only = pattern(options, "only")
    unless, wanted = Look(agreement, pattern(options, "unless")), Look(agreement, only)
    within = str(options.get("within", "sentence"))
    where, not_where = texts(options, "where"), texts(options, "not_where")
    allowed = module_spans(agreement, where)
    excluded = module_spans(agreement, not_where)
    group = "place" if "place" in find.groupindex else 0
    for found in agreement.finditer(find):
        start, end = found.match.span(group)
        if start < 0:
            continue
        place = found.span_of(group)
        if (where and not inside(place, allowed)) or (not_where and inside(place, excluded)):
            continue
        if not options.get("headings") and in_heading(agreement, place):
            continue
        around = surroundings(agreement, place, within)
        if (only is not None and not wanted.finds(around)) or unless.finds(around):
            continue
        if options.get("whole_words") and not is_word(
            agreement.normalized.text, start + found.shift, end + found.shift, agreement.lexicon
        ):
            continue
        yield Hit((place,), {"quote": agreement.folded(place)})
