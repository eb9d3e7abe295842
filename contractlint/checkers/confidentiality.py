"""保密: what, how long, who, with whose consent, and what a leak costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from contractlint import regex
from contractlint.checkers.places import names_clause_of
from contractlint.checkers.roles import role_words
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor, inside, module_spans, sentences_with
from contractlint.model import Agreement, Clause, once
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans

_DEFINES = compile_regex(
    r"(?<!不属于)(?<!不包括)(?<!不视为)(?<!不构成)(?:保密信息|商业秘密|技术秘密|机密信息|保密内容|保密资料|保密范围|涉密信息)[^。；，\n]{0,12}(?:是指|系指|指|包括|包含|为|范围)"
    r"|(?<!不属于)(?<!不包括)(?:保密|秘密)(?:信息|内容|范围)[^。；\n]{0,6}：\s*[^\s_【（]"
)
_THINGS = compile_regex(
    "技术资料|技术文件|技术信息|源代码|代码|客户(?:信息|资料|名单|数据)|业务(?:数据|信息|资料)|经营(?:信息|资料|数据)|商业信息"
    "|价格|报价|文档|账号|密码|图纸|方案|个人信息|财务|配置|拓扑|合同内容|协议内容|本合同(?:的)?(?:全部)?内容|用户数据|系统数据|商业资料|价格政策|(?:本?合同|本?协议)的?(?:任何|全部)?内容|招标文件|投标文件|需求文档"
)
_LASTS = compile_regex(
    r"期限(?!按|依|以|根据)[^。；\n]{0,16}(?:\d|[一二三四五六七八九十两]|永久|长期|至|不限|无期限)|[\d一二三四五六七八九十两]\s*(?:（[^）\n]{1,4}）)?\s*(?:个)?(?:年|月)"
    r"|(?:终止|解除|届满|期满|结束|终结|离职|失效|完成|无效)[^。；\n]{0,16}(?:后|而|时|影响|失效|终止|免除)|不因[^。；\n]{0,30}(?:终止|解除|变更|届满)"
    r"|永久|长期|持续有效|继续有效|始终|无限期|(?:公开|公知|公众知悉)[^。；\n]{0,8}(?:为止|时止|之日止)"
)
_DUTY_LASTS = compile_regex("保密(?:义务|责任|期限|期)")
_KEPT = compile_regex("义务|保密|有效|不失效")
_EACH = compile_regex("均|都|各自")
_ENDS = compile_regex("终止|解除|届满|期满|结束|终结|完成")
_GIVEN_BACK = compile_regex("返还|归还|交还|退还|销毁|删除")
_REMEDY = compile_regex(r"违约金|赔偿|责任|扣除|扣减")
_CAP = compile_regex("累计不超过|不受(?:此|该|前述|上述)[^。；，\n]{0,6}限|上限|除外")
_ANY_BREACH = compile_regex(
    "任一约定|任何约定|任一条款|任何条款|任何一项|任何义务|任一义务|本(?:合同|协议)(?:的)?约定|其他义务|违反本(?:合同|协议)(?=的|，)"
)
_SECRET = compile_regex("保密|泄密|泄露|秘密|披露|接收方")
_DUTY = compile_regex(
    "(?:承担|负有?|履行|遵守|予以|应当?|须|严格)[^。；\n]{0,12}保密|保密(?:义务|责任)|对[^。；\n]{2,60}保密|不得[^。；\n]{0,30}(?:泄露|披露|提供|透露|公开)"
)
_BOTH = compile_regex("双方|各方|任何一方|任一方|一方|对方|接收方|披露方|互相|相互|彼此|甲乙")
_CONSENT = compile_regex(
    r"(?:未经|非经|没有|未获|未征得|未取得|未得到|除非|经|事先|取得|征得)[^。；\n]{0,24}(?:同意|许可|授权|允许|批准)"
)
_BAN = compile_regex(
    r"(?:不得|不能|不可|不应|禁止|严禁|不)(?:将|把|以|向|对|擅自|私自|随意|因)?[^。；\n]{0,40}(?:泄露|泄漏|披露|提供给|透露|公开|外泄|泄密|告知|传播|发布|出售|转让)"
)


def confidential_scope_undefined(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """No definition of what is secret, and no thing named; or the place for it is blank."""
    for span in _passages(agreement):
        for blank in agreement.blanks:
            if not span.contains(blank.span):
                continue
            before = agreement.folded(Span(max(span.start, blank.span.start - 16), blank.span.start))
            if regex.search("保密(?:内容|信息|范围|资料)|涉密人员", before.rpartition("\n")[2]):
                yield Hit((blank.span,))
                return
    if any("保密信息" in one.term or "秘密" in one.term for one in agreement.definitions):
        return
    named: set[str] = set()
    for span in _passages(agreement):
        if agreement.search(_DEFINES, span) is not None:
            return
        named.update(found[0] for found in agreement.finditer(_THINGS, span))
    if not named:
        yield Hit((anchor(agreement, ("K",)),), absent=True)


def confidentiality_term_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """No word on how long, or on what happens when the agreement ends."""
    if not any(
        _lasts(agreement.folded(sentence)) for span in _passages(agreement) for sentence in _within(agreement, span)
    ) and not any(_lasts(words) for _, words in sentences_with(agreement, _DUTY_LASTS)):
        yield Hit((anchor(agreement, ("K",)),), absent=True)


def _lasts(words: str) -> bool:
    """「终止后 10 日内返还」 says when papers go back, not how long the secret is kept."""
    given_back = _GIVEN_BACK.search(words) is not None
    for part in words.split("，") if given_back else [words]:
        said = _LASTS.search(part)
        of_duty = _GIVEN_BACK.search(part) is None and _KEPT.search(part) is not None
        if said is not None and (of_duty or not (given_back and _ENDS.match(said[0]))):
            return True
    return False


def confidentiality_remedy_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """No consequence in the clause itself, none in the breach clause that names it or covers every duty."""
    if any(agreement.search(_REMEDY, span) is not None for span in _passages(agreement)):
        return
    for sentence, words in sentences_with(agreement, _REMEDY):
        if _CAP.search(words):
            continue
        if _SECRET.search(words) or _covers_all(agreement, sentence, words) or _points_here(agreement, sentence):
            return
    yield Hit((anchor(agreement, ("K",)),), absent=True)


def _points_here(agreement: Agreement, sentence: Span) -> bool:
    """Whether a sentence names the clause on secrecy by its number: 「违反第八条的一方，支付……」."""
    return names_clause_of(agreement, sentence, "K")


def _covers_all(agreement: Agreement, sentence: Span, words: str) -> bool:
    breach = agreement.modules.get("B")
    return (
        _ANY_BREACH.search(words) is not None
        and breach is not None
        and inside(sentence, module_spans(agreement, ("B",)))
    )


def confidentiality_one_sided(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Every sentence that imposes secrecy binds the same side."""
    bound: set[str] = set()
    for span in _passages(agreement):
        for sentence in _within(agreement, span):
            words = agreement.folded(sentence)
            duty = _DUTY.search(words)
            if duty is None or _GIVEN_BACK.search(words):
                continue
            if _BOTH.search(words):
                return
            before = words[: duty.start() + 2]
            first = {
                role: min((before.find(word) for word in role_words(agreement, role) if word in before), default=-1)
                for role in ("甲", "乙")
            }
            subjects = {role: place for role, place in first.items() if place >= 0}
            if _EACH.search(words) and all(_acts(words, role_words(agreement, role)) for role in ("甲", "乙")):
                return
            if not subjects:
                if regex.match(r"[\d.\s（）一二三四五六七八九十、]{0,8}保密(?:义务|责任)", words):
                    continue  # what is said of the duty itself binds nobody anew
                if len(words) > 16:
                    return  # a duty that names no subject binds whoever reads it
                continue
            bound.add(min(subjects, key=lambda role: subjects[role]))
    if bound == {"乙"}:
        party = agreement.party("乙")
        yield Hit((anchor(agreement, ("K",)),), {"party": party.label if party else "乙方"}, absent=True)


def _acts(words: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands where a subject stands: 「甲方对……」, not 「对甲方的……」."""
    return any(
        words[found.end() : found.end() + 1] in tuple("对就、和与及应须均都")
        for name in names
        for found in regex.finditer(re.escape(name), words)
    )


def disclosure_consent_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Neither consent nor a ban on disclosure is spoken of."""
    for span in _passages(agreement):
        if agreement.search(_CONSENT, span) is not None or agreement.search(_BAN, span) is not None:
            return
    yield Hit((anchor(agreement, ("K",)),), absent=True)


def _passages(agreement: Agreement) -> tuple[Span, ...]:
    """Confidentiality clauses, annexes included; where none has the heading, the sentences that speak of it."""
    if agreement.type.code == "confidentiality":
        # 二、义务 and 三、例外 are headings of an agreement that is about nothing else.
        return (agreement.judged,)
    module = agreement.modules["K"]
    spans = [span for clause in module.clauses for span in _spoken(agreement, clause)]
    headed = Spans(spans)
    spans.extend(
        dict.fromkeys(agreement.sentence_at(mark.span.start) for mark in module.marks if not headed.around(mark.span))
    )
    spans.extend(annex.span for annex in agreement.annexes if "保密" in annex.title)
    return tuple(spans)


@once
def _of_other_matters(agreement: Agreement) -> frozenset[Span]:
    """Where the clauses stand that serve a matter besides secrecy."""
    return frozenset(module_spans(agreement, tuple(code for code in agreement.modules if code not in ("K", "D"))))


def _spoken(agreement: Agreement, clause: Clause) -> list[Span]:
    """Of a clause that serves more than secrecy (保密和知识产权), the children that speak of secrecy."""
    shared = clause.span in _of_other_matters(agreement)
    children = [child.span for child in clause.children if agreement.search(_SECRET, child.span) is not None]
    return children if shared and children else [clause.span]


def _within(agreement: Agreement, span: Span) -> Iterator[Span]:
    return iter(agreement.sentences_in(span) or (span,))


CHECKS: dict[str, Kind] = {
    "confidential-scope-undefined": confidential_scope_undefined,
    "confidentiality-term-missing": confidentiality_term_missing,
    "confidentiality-remedy-missing": confidentiality_remedy_missing,
    "confidentiality-one-sided": confidentiality_one_sided,
    "disclosure-consent-missing": disclosure_consent_missing,
}
