"""The agreement as understood. Everything here is frozen data with places; the parser fills it, rules read it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property, wraps
from typing import Any, TypeVar

from contractlint.dataclass import dataclass
from contractlint.text import Block, Found, Normalized, SourceText, Span, Table

# ---------------------------------------------------------------- structure


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or headed piece of the agreement, its children inside it.

    ``span`` covers number, heading, text and children. ``own`` is the text of this clause alone: from the end of the
    heading (or number) to the first child.
    """

    number: str
    """As printed: ``第三条``, ``3.2``, ``（一）``; empty for headings without a number."""
    value: int | None
    """The number's value; None where there is none."""
    style: str
    """``article`` 第X条, ``chapter`` 第X章, ``decimal`` 1.1, ``han`` 一、, ``paren-han`` （一）, ``arabic`` 1.,
    ``paren-arabic`` （1）, ``circled`` ①, ``bracket`` 【标题】, ``bullet``, ``heading`` (style or Markdown),
    ``bold``, ``annex``, ``letter`` a."""
    path: tuple[int, ...]
    """Values along the tree, e.g. ``(3, 2)``; unnumbered clauses count their position."""
    level: int
    span: Span
    number_span: Span
    heading: Span | None
    """The title of the clause without its number; None where the clause starts with running text."""
    own: Span
    children: tuple[Clause, ...] = ()
    annex: int | None = None
    """Index into ``Agreement.annexes`` for clauses of an annex."""

    def walk(self) -> Iterator[Clause]:
        """This clause and everything under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex that stands in the file."""

    label: str
    """As printed: ``附件一``, ``附件2``; ``附件`` alone where it has no number."""
    number: int | None
    title: str
    heading: Span
    span: Span
    """From its heading to the next annex or the end of the body."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that points somewhere else.

    ``kind``: ``clause`` (本合同第X条), ``annex`` (附件X), ``law`` (《…》第X条 or a law's name), ``document`` (another
    document by name in 《》). ``numbers`` are the targets as paths: 第四条第（二）款 is ``((4, 2),)``, 第四条至第六条
    is ``((4,), (5,), (6,))``.
    """

    kind: str
    span: Span
    text: str
    numbers: tuple[tuple[int, ...], ...] = ()
    statute: str = ""
    relative: bool = False
    """本条第（二）款: resolve from where it stands."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name or term the text defines: 「以下简称“系统”」, 「“服务”指…」."""

    term: str
    span: Span
    full: str = ""
    """What it stands for, where it names something (以下简称)."""


# ---------------------------------------------------------------- parties


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value: ``label`` is where the label stands, ``span`` where the value stands or should stand."""

    label: Span
    span: Span
    value: str
    """Folded and stripped; empty where blank."""
    blank: bool
    """The label is there, and what follows is nothing, a line, brackets, XX or another placeholder."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A further place where a party's full name is written: ``where`` is ``body`` or ``signature`` or ``annex``."""

    name: str
    span: Span
    where: str


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the agreement.

    ``role`` is 甲 for who receives and pays, 乙 for who serves and is paid, 丙… for further parties. ``fields`` has the
    keys ``address credit_code representative agent contact phone email bank account account_name tax_id``; a key is
    absent where the text has no such label for this party. Several places of one field are kept in order in
    ``repeats``.
    """

    role: str
    label: str
    """As the text calls it: 甲方, 委托方, 采购人, 买方…"""
    label_span: Span
    name: Field | None
    fields: dict[str, Field]
    repeats: dict[str, tuple[Field, ...]]
    short_names: tuple[str, ...] = ()
    """Defined short names, the role labels included."""
    natural_person: bool = False
    mentions: tuple[Mention, ...] = ()

    def field(self, key: str) -> Field | None:
        """The first filled field of that key, else the first blank one, else None."""
        every = self.repeats.get(key, ())
        return next((one for one in every if not one.blank), every[0] if every else None)


@dataclass(frozen=True, slots=True)
class Signature:
    """The place where one party signs: 「甲方（盖章）：」 with representative, date and seal lines."""

    role: str
    span: Span
    name: Field | None
    representative: Field | None
    date: Field | None
    seal: str
    """The words that ask for a seal, e.g. ``公章``, ``盖章``; empty where none does."""


# ---------------------------------------------------------------- quantities


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in yuan; ``written`` is ``figures`` (1,000.00元, 5.6万元) or ``words`` (壹仟元整).

    ``value`` is None where words are written wrongly (陆拾伍角整), with ``fault`` saying why.
    """

    span: Span
    value: Decimal | None
    written: str
    unit: str = "元"
    currency: str = "CNY"
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share of one: 5% is ``Decimal('0.05')``, 千分之三 is ``Decimal('0.003')``."""

    span: Span
    value: Decimal


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: ``unit`` is ``second minute hour day workday week month quarter year``.

    ``day`` is also 自然日 and 日历日. ``bound`` keeps 以内/不超过/超过/以上/不少于 as ``within``, ``over``,
    ``least`` or empty; ``approximate`` marks 左右 and 约.
    """

    span: Span
    value: Decimal
    unit: str
    bound: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class DateValue:
    """A written date; month and day are None where the text has only 2026年 or 2026年3月."""

    span: Span
    year: int
    month: int | None
    day: int | None
    fault: str = ""
    """Why the date cannot exist, e.g. 2月30日; empty for real dates."""


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """7×24, 5×8, 9:00-18:00: ``kind`` is ``round-the-clock``, ``days-hours`` or ``clock``."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """So many times per period: 每月一次, 每季度2次, 每周, 年度; ``count`` None where only the rhythm is given."""

    span: Span
    count: Decimal | None
    unit: str
    """``day week month quarter half-year year time``"""


@dataclass(frozen=True, slots=True)
class Quantities:
    """All quantities of the text, each kind in order of place."""

    amounts: tuple[Amount, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    periods: tuple[Period, ...] = ()
    dates: tuple[DateValue, ...] = ()
    hours: tuple[ServiceHours, ...] = ()
    frequencies: tuple[Frequency, ...] = ()


# ---------------------------------------------------------------- recognition


@dataclass(frozen=True, slots=True)
class Blank:
    """A place left to fill: ``kind`` is ``line bracket paren letters word variable gap``."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Why something was recognised: ``by`` is ``heading``, ``content`` or ``title``, ``score`` 0–100."""

    by: str
    span: Span
    score: int


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the catalogue (S C L A F …) found in the text."""

    code: str
    clauses: tuple[Clause, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class AgreementType:
    """``tech-support``, a neighbour such as ``software-development``, or ``general``; ``chosen`` by the user."""

    code: str
    marks: tuple[Mark, ...]
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Assessability:
    """Whether the text allows claims of absence.

    ``state``: ``readable``, ``empty`` (nothing or a scan), ``foreign``, ``form`` (an unfilled template),
    ``not-agreement``. ``reason`` is a Chinese sentence for every state but ``readable``.
    """

    state: str = "readable"
    reason: str = ""

    @property
    def readable(self) -> bool:
        """Whether rules may run and claim that something is missing."""
        return self.state == "readable"


# ---------------------------------------------------------------- service agreements

CLOCKS = ("response", "arrival", "restore", "resolve")
"""Four different clocks: 响应, 到场, 恢复, 解决. A restored system may still carry the fault."""


@dataclass(frozen=True, slots=True)
class Level:
    """A severity level of faults (一级, P1, 紧急): ``rank`` counts from 1 in order of appearance."""

    name: str
    rank: int
    span: Span


@dataclass(frozen=True, slots=True)
class Clock:
    """A time promised (or left open) for one clock of :data:`CLOCKS` and one level (``rank``; None for all faults).

    ``period`` is None where the place is there and holds no time: an empty cell, 「在　小时内」, 「及时响应」.
    """

    kind: str
    rank: int | None
    period: Period | None
    span: Span


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """The grid of levels × clocks, out of prose and tables, annexes included."""

    levels: tuple[Level, ...] = ()
    clocks: tuple[Clock, ...] = ()

    def at(self, rank: int | None, kind: str) -> tuple[Clock, ...]:
        """What is promised for one level and clock; a promise for all faults counts for every level."""
        return tuple(clock for clock in self.clocks if clock.kind == kind and clock.rank in (rank, None))


@dataclass(frozen=True, slots=True)
class ServiceRecords:
    """The chain that proves the work: record → content → who signs → by when → silence or refusal → tied to payment.

    Each link holds the places that speak of it; an empty one is a gap.
    """

    records: tuple[Span, ...] = ()
    """Words that demand a record of each service or period: 服务记录单, 工单, 巡检表…"""
    contents: tuple[tuple[str, Span], ...] = ()
    """What it must hold, by kind: ``problem``, ``process``, ``result``."""
    signing: tuple[Span, ...] = ()
    """That the client (or both) signs, seals or confirms the record."""
    named_signers: tuple[Span, ...] = ()
    """Signers with a post or a name: 甲方项目负责人, 甲方代表."""
    unnamed_signers: tuple[Span, ...] = ()
    """Signers without one: 相关人员, 现场人员."""
    deadlines: tuple[Span, ...] = ()
    """By when it is to be signed."""
    silence: tuple[Span, ...] = ()
    """What follows when nobody signs or somebody refuses."""
    ties: tuple[Span, ...] = ()
    """That payment or acceptance rests on the record."""


# ---------------------------------------------------------------- the whole


@dataclass(frozen=True)
class Agreement:
    """A draft as understood, the only thing rules see. All spans point into ``source.text``."""

    source: SourceText
    """The text and where it came from."""
    title: Span | None
    """None where there is none."""
    type: AgreementType
    """With the signs that speak for it."""
    assessability: Assessability
    """Whether it can be judged at all, and why not."""
    clauses: tuple[Clause, ...]
    """Roots of the clause tree, body and annexes in reading order."""
    parties: tuple[Party, ...]
    """In the order of the text."""
    signatures: tuple[Signature, ...]
    """Signature blocks."""
    annexes: tuple[Annex, ...]
    """Annexes that are in the file."""
    references: tuple[Reference, ...]
    """To clauses, annexes and statutes."""
    definitions: tuple[Definition, ...]
    """Short names and defined terms."""
    quantities: Quantities
    """Amounts, percentages, periods, dates, hours, frequencies."""
    blanks: tuple[Blank, ...]
    """Places still to be filled."""
    modules: dict[str, Module]
    """By code, only those found."""
    sentences: tuple[Span, ...]
    """Disjoint, in order; broken at 。；！？, at line breaks and at cell borders, body and notes."""
    service_levels: ServiceLevels = ServiceLevels()
    """Severity levels and the times promised for them."""
    records: ServiceRecords = ServiceRecords()
    """Service records: what they hold, who signs them and when."""
    lexicon: tuple[str, ...] = ()
    """Words of the small dictionary that guard short phrases; see ``parser.words``."""
    company_names: tuple[str, ...] = ()
    """Names known to be registered, whatever they look like."""

    @property
    def text(self) -> str:
        """The source text."""
        return self.source.text

    @property
    def normalized(self) -> Normalized:
        """The folded view."""
        return self.source.normalized

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return self.source.tables

    @cached_property
    def all_clauses(self) -> tuple[Clause, ...]:
        """Every clause in reading order."""
        return tuple(path[-1] for path in self._clause_paths)

    @cached_property
    def _clause_paths(self) -> tuple[tuple[Clause, ...], ...]:
        """For every clause in reading order, the clauses from its root down to it."""
        paths: list[tuple[Clause, ...]] = []
        waiting: list[tuple[Clause, tuple[Clause, ...]]] = [(root, ()) for root in reversed(self.clauses)]
        while waiting:
            clause, above = waiting.pop()
            paths.append((*above, clause))
            waiting.extend((child, paths[-1]) for child in reversed(clause.children))
        return tuple(paths)

    @cached_property
    def _clause_starts(self) -> tuple[int, ...]:
        return tuple(clause.span.start for clause in self.all_clauses)

    def clause_at(self, offset: int) -> Clause | None:
        """The innermost clause at ``offset``."""
        path = self.clause_path(offset)
        return path[-1] if path else None

    def clause_path(self, offset: int) -> tuple[Clause, ...]:
        """From the root down to the innermost clause at ``offset``; empty before the first clause."""
        index = bisect_right(self._clause_starts, offset) - 1
        if index < 0:
            return ()
        # What starts last before the offset holds it, or one of the clauses above does: clauses are nested or apart.
        path = self._clause_paths[index]
        for depth in range(len(path), 0, -1):
            if offset < path[depth - 1].span.end:
                return path[:depth]
        return ()

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds ``offset``; an empty span there where none does."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index >= 0 and offset <= self.sentences[index].end:
            return self.sentences[index]
        return Span(offset, offset)

    def sentences_in(self, span: Span) -> tuple[Span, ...]:
        """The sentences that lie wholly inside a span."""
        first = bisect_left(self._sentence_starts, span.start)
        last = bisect_left(self._sentence_starts, span.end)
        inside = self.sentences[first:last]
        return inside if not inside or inside[-1].end <= span.end else inside[:-1]

    def finditer(self, pattern: re.Pattern[str], within: Span | None = None) -> Iterator[Found]:
        """Matches in the folded body and notes (headers and footers left out), with source places."""
        return self.normalized.finditer(pattern, self.judged if within is None else within)

    def search(self, pattern: re.Pattern[str], within: Span | None = None) -> Found | None:
        """The first such match, or None."""
        return self.source.normalized.search(pattern, self.judged if within is None else within)

    @cached_property
    def judged(self) -> Span:
        """Body and notes: what rules look at. Headers and footers follow behind it."""
        end = min((s.span.start for s in self.source.streams if s.kind in ("header", "footer")), default=len(self.text))
        return Span(0, end)

    @cached_property
    def derived(self) -> dict[object, Any]:
        """What checkers work out of this agreement and ask for more than once, by whatever worked it out."""
        return {}

    def quoted(self, span: Span) -> str:
        """The source characters of a span for a message, which speaks with the letters of the folded view."""
        return self.source.lettered(span.of(self.text))

    def folded(self, span: Span) -> str:
        """The folded characters of a source span."""
        return self.source.normalized.of(span)

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.span.start for block in self.source.blocks)

    def block_at(self, offset: int) -> Block | None:
        """The paragraph that holds ``offset``."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0:
            return None
        block = self.source.blocks[index]
        return block if offset <= block.span.end else None

    def table_at(self, offset: int) -> Table | None:
        """The innermost table at ``offset``."""
        ordered, starts, above = self._nested_tables
        index: int | None = bisect_right(starts, offset) - 1
        while index is not None and index >= 0:
            if offset < ordered[index].span.end:
                return ordered[index]
            index = above[index]
        return None

    @cached_property
    def _nested_tables(self) -> tuple[tuple[Table, ...], tuple[int, ...], tuple[int | None, ...]]:
        """The tables in order of place, where they start, and for each the one around it."""
        ordered = tuple(sorted(self.tables, key=lambda table: (table.span.start, -table.span.end)))
        above: list[int | None] = []
        open_tables: list[int] = []
        for index, table in enumerate(ordered):
            while open_tables and ordered[open_tables[-1]].span.end <= table.span.start:
                open_tables.pop()
            above.append(open_tables[-1] if open_tables else None)
            open_tables.append(index)
        return ordered, tuple(table.span.start for table in ordered), tuple(above)

    def annex_at(self, offset: int) -> Annex | None:
        """The annex that holds ``offset``; None in the body."""
        index = bisect_right(self.annexes, offset, key=lambda annex: annex.span.start) - 1
        return self.annexes[index] if index >= 0 and offset < self.annexes[index].span.end else None

    def party(self, role: str) -> Party | None:
        """The party with that role (甲, 乙, 丙)."""
        return next((party for party in self.parties if party.role == role), None)

    @cached_property
    def anchor(self) -> Span:
        """Where a finding stands that belongs nowhere in particular: the title, else the first line."""
        if self.title is not None:
            return self.title
        for block in self.source.blocks:
            if block.span.of(self.text).strip():
                return block.span
        return Span(0, 0)


_T = TypeVar("_T")


def once(work: Callable[[Agreement], _T]) -> Callable[[Agreement], _T]:
    """The same function of an agreement, worked out once for each agreement. What it answers must not be changed."""

    @wraps(work)
    def known(agreement: Agreement) -> _T:
        derived = agreement.derived
        if work not in derived:
            derived[work] = work(agreement)
        answer: _T = derived[work]
        return answer

    return known
