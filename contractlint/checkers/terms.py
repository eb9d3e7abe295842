"""Terms: defined and never used, defined twice, and words for the parties nobody defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.nearby import sentence_around
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Definition
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_UNUSED = "定义了「{term}」，后面没有再用。"
_TWICE = "「{term}」定义了两次。"
_UNDEFINED = "「{term}」加了引号反复用，没有定义。"
_QUOTED = compile_regex("[“「](?P<term>[\u4e00-\u9fff]{2,8})[”」]")
# Words printed, spoken or marked are quoted without being terms.
_NO_TERM_BEFORE = compile_regex(
    "(?:标[注明有记示]|注明|写明|字样|印有|加盖|选择|填写|名为|称为|简称|称|即|为|点击|输入|回复|按|勾选|显示|提示|商标|品牌|名称|项目"
    "|《)[：:]?$"
)
_NO_TERM_BEHIND = compile_regex("(?:字样|标[识志记]|印章|章|按钮|等级|一词|品牌|商标|项目|系列|牌|（|是|指|为|即)")
_PARTY = compile_regex("^(?:[甲乙丙丁]方|双方|各方|三方|一方|本?(?:合同|协议|协议书))$")
_SHORT_NAME = compile_regex("(?:在)?(?:以下|下)")
_SECOND_NAME = compile_regex("(?P<long>[^（）]{2,20})（(?P<short>[^（）]{2,12})）")
_GLOSSARY = compile_regex("定义|释义|术语|名词|解释")
_GLOSSARY_SIZE = 3
_MOST = 200
_QUOTE_MARKS = "\"'“”‘’「」『』《》＂ "


def defined_term(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Terms that stand nowhere outside their definition, that have two which differ, or that have none."""
    yield from _undefined(agreement)
    first: dict[str, Definition] = {}
    for definition in agreement.definitions[:_MOST]:
        term = definition.term.strip(_QUOTE_MARKS)
        if len(term) < 2 or _PARTY.match(term) or _names_party(agreement, term):
            continue
        if not agreement.judged.contains(definition.span):
            continue
        earlier = first.setdefault(term, definition)
        if earlier is not definition:
            same_place = agreement.annex_at(earlier.span.start) is agreement.annex_at(definition.span.start)
            if same_place and not (earlier.full and earlier.full == definition.full):
                yield Hit((definition.span,), {"term": term}, message=_TWICE)
            continue
        own = _place(definition)
        if any(definition.span.overlaps(level.span) for level in agreement.service_levels.levels):
            continue  # a level is defined where its times are set
        if _explains_its_clause(agreement, definition):
            continue
        if all(own.contains(found.span) for found in agreement.finditer(_spellings(term))):
            yield Hit((definition.span,), {"term": term}, message=_UNUSED)


def _spellings(term: str) -> re.Pattern[str]:
    """The term, and the two names of one that has a second in brackets: 「一级事件（P1）」 is P1 further on."""
    second = _SECOND_NAME.fullmatch(term)
    names = (term, second["long"], second["short"]) if second else (term,)
    return compile_regex("|".join(map(re.escape, names)))


def _undefined(agreement: Agreement) -> Iterator[Hit]:
    """Words that the text quotes twice or more, as terms are, and that no place defines."""
    defined = {definition.term.strip(_QUOTE_MARKS) for definition in agreement.definitions}
    quoted: dict[str, list[Span]] = {}
    for found in agreement.finditer(_QUOTED):
        before = agreement.folded(Span(max(0, found.span.start - 4), found.span.start))
        behind = agreement.folded(Span(found.span.end, min(len(agreement.text), found.span.end + 4)))
        explained = _NO_TERM_BEFORE.search(before) or _NO_TERM_BEHIND.match(behind)
        quoted.setdefault(found["term"], []).extend([] if explained else [found.span])
        if explained:
            defined.add(found["term"])
    for term, places in quoted.items():
        if len(places) > 1 and term not in defined and not _PARTY.match(term) and not _names_party(agreement, term):
            yield Hit((places[0],), {"term": term}, message=_UNDEFINED)


def _explains_its_clause(agreement: Agreement, definition: Definition) -> bool:
    """保密信息，指… at the head of the clause on secrets: the rest of that clause is its use."""
    if _SHORT_NAME.match(agreement.folded(definition.span)):
        return False
    path = agreement.clause_path(definition.span.start)
    if not path:
        return False
    if any(clause.heading is not None and _GLOSSARY.search(agreement.folded(clause.heading)) for clause in path):
        return False
    return sum(path[0].span.contains(other.span) for other in agreement.definitions) < _GLOSSARY_SIZE


def _place(definition: Definition) -> Span:
    """The words that define, and the full name before them that often holds the short one."""
    return Span(max(0, definition.span.start - len(definition.full) - 4), definition.span.end)


def _names_party(agreement: Agreement, term: str) -> bool:
    return any(term == party.label or term in party.short_names for party in agreement.parties)


# Roles of a tender, and of agreements with other names for the parties.
_TENDER = (
    "招标人|招标方|招标单位|投标人|投标方|投标单位|中标人|中标方|中标单位|中标供应商|成交供应商|成交人|竞标人"
    "|报价人|报价方|报价单位|承接方|承接单位|承揽方|承建方|承建单位|业主方"
)
_OTHER_NAMES = (
    "买方|卖方|买受人|出卖人|委托方|受托方|委托人|受托人|需方|供方|发包方|承包方|发包人|承包人|出租方|承租方|出租人|承租人"
    "|采购人|采购方|采购单位"
)
_ANOTHER_TENDER = compile_regex("(?:另行|重新|再次|二次)(?:组织)?(?:招标|采购|发包|出租|委托)")
# What a party does or owes; a name in another place may be anybody's.
_ACTS = (
    "(?=应|须|必须|有权|不得|负责|承担|保证|提供|支付|同意|认可|确认|需|可|未|将|按|自行|收到|出具|如"
    "|的(?:要求|责任|义务|损失|费用|书面|原因|同意))"
)
# 服务提供方应 and 所需方可 hold these words by accident.
_ACTING = compile_regex(f"(?<![提所受])(?P<name>{_TENDER}|{_OTHER_NAMES}){_ACTS}")


def role_name_mixed(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Words for a party that the text never ties to one, in a text that calls its parties otherwise.

    An annex that knows neither party by its name is somebody else's paper.
    """
    if not agreement.parties:
        return
    known = {name for party in agreement.parties for name in (party.label, *party.short_names)}
    known |= {definition.term.strip(_QUOTE_MARKS) for definition in agreement.definitions}
    foreign = [
        annex.span for annex in agreement.annexes if not any(name in agreement.folded(annex.span) for name in known)
    ]
    acting = [found for found in agreement.finditer(_ACTING) if found["name"] not in known]
    tied = {name for name in {found["name"] for found in acting} if _tied(agreement, name)}
    for found in acting:
        if found["name"] in tied or any(span.contains(found.span) for span in foreign):
            continue
        if not _is_other(agreement, found.span):
            yield Hit((found.span,), {"quote": found["name"]})


def _tied(agreement: Agreement, name: str) -> bool:
    """甲方（委托方）, 委托方：甲方, 委托方（甲方）, 作为委托方: the text says who that is."""
    around = compile_regex(
        f"[甲乙丙]方?[（(/、][^（）\\n]{{0,8}}{name}"
        f"|{name}[）)]? ?(?:[（：/、]|即|为|是|系)[^（）\\n。，]{{0,8}}[甲乙丙]方"
        f'|(?:作为|即|为|以下简称|称)[“「"]?{name}'
        f"|(?:^|\\n|\\t){name} ?(?:（[^（）\\n]{{0,12}}）)?："
    )
    return agreement.search(around) is not None


def _is_other(agreement: Agreement, place: Span) -> bool:
    """次承租人, 原承包人, 第三方承包人, 其他投标人, whoever wins another tender: these are other people."""
    if _ANOTHER_TENDER.search(sentence_around(agreement, place)):
        return True
    before = agreement.folded(Span(max(0, place.start - 6), place.start))
    return regex.search("[次原新总分转]$|第三方$|其他的?$|其它$|各$|任何$|潜在$|最终$|被$|代理$", before) is not None


CHECKS: dict[str, Kind] = {"defined-term": defined_term, "role-name-mixed": role_name_mixed}
