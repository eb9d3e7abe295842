"""Short names and terms the text defines, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.model import Definition
from contractlint.regex import compile_regex
from contractlint.text import Found, Normalized, SourceText, Span

_OPEN = "[\"'“”‘’「『《＂]"
_SHUT = "[\"'“”‘’」』》＂]"
_TERM = "[^\"'“”‘’「」『』《》＂。；！？，：\n]"
# 以下简称“系统”, （下称甲方）, 以下合称“双方”; several names may follow: “甲方”或“委托方”.
_SHORT = compile_regex(
    rf"(?:以下|下文|在下文中|下)(?:均|亦|又)?(?:简称|统称|合称|并称|分别称|分别简称|总称|称)(?:为|作|之为)?：? ?"
    rf"(?:{_OPEN}{{1,2}}(?P<quoted>{_TERM}{{1,30}}){_SHUT}{{1,2}}"
    rf"(?P<further>(?: ?(?:或者?|、|，|和|及|/) ?{_OPEN}{_TERM}{{1,30}}{_SHUT}){{0,4}})"
    rf"|(?P<bare>[^\"'“”‘’「」『』《》＂。；！？，：、（）\n ]{{1,12}})(?=[）。；，、\n]|$))"
)
_QUOTED = compile_regex(f"{_OPEN}(?P<term>{_TERM}{{1,30}}){_SHUT}")
# “服务”指…, “工作日”系指…; 指定, 指示, 指标 and the like are other words.
_MEANS = r"(?:一词|一语|，)?(?:，?(?:是|系|均|皆|即|特|仅)?指|，?(?:是|系)指代)(?![定导示标派出令明纹挥南引责控望数])"
_MEANING = compile_regex(rf"{_OPEN}(?P<term>{_TERM}{{1,30}}){_SHUT}(?:（[^（）\n]{{0,60}}）)?{_MEANS}")
# 工作日：指… at the start of a line or sentence, where no quotes mark the term.
_LABEL = (
    r"(?:(?:第[一二三四五六七八九十百\d]{1,4}条|"
    r"[（(]?[一二三四五六七八九十\d]{1,3}(?:\.\d{1,2}){0,3}(?![级类档期等])[）)、.．]?|[a-zA-Z•·-][.）]?)[ \t]*)?"
)
_PLAIN = compile_regex(
    rf"(?:^|[\n\t。；]) {{0,60}}(?:[•·-] ?)?{_LABEL}"
    r"(?:本(?:合同|协议|条|款)(?:中)?(?:所称|所指|所述|提及)?的?)?"
    r"(?P<term>[A-Za-z0-9\u4e00-\u9fff/·（）-]{2,16}?)(?:，|：| )*"
    r"(?:是指|系指|均指|即指|特指|(?<=[：，])指)(?![定导示标派出令明纹挥南引责控望数])"
)
_SAYS_WHAT = compile_regex("[是系均即特：，]指(?![定导示标派出令明纹挥南引责控望数])")
"""What every such definition holds; quick to look for."""
# Names that stand for no term where nothing marks them as one.
_NO_TERM = compile_regex(
    r"^(?:其|该|此|这|所|即|也|并|但|上述|前述|前款|以上|以下|下列|.*(?:所称|所述)的?$)|^(?:甲方|乙方|双方)"
)
_NAMED = compile_regex(r"[^，。；：、！？\n\t（）“”\"]{2,60}$")
_REACH = 60
_NUMBERED = compile_regex(r"^[（(]?[一二三四五六七八九十\d.]{1,6}[）)、.]? ?")


def find_definitions(source: SourceText) -> tuple[Definition, ...]:
    """Definitions in order of place; ``span`` covers the words that define, from 以下简称 or the term on."""
    found = [*_short_names(source), *_meanings(source)]
    found.sort(key=lambda definition: definition.span)
    kept: list[Definition] = []
    for definition in found:
        if not kept or definition.span.start >= kept[-1].span.end or definition.span == kept[-1].span:
            kept.append(definition)
    return tuple(kept)


def _short_names(source: SourceText) -> Iterator[Definition]:
    for match in source.normalized.finditer(_SHORT, _judged(source)):
        full = _full(source, match)
        if match["bare"]:
            yield Definition(match["bare"], match.span, full)
            continue
        yield Definition(match["quoted"].strip(), match.span, full)
        for other in _QUOTED.finditer(match["further"]):
            yield Definition(other["term"].strip(), match.span, full)


def _full(source: SourceText, match: Found) -> str:
    """What stands before the bracket or the comma that the short name is in."""
    before = source.normalized.text[
        max(0, match.match.start() + match.shift - _REACH) : match.match.start() + match.shift
    ]
    before = before.rstrip("（(，, ")
    found = _NAMED.search(before)
    return "" if found is None else _NUMBERED.sub("", found[0]).strip("《》 ")


def _meanings(source: SourceText) -> Iterator[Definition]:
    judged = _judged(source)
    for match in source.normalized.finditer(_MEANING, judged):
        yield Definition(match["term"].strip(), match.span)
    for match in _plain(source.normalized, judged):
        term = match["term"].strip("，： ").removesuffix("的定义").removesuffix("定义")
        if len(term) >= 2 and _NO_TERM.search(term) is None:
            start = match.span_of("term").start
            yield Definition(term, Span(start, match.span.end))


def _plain(view: Normalized, judged: Span) -> Iterator[Found]:
    """The matches of definitions without quotes: looked for only in the lines that say what something means."""
    text = view.of(judged)
    done = 0
    for place in _SAYS_WHAT.finditer(text):
        if place.start() < done:
            continue
        end = text.find("\n", place.start())
        done = end if end >= 0 else len(text)
        begin = max(text.rfind("\n", 0, place.start()), 0)
        yield from (Found(match, view) for match in _PLAIN.finditer(text, begin, done))


def _judged(source: SourceText) -> Span:
    """Body and notes; headers and footers follow behind them."""
    ends = (stream.span.start for stream in source.streams if stream.kind in ("header", "footer"))
    return Span(0, min(ends, default=len(source.text)))
