"""Places that point somewhere else: to a clause, an annex, a law, another document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from contractlint.dataclass import dataclass, replace
from contractlint.model import Annex, Clause, Reference
from contractlint.parser.labels import HAN_DIGITS, NUMBER, read_label, value_of
from contractlint.parser.lines import lines_of
from contractlint.parser.statutes import BARE_STATUTE, statute_of
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

Path = tuple[int, ...]

_DOTTED = r"\d{1,2}(?:\.\d{1,2}){1,4}"
_JOIN = r"(?: ?(?:、|以及|和|及|与|或者|或|至|到|[-—~]) ?)"
_RANGE = compile_regex(r" ?(?:至|到|[-—~])")
_MORE = rf"(?:{_JOIN}第? ?（?(?:{_DOTTED}|{NUMBER})）?){{0,8}}"
# 条件, 项目, 款项 and the like are other words; 第三条款 is 第三条.
_LEVEL = (
    r"(?P<level>条(?![件例码形目线幅鱼狗]|生产|记录|信息)|款(?![项式型产软车游])|项(?!目)|目(?![标录的前])|"
    r"[编章](?!程)|节(?![点日目约省能]))"
)
_UNIT = compile_regex(
    rf"(?:第 ?（?(?:{_DOTTED}|{NUMBER})）?{_MORE}|（{NUMBER}）{_MORE}(?= ?[款项目])|"
    rf"(?<![\d.]){_DOTTED}(?:{_JOIN}{_DOTTED}){{0,8}}(?= ?[条款项])) ?{_LEVEL}"
)
# 本合同4.2, 按3.1.2约定: a decimal number that nothing but its surroundings tells from an amount.
_DECIMAL = compile_regex(
    # First what costs least: most digits are followed by no point.
    r"(?= ?\d{1,2}\.)"
    rf"(?:(?<=合同)|(?<=协议)|(?<=按照)|(?<=依照)|(?<=根据)|(?<=违反)|(?<=依据)|(?<=详见)|(?<=参见)|(?<=上述)|(?<=前述)|(?<=按)|(?<=见)|(?<=第))"
    rf" ?(?P<number>{_DOTTED})(?![\d.%‰])(?= ?(?:约定|规定|所[述列约规]|中的?|的|之|执行|及|和|、|，|。|；|）|$))"
)
_ONE = compile_regex(rf"{_DOTTED}|{NUMBER}")
_RANKS = {"编": 0, "章": 1, "节": 2, "条": 3, "款": 4, "项": 5, "目": 6}
_INNER = compile_regex(r" ?[的之中]? ?")
_LINK = compile_regex(r" ?(?:、|以及|和|及|与|或者|或|至|到|[-—~]) ?")
_OWN = compile_regex(
    r"(?:本(?:[^，。；、：（）\n]{0,8})?(?:合同|协议(?:书)?|条款|[条款章节项])|上述|前述|前款|合同|协议)"
    r"中?[的之]? ?$"
)
_SAME = compile_regex(r"本[条款章节项](?:的|之|中)? ?$")
# Another paper's clauses: 主合同第五条, 招标文件第三章.
_OTHER = compile_regex(
    r"(?:(?:主|原|总包|分包|框架|补充|采购|销售|保密|委托|劳动|租赁|买卖|该|此|前|双方签订的|另行签订的)[^，。；、：（）\n本]{0,6}(?:合同|协议书?)|"
    r"(?:招标|投标|采购|磋商|谈判|询价|竞价|响应|比选)文件|(?:通用|专用|一般)(?:合同)?条款|规范|标准|规程|须知|办法|细则|解释|规定|条例)"
    r"(?:中)?(?:的|之)? ?$"
)
_THAT_LAW = compile_regex(r"(?:该法|同法|该条例|该办法|该解释)(?:的|之)? ?$")
_TITLED = compile_regex(r"《(?P<name>[^《》\n]{1,60})》(?P<issue>(?:（[^（）\n]{0,40}）)?)")
_ANNEX_WORD = "附件|附录|附表|附图"
_ANNEX_NUMBER = rf"[{HAN_DIGITS}]{{1,4}}|\d{{1,2}}"
_ANNEX = compile_regex(
    rf"(?:{_ANNEX_WORD}) ?(?:(?:（(?P<inner>{_ANNEX_NUMBER})）|(?P<number>{_ANNEX_NUMBER}|[A-Z](?![A-Za-z])))"
    rf"(?P<more>(?:{_JOIN}(?:{_ANNEX_WORD})? ?(?:（(?:{_ANNEX_NUMBER})）|(?:{_ANNEX_NUMBER}))(?![\d年月日%])){{0,10}})"
    r"(?![份页个张式套本种项类期年月日并致起同样般切元万\d])(?: ?[：:]? ?《[^《》\n]{1,60}》)?"
    r"|[《“\"](?P<title>[^《》“”\"\n]{1,40})[》”\"])"
)
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Chain:
    """Units that belong together (第三条第二款、第五条); offsets into the folded text."""

    start: int
    end: int
    paths: tuple[Path, ...]
    relative: bool


@dataclass(frozen=True, slots=True)
class _Name:
    """A law, a document or an annex by name."""

    start: int
    end: int
    kind: str
    statute: str = ""
    paths: tuple[Path, ...] = ()


def find_references(source: SourceText, clauses: Sequence[Clause], annexes: Sequence[Annex]) -> tuple[Reference, ...]:
    """References in order of place; numbers at the start of clauses and headings of annexes are none.

    A clause number behind the name of a law or of another document belongs to that. An annex number is the first
    component of its path, so 附件一第三条 is ``((1, 3),)``.
    """
    text = source.normalized.of(_judged(source))
    labels = _label_places(source, clauses)
    names = _names(text, [source.normalized.from_source(annex.heading) for annex in annexes])
    found: list[Reference] = []
    taken: set[int] = set()
    behind = {name.end: place for place, name in enumerate(names)}
    statute = ""
    position = 0
    for chain in _chains(text, labels):
        while position < len(names) and names[position].end <= chain.start:
            statute = names[position].statute or statute
            position += 1
        place = _name_before(text, chain.start, behind)
        if place is not None:
            taken.add(place)
            found.append(_named(source, text, names[place], chain))
        else:
            found.append(_plain(source, text, chain, statute))
    found += [_named(source, text, name, None) for place, name in enumerate(names) if place not in taken]
    return tuple(sorted(found, key=lambda reference: reference.span))


def _judged(source: SourceText) -> Span:
    """Body and notes; headers and footers follow behind them."""
    ends = (stream.span.start for stream in source.streams if stream.kind in ("header", "footer"))
    return Span(0, min(ends, default=len(source.text)))


def _label_places(source: SourceText, clauses: Sequence[Clause]) -> set[int]:
    """Where numbers stand that open a clause or a line, as folded offsets."""
    spans = [clause.number_span for root in clauses for clause in root.walk() if clause.number]
    for line in lines_of(source):
        label = read_label(source, line)
        if label is not None and label.style in ("article", "chapter", "decimal"):
            spans.append(label.span)
    return {source.normalized.from_source(span).start for span in spans}


def _chains(text: str, labels: set[int]) -> Iterator[_Chain]:
    """All references by number, connected ones joined."""
    current: _Chain | None = None
    ranks: list[int] = []
    for start, end, rank, steps in _units(text, labels):
        if current is not None:
            between = text[current.end : start]
            inner = _INNER.fullmatch(between)
            if inner and rank > ranks[-1]:
                paths = [path + step for path in current.paths[-1:] for step in steps]
                current = replace(current, end=end, paths=(*current.paths[:-1], *paths))
                ranks.append(rank)
                continue
            if _LINK.fullmatch(between) and (rank in ranks or rank < ranks[0]):
                depth = ranks.index(rank) if rank in ranks else 0
                above = current.paths[-1][:depth]
                paths = [above + step for step in steps]
                if _RANGE.match(between):
                    paths = _between(current.paths[-1], paths)
                current = replace(current, end=end, paths=(*current.paths, *paths))
                ranks = [*ranks[:depth], rank]
                continue
            yield current
        current = _Chain(start, end, tuple(steps), relative=rank > _RANKS["条"])
        ranks = [rank]
    if current is not None:
        yield current


def _units(text: str, labels: set[int]) -> Iterator[tuple[int, int, int, list[Path]]]:
    """``(start, end, rank, numbers)`` of each 第X条, 第（X）款, 4.2款 and bare 4.2."""
    found = [*_UNIT.finditer(text), *_DECIMAL.finditer(text)]
    found.sort(key=lambda match: match.start())
    done = 0
    for match in found:
        start = match.start("number") if match.re.pattern == _DECIMAL.pattern else match.start()
        if start < done or start in labels:
            continue
        level = "条" if match.re.pattern == _DECIMAL.pattern else match["level"]
        head = text[max(0, start - 1) : start]
        tail = text[match.end() : match.end() + 1]
        if level in "款项目" and head in ("", "\n") and tail in ("：", " ", "\t", "\n", ""):
            # 第一款： at the start of a line numbers it.
            continue
        steps = _steps(match[0])
        if steps:
            done = match.end()
            # A decimal number says its whole path, whatever word follows it.
            rank = _RANKS["条"] if len(steps[0]) > 1 else _RANKS[level]
            yield start, done, rank, steps


def _steps(text: str) -> list[Path]:
    """The numbers of one unit: 第三、五条 are two, 第（一）至（三）项 are three."""
    steps: list[Path] = []
    end = 0
    for match in _ONE.finditer(text):
        path = _path(match[0])
        if path is None:
            continue
        if steps and _RANGE.search(text[end : match.start()]):
            steps += _between(steps[-1], [path])
        else:
            steps.append(path)
        end = match.end()
    return steps


def _path(number: str) -> Path | None:
    if "." in number:
        return tuple(int(part) for part in number.split("."))
    value = value_of(number)
    return None if not value else (value,)


def _between(first: Path, last: Sequence[Path]) -> list[Path]:
    """What a range adds to its first number."""
    end = last[0]
    if len(first) == len(end) and first[:-1] == end[:-1] and first[-1] < end[-1] <= first[-1] + _MOST:
        return [(*end[:-1], value) for value in range(first[-1] + 1, end[-1] + 1)] + list(last[1:])
    return list(last)


def _names(text: str, headings: Sequence[Span]) -> list[_Name]:
    """Annexes, then laws and documents that are not part of an annex's name, in order."""
    starts = [span.start for span in headings]
    names: list[_Name] = []
    for match in _ANNEX.finditer(text):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.start() < headings[place].end:
            continue
        names.append(_Name(match.start(), match.end(), "annex", paths=_annex_paths(match)))
    covered = {offset for name in names for offset in range(name.start, name.end)}
    for match in _TITLED.finditer(text):
        if match.start() not in covered:
            statute = statute_of(match["name"], match["issue"] + text[match.end() : match.end() + 24])
            end = match.end() if statute else match.end("name") + 1
            names.append(_Name(match.start(), end, "law" if statute else "document", statute))
            covered.update(range(match.start(), match.end()))
    names += [
        _Name(match.start(), match.end(), "law", match["name"])
        for match in BARE_STATUTE.finditer(text)
        if match.start() not in covered
    ]
    return sorted(names, key=lambda name: name.start)


def _annex_paths(match: re.Match[str]) -> tuple[Path, ...]:
    number = match["number"] or match["inner"]
    if number is None:
        return ()
    if number.isascii() and number.isalpha():
        return ((ord(number) - ord("A") + 1,),)
    return tuple(dict.fromkeys(_steps(number + (match["more"] or ""))))


def _name_before(text: str, start: int, behind: dict[int, int]) -> int | None:
    """The name that ends directly before ``start``, 的 or a blank between them."""
    for end in range(start, max(-1, start - 4), -1):
        if end in behind:
            return behind[end]
        if end and text[end - 1] not in "的之中 ":
            return None
    return None


def _named(source: SourceText, text: str, name: _Name, chain: _Chain | None) -> Reference:
    end = name.end if chain is None else chain.end
    numbers = name.paths
    if chain is not None:
        numbers = chain.paths
        if name.kind == "annex":
            numbers = tuple(above + path for above in name.paths[:1] for path in chain.paths)
    return _reference(source, text, name.kind, name.start, end, numbers, name.statute)


def _plain(source: SourceText, text: str, chain: _Chain, statute: str) -> Reference:
    """A chain that no name stands before: this agreement's own clause, unless the words before say otherwise."""
    before = text[max(0, chain.start - 24) : chain.start]
    same = _SAME.search(before)
    own = _OWN.search(before)
    if _THAT_LAW.search(before) and statute:
        return _reference(source, text, "law", chain.start, chain.end, chain.paths, statute)
    other = _OTHER.search(before)
    if other and not (own and own[0].startswith("本")):
        return _reference(source, text, "document", chain.start - len(other[0]), chain.end, chain.paths)
    start = chain.start - len(own[0]) if own else chain.start
    relative = chain.relative and not (own and own[0].startswith(("本合同", "本协议")))
    return _reference(source, text, "clause", start, chain.end, chain.paths, relative=relative or same is not None)


def _reference(
    source: SourceText,
    text: str,
    kind: str,
    start: int,
    end: int,
    numbers: Iterable[Path],
    statute: str = "",
    relative: bool = False,
) -> Reference:
    span = source.normalized.to_source(Span(start, end))
    return Reference(kind, span, text[start:end], tuple(numbers), statute, relative)
