"""What a decision was about: the places of a finding, described so that they can be found again in a later draft."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from contractlint.dataclass import dataclass
from contractlint.finding import Finding
from contractlint.regex import compile_regex
from contractlint.text import Span

LONGEST = 100
"""Characters of a sentence that are kept."""
_ENDS = "。；;！!？?\n\t"
_DROPPED = compile_regex(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_LINES = compile_regex(r"_{2,}")
_NUMBER = compile_regex(
    r"(?:第[一二三四五六七八九十百千零〇\d]{1,8}[条章节款项]|[一二三四五六七八九十百]{1,5}[、.]|[(（][一二三四五六七八九十百\d]{1,5}[)）]"
    r"|\d{1,3}(?:\.\d{1,3})+(?![\d.%‰元万亿日天年月周小分秒个次工倍份])[.、]?|\d{1,3}[.、)](?!\d)|[①-⑳])+"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a finding. ``sentence`` and ``heading`` tell it from equal words elsewhere; both may be empty.

    ``quote`` and ``sentence`` are squeezed: no blanks, no clause number at the front, one width. An absence is known by
    its ``message``: its quote is only where the missing thing belongs.
    """

    code: str
    quote: str
    sentence: str = ""
    heading: str = ""
    clause: str = ""
    fingerprint: str = ""
    absent: bool = False
    message: str = ""


def places_of(finding: Finding, text: str) -> tuple[Place, ...]:
    """The places of a finding of an agreement whose text is ``text``, the primary one first."""
    return tuple(
        Place(
            code=finding.code,
            quote=squeezed(one.text),
            sentence=sentence_at(text, one.span),
            heading=squeezed(finding.heading),
            clause=finding.clause,
            fingerprint="" if number else finding.fingerprint,
            absent=finding.absent,
            message=finding.message,
        )
        for number, one in enumerate(finding.evidence)
    )


def all_places(findings: Iterable[Finding], text: str) -> tuple[Place, ...]:
    """The places of all findings, in order."""
    return tuple(place for finding in findings for place in places_of(finding, text))


def sentence_at(text: str, span: Span) -> str:
    """The sentence or cell that a place begins in, squeezed and cut to :data:`LONGEST` around it."""
    start = max(text.rfind(end, 0, span.start) for end in _ENDS) + 1
    ends = [at for end in _ENDS if (at := text.find(end, span.start)) >= 0]
    stop = min(ends, default=len(text))
    # A sentence without an end is cut: what is near tells more than what is far.
    start, stop = max(start, span.start - LONGEST), min(stop, span.start + LONGEST)
    return squeezed(text[start:stop])[:LONGEST]


def squeezed(text: str) -> str:
    """The text in one width, without blanks and clause number, a line to fill in as ``_``; a bare number stays."""
    whole = _LINES.sub("_", _DROPPED.sub("", unicodedata.normalize("NFKC", text)))
    number = _NUMBER.match(whole)
    return whole[number.end() :] or whole if number else whole
