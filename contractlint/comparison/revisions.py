"""Which tracked changes brought a risk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from contractlint.comparison.alignment import Group
from contractlint.comparison.comparison import INTRODUCED, RevisionSource, RiskChange
from contractlint.comparison.partial import Hand, Hands
from contractlint.comparison.pieces import Piece
from contractlint.comparison.risks import Whereabouts
from contractlint.dataclass import replace
from contractlint.finding import Finding
from contractlint.model import Agreement
from contractlint.text import Revision, Span


def needs_source(risk: RiskChange) -> bool:
    """Whether some tracked change must have brought it."""
    return risk.new is not None and (risk.status == INTRODUCED or risk.worse or bool(risk.added))


def hands(agreements: tuple[Agreement, Agreement]) -> tuple[Hand, ...]:
    """Everybody who changed the draft, with the time, in order of place."""
    return tuple(dict.fromkeys((one.author, one.date) for side in agreements for one in side.source.revisions))


def attributed(
    risk: RiskChange,
    agreements: tuple[Agreement, Agreement],
    whereabouts: tuple[Whereabouts, Whereabouts],
    groups: Sequence[Group],
    pieces: tuple[Sequence[Piece], ...],
    everybody: Hands,
) -> RiskChange:
    """The risk with the revisions that brought it.

    First those whose own words are criticised. Else those in the clauses that are criticised or, where something is
    missing, in the part of the agreement that it is missing from; of these only the ones of hands whose changes alone
    bring the risk, where there are such hands.
    """
    finding = risk.new
    if finding is None or not needs_source(risk):
        return risk
    spans = [one.span for one in (risk.added or finding.evidence)]
    inserted, deleted = _written(agreements[1]), _deleted(agreements[0])
    exact = [] if finding.absent else list(_in(inserted, spans))
    if exact:
        return replace(risk, revisions=tuple(_source(one, exact=True, alone=False) for one in exact))
    numbers = {whereabouts[1].group(span) for span in spans} - {-1}
    news = [span for number in numbers for j in groups[number].new for span in _whole(pieces[1][j])]
    olds = [span for number in numbers for i in groups[number].old for span in _whole(pieces[0][i])]
    near = [] if finding.absent else [*_in(inserted, news), *_in(deleted, olds)]
    near = near or list(_of_module(finding, agreements, inserted, deleted))
    bringing = everybody.bring(finding)
    if bringing:
        theirs = [one for one in near if (one.author, one.date) in bringing]
        near = theirs or [Revision("several", author, date, None, "") for author, date in bringing]
    sources = (_source(one, exact=False, alone=bool(bringing)) for one in near)
    return replace(risk, revisions=tuple(dict.fromkeys(sources)))


def _written(agreement: Agreement) -> list[Revision]:
    return [one for one in agreement.source.revisions if one.span is not None and one.kind != "delete"]


def _deleted(agreement: Agreement) -> list[Revision]:
    return [one for one in agreement.source.revisions if one.span is not None and one.kind == "delete"]


def _in(revisions: Iterable[Revision], spans: Sequence[Span]) -> Iterator[Revision]:
    for one in revisions:
        if one.span is not None and any(one.span.overlaps(span) for span in spans):
            yield one


def _whole(piece: Piece) -> tuple[Span, ...]:
    return piece.spans if piece.clause is None else (*piece.spans, piece.clause.number_span)


def _of_module(
    finding: Finding, agreements: tuple[Agreement, Agreement], inserted: list[Revision], deleted: list[Revision]
) -> Iterator[Revision]:
    """Deletions in what the old text had of the module, then insertions in what the new one has."""
    for agreement, revisions in ((agreements[0], deleted), (agreements[1], inserted)):
        module = agreement.modules.get(finding.module)
        found = list(_in(revisions, [clause.span for clause in module.clauses])) if module else []
        if found:
            yield from found
            return


def _source(revision: Revision, *, exact: bool, alone: bool) -> RevisionSource:
    return RevisionSource(revision.kind, revision.author, revision.date, revision.text, exact, alone)
