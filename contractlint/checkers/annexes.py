"""附件: what the text points to must be in the file, and what is in the file must be pointed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.model import Agreement, Annex, Reference, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_ELSEWHERE = compile_regex(
    r"(?:招标|投标|磋商|采购|谈判|询价|比选|竞标|响应|主合同|原合同|框架协议)[^。；，\n]{0,12}(?:的)?附(?:件|表|录)"
    r"|(?:法|条例|办法|规定|规范|目录)》(?:的|之)?附(?:件|表|录)"
)
_PRECEDENCE = compile_regex(
    r"(?:不一致|冲突|抵触|矛盾|不符|歧义|差异)[^。；\n]{0,40}(?:为准|优先|(?:适用|执行|服从|遵照)[^。；，\n]{0,6}(?:正文|附件|本合同|本协议|主合同))|优先(?:顺序|解释|适用|次序|于|级)|(?:解释|效力)(?:的)?(?:顺序|次序)"
)
_BARE = compile_regex(
    r"(?:详见|参见|见|按照|依照|按|以|符合)(?:本?(?:合同|协议))?(?:的)?(?:后附)?(?P<place>附件)(?=[。，；）、]|所|中|的|为|内容|规定|约定|执行|要求|\n|$)"
)
_NAMED_PART = compile_regex(
    r"《(?P<name>[^》\n]{2,24}(?:清单|需求书|需求说明|说明书|任务书|方案|明细表|报价表|配置表|参数表|一览表|标准|手册|计划))》"
)
_PART_OF = compile_regex(r"(?:本|该)?(?:合同|协议)[^。；，\n]{0,10}组成部分")
_OF_TENDER = compile_regex("招标|投标|磋商|中标|谈判|询价|响应文件|国家|行业|GB")
_QUOTED_NAME = compile_regex('[《“"]([^《》“”"\n]{2,40})[》”"]$')
_BLANKS = compile_regex(r"[\s_]+")
# 附件三： or （三） may stand before the name on its line.
_BEFORE = 12
_LINE = 60


def annex_not_attached(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """References to annexes of this agreement that do not stand in the file; one hit an annex."""
    missing: dict[int | str | None, list[Reference]] = {}
    for reference in agreement.references:
        if reference.kind == "annex" and not _points_elsewhere(agreement, reference):
            for number in _missing(agreement, reference):
                missing.setdefault(number, []).append(reference)
    yield from _named_parts(agreement)
    places: dict[int | str | None, list[Span]] = {
        number: [one.span for one in references] for number, references in missing.items()
    }
    if not agreement.annexes:
        known = {span.start for spans in places.values() for span in spans}
        bare = [found.span_of("place") for found in agreement.finditer(_BARE)]
        places[None] = [*places.get(None, ()), *(span for span in bare if span.start not in known)]
    for number, spans in places.items():
        if not spans:
            continue
        alone = next((one.span for one in missing.get(number, ()) if len(one.numbers) < 2), None)
        label = "附件" if number is None else agreement.folded(alone) if alone is not None else f"附件{number}"
        yield Hit(tuple(dict.fromkeys(sorted(spans))), {"annex": label})


def _named_parts(agreement: Agreement) -> Iterator[Hit]:
    """Papers called part of this agreement by name alone, which no annex, heading or line of the file bears."""
    for found in agreement.finditer(_NAMED_PART):
        sentence = agreement.folded(agreement.sentence_at(found.span.start).join(found.span))
        name = _BLANKS.sub("", found["name"])
        if not _PART_OF.search(sentence) or _OF_TENDER.search(sentence) or "附件" in sentence or "附表" in sentence:
            continue
        if _stands_here(agreement, name):
            continue
        yield Hit((found.span,), {"annex": f"《{name}》"})


def _stands_here(agreement: Agreement, name: str) -> bool:
    """Whether an annex, a heading or a line of the file bears that name."""
    titles = [_BLANKS.sub("", annex.title) for annex in agreement.annexes]
    return any(name in title or (title and title in name) for title in titles) or name in _endings(agreement)


@once
def _endings(agreement: Agreement) -> frozenset[str]:
    """What the lines of the file end with, up to a few characters from their beginning."""
    lines = {_BLANKS.sub("", agreement.folded(block.span)).strip("《》") for block in agreement.source.blocks}
    return frozenset(line[start:] for line in lines if len(line) < _LINE for start in range(min(_BEFORE, len(line))))


def annex_unreferenced(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Annexes that the rest of the text names neither by number nor by title."""
    for annex in agreement.annexes:
        if not _named(agreement, annex):
            yield Hit((annex.heading,), {"annex": _shown(annex)})


def annex_precedence_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """There are annexes, and no word on which text prevails."""
    if not agreement.annexes:
        yield NotApplicable("文件里没有附件。")
    elif agreement.search(_PRECEDENCE) is None:
        yield Hit((agreement.annexes[0].heading,), absent=True)


def annex_empty(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Annexes with nothing under their heading."""
    for annex in agreement.annexes:
        rest = agreement.text[annex.heading.end : annex.span.end]
        holds_table = any(annex.span.contains(table.span) for table in agreement.tables)
        if not _BLANKS.sub("", rest) and not holds_table and not _named_with_picture(agreement, annex):
            yield Hit((annex.heading,), {"annex": _shown(annex)})


def _named_with_picture(agreement: Agreement, annex: Annex) -> bool:
    """A picture may be all there is to the last annex (a licence, a drawing); it cannot be read, so nothing is said."""
    return agreement.source.images > 0 and annex is agreement.annexes[-1]


def _points_elsewhere(agreement: Agreement, reference: Reference) -> bool:
    sentence = agreement.sentence_at(reference.span.start).join(reference.span)
    near = Span(max(sentence.start, reference.span.start - 40), reference.span.end)
    return any(found.span.overlaps(reference.span) for found in agreement.finditer(_ELSEWHERE, near))


def _missing(agreement: Agreement, reference: Reference) -> Sequence[int | str | None]:
    """Numbers of the annexes meant that are not there, or the name of one; None stands for 「附件」 alone."""
    if not reference.numbers:
        if not agreement.annexes:
            return [None]
        named = _QUOTED_NAME.search(reference.text)
        name = "" if named is None else _BLANKS.sub("", named[1])
        # 附件《服务清单》 may well be the one that is headed 运维内容清单.
        alike = any(name[-2:] in annex.title for annex in agreement.annexes)
        return [name] if name and not alike and not _stands_here(agreement, name) else []
    present = {annex.number for annex in agreement.annexes}
    return [number[0] for number in reference.numbers if number[0] not in present]


def _named(agreement: Agreement, annex: Annex) -> bool:
    for reference in agreement.references:
        if annex.span.contains(reference.span):
            continue
        if reference.kind == "annex" and any(number[0] == annex.number for number in reference.numbers):
            return True
    title = _BLANKS.sub("", annex.title)
    if len(title) < 3:
        return annex.number is None and any(reference.kind == "annex" for reference in agreement.references)
    pattern = compile_regex(re.escape(title))
    return any(not annex.span.contains(found.span) for found in agreement.finditer(pattern))


def _shown(annex: Annex) -> str:
    return f"{annex.label}：{annex.title}" if annex.title else annex.label


CHECKS: dict[str, Kind] = {
    "annex-not-attached": annex_not_attached,
    "annex-unreferenced": annex_unreferenced,
    "annex-precedence-missing": annex_precedence_missing,
    "annex-empty": annex_empty,
}
