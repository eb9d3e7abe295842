"""Sentences that stop half-way, and headings with nothing under them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from contractlint import regex
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Clause
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_CONDITION = compile_regex(
    r"(?:第?[（(]?[\d一二三四五六七八九十.]{1,6}[条）)、.．]? ?)?"
    r"(?:如果|如(?!下|实|期|数|约|前|上|何|此|图|同)|若|倘若|假如)"
)
_CLIENT = "(?:甲方|乙方|丙方|双方|一方|任何一方|任一方|委托方|受托方|买方|卖方)?"
_LAST_CONDITION = compile_regex(
    rf"(?:^|，){_CLIENT}(?:如果|如(?!下|实|期|数|约|前|上|何|此|图|同)|若|因|由于|未|逾期|违反|拒绝)[^，。]{{2,60}}的。$"
)
# A condition is complete where a consequence stands in it: 的，… or a word of duty, right or freedom.
_CONSEQUENCE = compile_regex(
    "的，|时，|，(?:则|应|须|由|均|视为|可|有权|不得|不再|必须|无权|即|将|按|双方|甲方(?:应|有|可)|乙方(?:应|有|可))|视为|以[^，。]{1,12}为准"
)
_COLLISION = compile_regex(r"[，、；：]{1,3}[。；](?![”」])|(?<!。)。。(?!。)|，，|；；|(?<=[^\s\d])、[，；]|，、|。，")
_DANGLING = compile_regex(
    r"(?:按照|依照|以及|并且|或者|关于|对于|应当|不得(?!已)|必须|并应|且应|包括但不限于|有权要求|负责对)[。；]"
)
_TAIL = 8
_ROW = 3
_MOST = 60


def broken_sentence(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A condition without a consequence, two stops in a row, a sentence that ends on a word that needs another."""
    for sentence in agreement.sentences:
        if "的" not in agreement.text[sentence.end - _TAIL : sentence.end]:
            continue
        if not agreement.judged.contains(sentence) or agreement.table_at(sentence.start) is not None:
            continue
        place = _unnumbered(agreement, sentence)
        text = agreement.folded(place).strip()
        if not text.endswith("的。") or not (_CONDITION.match(text) or _LAST_CONDITION.search(text)):
            continue
        if _CONSEQUENCE.search(text) or _is_item(agreement, sentence):
            continue
        yield Hit((place,), {"problem": "只有条件，没有后果"})
    for found in agreement.finditer(_COLLISION):
        if not _in_blank(agreement, found.span):
            yield Hit((found.span,), {"problem": f"标点连用「{found[0]}」，中间像是漏了字"})
    for found in agreement.finditer(_DANGLING):
        if not _in_blank(agreement, found.span):
            yield Hit((found.span,), {"problem": f"句子到「{found[0][:-1]}」就断了"})


def _unnumbered(agreement: Agreement, sentence: Span) -> Span:
    clause = agreement.clause_at(sentence.start)
    inside = clause is not None and sentence.contains(clause.number_span) and clause.own.start < sentence.end
    return Span(clause.own.start, sentence.end) if clause is not None and inside else sentence


def _is_item(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence is an item of a list that another sentence leads over to."""
    path = agreement.clause_path(sentence.start)
    if not path:
        return False
    siblings = path[-2].children if len(path) > 1 else agreement.clauses
    above = agreement.folded(path[-2].own) if len(path) > 1 else ""
    leads = above.rstrip().endswith("：") or regex.search("下列|以下|如下|之一", above) is not None
    heading = path[-2].heading if len(path) > 1 else None
    leads = leads or (
        heading is not None and regex.search("情形|条件|下列|以下", agreement.folded(heading)) is not None
    )
    alike = sum(agreement.folded(one.span).rstrip().endswith(("的。", "的；")) for one in siblings[:_MOST])
    own = agreement.folded(path[-1].own)
    inline = regex.search(r"：[^。]*$|：\s*\n", own[: max(0, sentence.start - path[-1].own.start)]) is not None
    return leads or inline or alike >= _ROW


def _in_blank(agreement: Agreement, place: Span) -> bool:
    """Whether a blank to fill stands right before a place or in it."""
    index = bisect_right(agreement.blanks, place.end, key=lambda blank: blank.span.start) - 1
    return index >= 0 and agreement.blanks[index].span.end >= place.start - 1


_UPPER = frozenset({"chapter", "article", "han", "heading"})
_SAYS_SOMETHING = compile_regex(
    r"[\d%：须由至按以]|应(?![急用])|可(?![抗用靠])|为(?!准)|自(?!动)|起(?!诉)|归(?![属还])|免(?!责)|不(?!可抗)|同意|签字|盖章|[一两三]年|无$"
    r"|生效$"
)
_LIST_OF_ANNEXES = compile_regex("附件|附录|附表|附图|目录|签[署字章订]|盖章|无正文|落款")


def heading_without_text(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A heading of an upper level with neither text, nor clauses, nor a table under it."""
    for clause in agreement.all_clauses:
        if clause.annex is not None or not _is_upper(agreement, clause) or clause.heading is None or clause.children:
            continue
        if not clause.number or agreement.text[clause.own.start : clause.own.end].strip():
            continue
        heading = agreement.folded(clause.heading).strip()
        if _SAYS_SOMETHING.search(heading) or _LIST_OF_ANNEXES.search(heading) or _has_table(agreement, clause):
            continue
        if _text_follows(agreement, clause):
            continue
        yield Hit((clause.number_span.join(clause.heading),), {"quote": heading})


def _is_upper(agreement: Agreement, clause: Clause) -> bool:
    """Articles and chapters; 1. and 1.1 where the whole agreement is numbered so and most of them hold text."""
    if clause.style in _UPPER:
        return True
    if clause.style not in ("arabic", "decimal") or clause.level:
        return False
    roots = [one for one in agreement.clauses if one.style == clause.style]
    return sum(bool(one.children) or len(one.own) > 0 for one in roots) * 3 > len(roots) * 2


def _has_table(agreement: Agreement, clause: Clause) -> bool:
    return any(
        clause.span.overlaps(table.span) or clause.span.end >= table.span.start >= clause.span.start
        for table in agreement.tables
    )


def _text_follows(agreement: Agreement, clause: Clause) -> bool:
    """Whether what comes next is no clause: running text the tree does not own, or a blank to fill."""
    starts = [one.span.start for one in agreement.all_clauses]
    starts += [signature.span.start for signature in agreement.signatures]
    end = min((start for start in starts if start >= clause.span.end), default=clause.span.end)
    return bool(agreement.text[clause.span.end : end].strip())


CHECKS: dict[str, Kind] = {"broken-sentence": broken_sentence, "heading-without-text": heading_without_text}
