"""Who is bound and who is favoured: sentences as statements about the two sides.

A statement is one sentence of the agreement proper, read together with the line that introduces the list it stands in
(「乙方有下列情形之一的，甲方可以解除：」).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Protocol, TypeVar

from contractlint import regex
from contractlint.checkers.roles import role_words
from contractlint.dataclass import dataclass
from contractlint.finding import Side
from contractlint.kinds.patterns import heads
from contractlint.model import Agreement, Clause, once
from contractlint.regex import compile_regex
from contractlint.text import Span

CLIENT, PROVIDER, BOTH, OTHER = "甲", "乙", "双", "丙"

_MORE = {
    CLIENT: ("客户", "用户", "买受人", "承租方", "承租人", "定作方", "甲 方"),
    PROVIDER: ("销售方", "出卖人", "出租方", "出租人", "承揽方", "开发方", "维护方", "运维方", "乙 方"),
}
_EITHER = (
    r"甲、?乙(?:双|两|任何一|任一|任意一)?方|双方|各方|两方|任何一方|任一方|任意一方|(?:合同|协议)一方"
    r"|一方|另一方|对方|守约方|非违约方|违约方|当事人"
)
# A side that stands behind one of these is spoken of and does not act: 向甲方, 经甲方书面同意, 因乙方原因.
_SPOKEN_OF = compile_regex(
    "(?:对|向|经|与|同|给|为|将|把|按|按照|依|依照|根据|因|由于|使|令|要求|通知|告知|未经|致使|归|属于|从"
    "|替|代|其他|除|或|委托|授权|聘请|指定|允许)$"
)
_OWNED = compile_regex("^(?:的(?!，|情况|情形)|之|原因|住所|所在地|(?:事先|事前|书面)*同意|要求[，的])")
_FAILS = compile_regex(
    "^(?!有权|可以|可|同意|均)[^，。；：]{0,40}?(?:逾期|未|违反|违约(?!金)|不履行|不支付|不提供|不遵守"
    "|不配合|不当|拒|延迟|迟延|延期|拖延|拖欠|擅自|泄露|泄漏|不按|不能|"
    "无故|无正当|怠于|原因|过错|过失|责任造成|毁约|转包|分包|出现|发生|有下列|有以下|存在|退场|泄密|停止|中断|超时|遗失|侵权|侵犯"
    "|单方|提前|自行|伪造|弄虚|[晚迟欠](?:付|交|到))"
)
_CLAIMS = compile_regex("(?:要求|向|对|扣除|扣减|扣留)$")
_SPECIAL_ANNEX = compile_regex("保密|廉洁|廉政|反商业贿赂|反腐|阳光|诚信|安全|消防|环保|环境保护|承诺|竞业|数据处理")
# More than any sentence takes; what a hostile text puts without a full stop is not read to its end.
_LONGEST = 2000
_LOOK_BACK = 600
_STRETCH = compile_regex(r"[^，；。：\n]+")
_JOINED = ("、", "和", "与", "及", "以及", "或", "或者", "")
_NEAR = 6
_LISTS = compile_regex("下列|以下|下述|如下|之一|：$")
_POINTS_ELSEWHERE = compile_regex(
    r"(?:按|按照|依|依照|依据|根据|适用)(?:本合同"
    r"|本协议)?第[^，。；\n]{1,14}?[条款项](?:第[^，。；\n]{1,6}?[款项])*(?:的?(?:约定|规定))?"
)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Named:
    """A place in the folded text of a statement where a side is named; ``role`` is 甲, 乙 or 双."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence (``text`` folded, ``base`` its place in the folded view), its list's ``lead`` and what the clause
    says ``before`` it."""

    span: Span
    text: str
    base: int
    lead: str
    before: str
    heads: str
    """The headings above it, the nearest first: 「甲方违约责任」."""
    clause: Clause | None
    names: re.Pattern[str]

    @property
    def whole(self) -> str:
        """Lead and sentence together, as a reader takes them."""
        return f"{self.lead}{self.text}"

    def subject(self, offset: int) -> str:
        """Who acts at ``offset`` of the text, else in the lead or in what stands before, else whom the heading names;
        empty where nobody is named."""
        for text in (self.text[:offset], self.lead, self.before):
            for start, end in reversed(list(_stretches(text))):
                role = _acting(text[start:end], self.names)
                if role:
                    return role
        return self._heading()

    def breaker(self) -> str:
        """Whose failure the statement speaks of: 「乙方逾期…的」, 「因甲方原因」; empty where nobody's."""
        for text in (self.text, self.lead, self.before):
            for one in named(text, self.names):
                if _FAILS.match(text[one.end :]) and not _CLAIMS.search(text[: one.start]):
                    return one.role
        return self._heading()

    def _heading(self) -> str:
        return next((one.role for one in named(self.heads, self.names)), "")


def stated(agreement: Agreement, cue: re.Pattern[str], *, special: bool = False) -> Iterator[Statement]:
    """Each sentence that matches ``cue``, once, in order: no headings, and nothing of an annex about one matter
    (保密, 廉洁, 安全), whose own termination and penalties are about that matter alone, unless ``special``."""
    names = _names(agreement)
    last = -1
    for found in agreement.finditer(cue):
        place = found.span
        sentence = agreement.sentence_at(place.start)
        if sentence.start == last or not len(sentence):
            continue
        path = agreement.clause_path(place.start)
        if heads(agreement, place, path) or (not special and in_special_annex(agreement, path)):
            continue
        last = sentence.start
        yield _statement(agreement, sentence, path, names)


def every(agreement: Agreement, spans: tuple[Span, ...]) -> Iterator[Statement]:
    """Each sentence inside the spans, headings left out."""
    names = _names(agreement)
    done = -1
    for span in sorted(spans):
        first = bisect_left(agreement.sentences, span.start, key=lambda sentence: sentence.start)
        for sentence in islice(agreement.sentences, first, None):
            if sentence.end > span.end:
                break
            path = agreement.clause_path(sentence.start)
            if sentence.start > done and not heads(agreement, sentence, path):
                done = sentence.start
                yield _statement(agreement, sentence, path, names)


def within(placed: Sequence[P], span: Span) -> Sequence[P]:
    """Those of some ordered, placed things that begin inside a span."""
    start = bisect_left(placed, span.start, key=lambda one: one.span.start)
    return placed[start : bisect_left(placed, span.end, key=lambda one: one.span.start)]


def in_special_annex(agreement: Agreement, path: tuple[Clause, ...]) -> bool:
    """Whether a path of clauses lies in an annex about one matter."""
    annex = path[0].annex if path else None
    return annex is not None and _SPECIAL_ANNEX.search(agreement.annexes[annex].title) is not None


def place(agreement: Agreement, statement: Statement, start: int, end: int) -> Span:
    """The source span of a stretch of a statement's text."""
    return agreement.normalized.to_source(Span(statement.base + start, statement.base + end))


def segment(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the stretch between commas (or stronger marks) that holds ``offset``."""
    start = max(text.rfind(mark, 0, offset) for mark in "，；。：\n") + 1
    ends = [end for mark in "，；。：\n" if (end := text.find(mark, offset)) >= 0]
    return start, min(ends, default=len(text))


def stretch(agreement: Agreement, statement: Statement, start: int, end: int) -> Span:
    """The source span from the beginning of the comma stretch that holds ``start`` to ``end``, without the number of
    the clause and a connecting word."""
    begun, _ = segment(statement.text, start)
    if statement.clause is not None:
        number = agreement.normalized.from_source(statement.clause.number_span).end - statement.base
        begun = max(begun, min(number, start))
    begun += len(_OPENING.match(statement.text[begun:start])[0])  # type: ignore[index]
    return place(agreement, statement, begun, end)


def headed(agreement: Agreement, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the modules that a heading names: where something of theirs that is missing would be looked for."""
    return tuple(
        code
        for code in codes
        if code in agreement.modules and any(mark.by == "heading" for mark in agreement.modules[code].marks)
    )


def without_pointers(text: str) -> str:
    """The text without 「按第X条约定」: what only points elsewhere says nothing of its own."""
    return _POINTS_ELSEWHERE.sub("↗", text)


def named(text: str, names: re.Pattern[str]) -> Iterator[Named]:
    """Where the sides are named in a folded text."""
    for match in names.finditer(text):
        yield Named(str(match.lastgroup and _ROLE_OF[match.lastgroup]), match.start(), match.end())


def harmed(role: str) -> Side:
    """The side a burden on ``role`` hurts; both where nobody in particular carries it."""
    return Side(role) if role in (CLIENT, PROVIDER) else Side.BOTH


def favoured_against(role: str) -> Side:
    """The side that a privilege of ``role`` hurts: the other one."""
    return {CLIENT: Side.PROVIDER, PROVIDER: Side.CLIENT}.get(role, Side.BOTH)


def label(agreement: Agreement, role: str) -> str:
    """How this text calls a side."""
    party = agreement.party(role)
    return party.label if party is not None else f"{role}方"


_OPENING = compile_regex(r"[\s、.．：:]*(?:但是|但|且|并且|而且|同时|则|那么|因此|其中)?[，\s]*")

_ROLE_OF = {"client": CLIENT, "provider": PROVIDER, "both": BOTH, "other": OTHER}


@once
def _names(agreement: Agreement) -> re.Pattern[str]:
    client, provider = (
        "|".join(
            re.escape(word)
            for word in sorted({*role_words(agreement, role), *_MORE[role]}, key=lambda word: (-len(word), word))
        )
        for role in (CLIENT, PROVIDER)
    )
    return compile_regex(
        f"(?P<both>{_EITHER})|(?P<other>[丙丁]方|第三方|第三人)|(?P<client>{client})|(?P<provider>{provider})"
    )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    for match in _STRETCH.finditer(text):
        yield match.span()


def _acting(text: str, names: re.Pattern[str]) -> str:
    """Who acts at the end of a comma stretch: whoever is named right there, else whom it names first, since what
    follows is spoken of (乙方维护甲方的系统并…); two sides joined by 和 act both."""
    every = list(named(text, names))
    for one, other in pairwise(every):
        if one.role != other.role and text[one.end : other.start] in _JOINED:
            return BOTH
    acting = [one for one in every if not _oblique(text, one)]
    if not acting:
        return ""
    return acting[-1].role if len(text) - acting[-1].end <= _NEAR else acting[0].role


def _oblique(text: str, one: Named) -> bool:
    return _SPOKEN_OF.search(text[: one.start]) is not None or _OWNED.match(text[one.end :]) is not None


def _statement(agreement: Agreement, sentence: Span, path: tuple[Clause, ...], names: re.Pattern[str]) -> Statement:
    key = (_statement, sentence, path[-1].span if path else None)
    known: Statement | None = agreement.derived.get(key)
    if known is None:
        known = agreement.derived[key] = _read(agreement, sentence, path, names)
    return known


def _read(agreement: Agreement, sentence: Span, path: tuple[Clause, ...], names: re.Pattern[str]) -> Statement:
    inner = agreement.normalized.from_source(sentence)
    inner = Span(inner.start, min(inner.end, inner.start + _LONGEST))
    clause = path[-1] if path else None
    begun = min(clause.own.start, sentence.start) if clause else sentence.start
    return Statement(
        span=sentence,
        text=inner.of(agreement.normalized.text),
        base=inner.start,
        lead=_lead(agreement, sentence, path),
        before=agreement.folded(Span(max(begun, sentence.start - 200), sentence.start)),
        heads="\n".join(agreement.folded(one.heading) for one in reversed(path) if one.heading is not None),
        clause=clause,
        names=names,
    )


def list_below(agreement: Agreement, statement: Statement) -> str:
    """The statement with its lead and, where it opens a list, the items of the list."""
    clause = statement.clause
    if clause is None or _LISTS.search(statement.text) is None:
        return statement.whole
    end = min(clause.span.end, statement.span.start + _LONGEST)
    return statement.lead + agreement.folded(Span(statement.span.start, max(end, statement.span.start)))


def _lead(agreement: Agreement, sentence: Span, path: tuple[Clause, ...]) -> str:
    """The last sentence before a list that the sentence is an item of: of the clause above, or of its own clause
    where the items have no numbers of their own."""
    leads = []
    for depth, clause in enumerate(path):
        end = clause.own.end if depth + 1 < len(path) else sentence.start
        if clause.own.start >= end:
            continue
        said = agreement.folded(Span(max(clause.own.start, end - _LOOK_BACK), end)).rstrip()
        if depth + 1 < len(path):
            last = regex.split("[。；！？]", said)[-1][-160:]
            if said.endswith("：") or (_LISTS.search(last) and path[depth + 1].heading is None):
                leads.append(last)
        else:
            openers = [line for line in regex.split("[。；！？\n]", said) if line.rstrip().endswith("：")]
            if openers and "。" not in said[said.rfind(openers[-1]) + len(openers[-1]) :]:
                leads.append(openers[-1])
    return "".join(leads)
