"""The chain that proves the work: which record, what it holds, who signs it, by when, what silence means, what rests
on it. Read from sentences, table cells and record forms among the annexes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field

from contractlint import regex
from contractlint.dataclass import dataclass
from contractlint.model import Annex, Clause, Party, ServiceRecords
from contractlint.parser.record_words import (
    ACCEPTS,
    AT_ONCE,
    BOTH,
    BY,
    CHANNEL,
    CHANNEL_AFTER,
    CLIENT_WORDS,
    CONTENTS,
    FINAL,
    FOLLOWS,
    HANDED,
    HOLDS,
    LEFT_OPEN,
    LIST_AHEAD,
    MADE,
    MAYBE_SLIP,
    NO_SIGN,
    NO_SLIP,
    POST,
    PROVIDER_WORDS,
    REPORT,
    RHYTHM,
    RIVAL,
    SIGN,
    SIGN_OR_ACCEPT,
    SIGNS_OTHER,
    SLIP,
    TIED,
    UNSIGNED,
    USER,
    VAGUE,
    VERBAL,
    WITHIN,
)
from contractlint.regex import compile_regex
from contractlint.text import Found, SourceText, Span, Spans

_NEAR = 2
"""So many sentences further on, a sentence about signing still speaks of the record named before."""
_LIST_LENGTH = 8
_PERSON = compile_regex("[\u4e00-\u9fff]{2,4}")


def find_service_records(
    source: SourceText,
    clauses: tuple[Clause, ...],
    sentences: tuple[Span, ...],
    annexes: tuple[Annex, ...],
    parties: tuple[Party, ...],
) -> ServiceRecords:
    """The links of the chain, each with its places in order.

    Slips (服务记录单, 工单) prove each service; where there are none, periodic reports take their place. A single
    report at the end is no record.
    """
    reader = _Reader(source, clauses, sentences, annexes, _sides(parties), Spans(table.span for table in source.tables))
    if not reader.collect(slips=True):
        reader.collect(slips=False)
    return reader.chain()


@dataclass(frozen=True, slots=True)
class _Sides:
    client: re.Pattern[str]
    provider: re.Pattern[str]
    signers: str
    """Posts, and the client's people whom the text names."""


def _sides(parties: tuple[Party, ...]) -> _Sides:
    own: dict[str, set[str]] = {"甲": set(CLIENT_WORDS), "乙": set(PROVIDER_WORDS)}
    for role, words in own.items():
        for party in parties:
            names = {word for word in (party.label, *party.short_names) if word}
            words.update(names) if party.role == role else words.difference_update(names)
    client, provider = (
        "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
        for words in (own["甲"], own["乙"])
    )
    people = {
        field.value
        for party in parties
        if party.role == "甲"
        for key in ("contact", "agent", "representative")
        for field in party.repeats.get(key, ())
        if _PERSON.fullmatch(field.value)
    }
    signers = "|".join((POST, *sorted(people)))
    return _Sides(compile_regex(f"{client}|{USER}"), compile_regex(provider), signers)


def _heading_ends(clauses: tuple[Clause, ...]) -> frozenset[int]:
    """Where the headings end; a sentence that ends there says nothing but a heading."""
    return frozenset(inner.heading.end for clause in clauses for inner in clause.walk() if inner.heading is not None)


def _last(pattern: str, text: str) -> re.Match[str] | None:
    found: re.Match[str] | None = None
    for match in regex.finditer(pattern, text):
        found = match
    return found


@dataclass
class _Reader:
    """Walks the sentences once for each sort of record and keeps what it meets."""

    source: SourceText
    clauses: tuple[Clause, ...]
    sentences: tuple[Span, ...]
    annexes: tuple[Annex, ...]
    sides: _Sides
    tables: Spans
    found: dict[str, list[Span]] = field(default_factory=dict)
    contents: list[tuple[str, Span]] = field(default_factory=list)

    def collect(self, *, slips: bool) -> bool:
        """Read all sentences for slips or for reports; whether any such record is demanded."""
        self.found, self.contents = {}, []
        starts = tuple(clause.span.start for clause in self.clauses)
        headings = _heading_ends(self.clauses)
        headed_spans = Spans(self._headed_spans())
        forms = Spans(annex.span for annex in self.annexes if SLIP.search(annex.title))
        last, home = -_NEAR - 1, -2
        listing = 0
        for index, sentence in enumerate(self.sentences):
            if self._closes(headings, sentence):
                continue
            root = bisect_right(starts, sentence.start) - 1
            form = forms.around(sentence)
            text = self.source.normalized.of(sentence)
            nouns = list(self._nouns(sentence, text, slips=slips))
            if slips and not nouns:
                nouns = self._verbal(sentence, text)
            headed = slips and headed_spans.around(sentence)
            near = root == home and index - last <= _NEAR
            listing = listing - 1 if root == home else 0
            if form:
                self._read_form(sentence, nouns)
            elif nouns:
                last, home = index, root
                listing = self._read(sentence, nouns, slips=slips) or listing
            elif listing > 0:
                self._hold(sentence, 0)
            elif (headed or near) and self._follows(sentence, slips=slips):
                last, home = index, root
                listing = self._read(sentence, [], slips=slips) or listing
        return bool(self.found.get("records"))

    def chain(self) -> ServiceRecords:
        """What was kept, each place once and in order."""

        def places(key: str) -> tuple[Span, ...]:
            return tuple(sorted(set(self.found.get(key, ()))))

        if not self.found.get("records"):
            return ServiceRecords()
        return ServiceRecords(
            records=places("records"),
            contents=tuple(sorted(set(self.contents), key=lambda one: (one[1], one[0]))),
            signing=places("signing"),
            named_signers=places("named"),
            unnamed_signers=places("unnamed"),
            deadlines=places("deadlines"),
            silence=places("silence"),
            ties=places("ties"),
        )

    # ------------------------------------------------------------ what a sentence speaks of

    def _nouns(self, sentence: Span, text: str, *, slips: bool) -> Iterator[Span]:
        pattern = SLIP if slips else REPORT
        if (slips and MAYBE_SLIP.search(text) is None) or pattern.search(text) is None:
            return
        for found in self.source.normalized.finditer(pattern, sentence):
            before, after = text[: found.match.start()], text[found.match.end() :]
            if slips:
                if NO_SLIP.search(found[0]) or LEFT_OPEN.search(before):
                    continue
                if found[0] == "工单" and (
                    CHANNEL.search(before) or CHANNEL_AFTER.search(after) or not MADE.search(text)
                ):
                    continue
                yield found.span
            elif self.found.get("records") or RHYTHM.search(text) or not FINAL.search(text):
                yield found.span

    def _verbal(self, sentence: Span, text: str) -> list[Span]:
        if VERBAL.search(text) is None:
            return []
        found = self.source.normalized.search(VERBAL, sentence)
        if found is None:
            return []
        return [found.span_of(next(name for name in ("place", "other", "paper") if found[name]))]

    def _closes(self, headings: frozenset[int], sentence: Span) -> bool:
        """Whether a sentence ends with the heading of its clause, or with the bracket around it."""
        text = self.source.text
        end = sentence.end
        while end > sentence.start and text[end - 1] in "】：:》〕]）)":
            end -= 1
        return end in headings or sentence.end in headings

    def _headed_spans(self) -> tuple[Span, ...]:
        """Clauses whose heading names a record."""
        return tuple(
            inner.span
            for clause in self.clauses
            for inner in clause.walk()
            if inner.heading is not None and SLIP.search(self.source.normalized.of(inner.heading))
        )

    def _follows(self, sentence: Span, *, slips: bool) -> bool:
        """Whether a sentence that names no record goes on about the one before."""
        text = self.source.normalized.of(sentence)
        if not any(one.search(text) for one in (SIGN, UNSIGNED, HOLDS)) and (slips or not ACCEPTS.search(text)):
            return False
        rivals = RIVAL.sub("", text) if not slips else text
        return RIVAL.search(rivals) is None

    # ------------------------------------------------------------ reading

    def _keep(self, key: str, place: Span) -> None:
        self.found.setdefault(key, []).append(place)

    def _read(self, sentence: Span, nouns: Sequence[Span], *, slips: bool) -> int:
        """Keep what a sentence says of the record; how many sentences of a list of contents follow it."""
        text = self.source.normalized.of(sentence)
        if nouns and (MADE.search(text) or self._in_table(sentence)):
            for noun in nouns:
                self._keep("records", noun)
        self._signing(sentence, text, slips=slips)
        if UNSIGNED.search(text) and FOLLOWS.search(text):
            self._keep("silence", sentence)
        if TIED.search(text) and (nouns or FOLLOWS.search(text)):
            self._keep("ties", sentence)
        holds = self.source.normalized.search(HOLDS, sentence)
        if holds is None:
            return 0
        self._hold(sentence, holds.match.end())
        return _LIST_LENGTH if LIST_AHEAD.search(text.rstrip()) else 0

    def _hold(self, sentence: Span, start: int) -> None:
        for kind, pattern in CONTENTS:
            for found in self.source.normalized.finditer(pattern, sentence):
                if found.match.start() >= start:
                    self.contents.append((kind, found.span))
                    break

    def _in_table(self, sentence: Span) -> bool:
        return self.tables.around(Span(sentence.start, sentence.start + 1))

    def _read_form(self, sentence: Span, nouns: Sequence[Span]) -> None:
        for noun in nouns:
            self._keep("records", noun)
        self._hold(sentence, 0)
        text = self.source.normalized.of(sentence)
        self._signing(sentence, text, slips=True)
        if UNSIGNED.search(text) and FOLLOWS.search(text):
            self._keep("silence", sentence)
        if TIED.search(text) and nouns:
            self._keep("ties", sentence)

    def _signing(self, sentence: Span, text: str, *, slips: bool) -> None:
        for found in self.source.normalized.finditer(SIGN if slips else SIGN_OR_ACCEPT, sentence):
            start = found.match.start()
            before = text[:start]
            if NO_SIGN.search(before) or SIGNS_OTHER.search(text[found.match.end() :]):
                continue
            if not self._by_client(text, before):
                continue
            self._keep("signing", found.span)
            self._signers(sentence, text, found)
            self._deadline(sentence, text, start)

    def _by_client(self, text: str, before: str) -> bool:
        """Whether the client signs, alone or with the provider; a passive that names nobody counts."""
        segment = compile_regex("[。；\n]").split(before)[-1]
        if BOTH.search(segment) or BOTH.search(text[len(before) : len(before) + 2]):
            return True
        signer = BY.search(segment)
        if signer is not None:
            return self.sides.provider.search(signer["who"]) is None
        client = max((one.end() for one in self.sides.client.finditer(segment)), default=-1)
        provider = max((one.end() for one in self.sides.provider.finditer(segment)), default=-1)
        if client < 0 and provider < 0:
            return not compile_regex("[并且]$|并由|后$").search(segment[-2:])
        if client >= 0 and provider > client:
            return (
                compile_regex("[与和及、同]").search(segment[client:provider]) is not None
                and "，" not in segment[client:provider]
            )
        return client > provider

    def _signers(self, sentence: Span, text: str, found: Found) -> None:
        start = found.match.start()
        segment = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
        window = text[max(segment, start - 40) : start]
        shift = max(segment, start - 40)
        named, vague = _last(self.sides.signers, window), _last(VAGUE, window)
        if named is not None and (vague is None or named.end() > vague.start()):
            self._keep("named", self._place(sentence, shift + named.start(), shift + named.end()))
        elif vague is not None and not self.sides.provider.search(window[max(0, vague.start() - 4) : vague.start()]):
            self._keep("unnamed", self._place(sentence, shift + vague.start(), shift + vague.end()))

    def _deadline(self, sentence: Span, text: str, start: int) -> None:
        begun = max(text.rfind(mark, 0, start) for mark in "，。；：\n") + 1
        previous = max(text.rfind(mark, 0, max(0, begun - 1)) for mark in "，。；：\n") + 1
        ends = [end for mark in "，。；\n" if (end := text.find(mark, start)) >= 0]
        own = text[begun : min(ends, default=len(text))]
        for match in WITHIN.finditer(own):
            if not HANDED.search(own[match.end() : start - begun]) or AT_ONCE.fullmatch(match[0]):
                self._keep("deadlines", self._place(sentence, begun + match.start(), begun + match.end()))
                return
        before = text[previous : max(previous, begun - 1)]
        given = WITHIN.search(before)
        if given is not None and (not HANDED.search(before) or AT_ONCE.search(given[0])):
            self._keep("deadlines", self._place(sentence, previous + given.start(), previous + given.end()))

    def _place(self, sentence: Span, start: int, end: int) -> Span:
        base = self.source.normalized.from_source(sentence).start
        return self.source.normalized.to_source(Span(base + start, base + end))
