"""Text with places in, :class:`~contractlint.model.Agreement` out."""

from __future__ import annotations

from contractlint.dataclass import replace
from contractlint.model import Agreement
from contractlint.parser.annexes import find_annexes
from contractlint.parser.assessability import assess
from contractlint.parser.blanks import find_blanks
from contractlint.parser.clauses import build_clauses
from contractlint.parser.definitions import find_definitions
from contractlint.parser.modules import recognise_modules
from contractlint.parser.parties import find_parties
from contractlint.parser.quantities import find_quantities
from contractlint.parser.references import find_references
from contractlint.parser.sentences import split_sentences
from contractlint.parser.service_levels import find_service_levels
from contractlint.parser.service_records import find_service_records
from contractlint.parser.sides import first_provides
from contractlint.parser.signatures import find_signatures
from contractlint.parser.titles import find_title
from contractlint.parser.types import recognise_type
from contractlint.parser.vocabulary import Vocabulary
from contractlint.text import SourceText, Span


def parse(source: SourceText, vocabulary: Vocabulary, *, type_code: str = "") -> Agreement:
    """Understand a text. Never raises for any text; ``type_code`` overrides the recognised type."""
    if first_provides(source):
        source = replace(source, exchanged=True)
    end = min((s.span.start for s in source.streams if s.kind in ("header", "footer")), default=len(source.text))
    title = find_title(source)
    annexes = find_annexes(source)
    clauses = build_clauses(source, annexes)
    sentences = split_sentences(source, Span(0, end))
    blanks = find_blanks(source)
    parties = find_parties(source, blanks, annexes)
    quantities = find_quantities(source)
    return Agreement(
        source=source,
        title=title,
        type=recognise_type(source, title, clauses, vocabulary, chosen=type_code or None),
        assessability=assess(source, title, bool(parties), clauses, blanks),
        clauses=clauses,
        parties=parties,
        signatures=find_signatures(source, parties, blanks, annexes),
        annexes=annexes,
        references=find_references(source, clauses, annexes),
        definitions=find_definitions(source),
        quantities=quantities,
        blanks=blanks,
        modules=recognise_modules(source, clauses, sentences, vocabulary, annexes),
        sentences=sentences,
        service_levels=find_service_levels(source, clauses, sentences, quantities, blanks),
        records=find_service_records(source, clauses, sentences, annexes, parties),
        lexicon=vocabulary.lexicon,
    )
