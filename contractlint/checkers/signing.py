"""签署: where the parties sign, when, and with which seal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint.checkers.effectiveness import effective_statements
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Kind
from contractlint.model import Agreement, Party
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_SIGN_WORDS = compile_regex(r"盖章|公章|签章|印章|专用章|签字|签名|（章）")
_SIGNING_PAGE = compile_regex("签署页|签字页|签章页")
ELECTRONIC = compile_regex(
    r"本(?:合同|协议)[^。；\n]{0,30}(?:电子(?!邮)|数据电文|在线|线上)[^。；\n]{0,12}(?:签(?!收)|形式|文本|方式)"
    r"|(?:以|采用|采取|通过|经)[^。；\n]{0,16}(?:电子(?!邮)|在线|线上)[^。；\n]{0,8}(?:签署|签约|签订|签章|签名)|电子签约|点击同意"
)
_DATE_LABEL = compile_regex(
    r"(?:签订|签署|签约|签字|订立)(?:日期|时间|日)(?:：|\t|为|是)|(?:于|在)[^。；，\n]{0,16}年[^。；，\n]{0,12}月[^。；，\n]{0,12}日[^。；\n]{0,24}(?:签订|签署|订立|签约)"
)
_SEAL = compile_regex("公章|合同(?:专用)?章|合同印章|业务专用章|行政章")
_TAIL = 0.85
_LAST = 400


def signature_block_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotAssessed | NotApplicable]:
    """Parties without a place to sign."""
    parties = _signatories(agreement)
    without = [party for party in parties if not _signs(agreement, party)]
    if parties and not without:
        return
    if len(_lines_to_sign(agreement)) >= max(2, len(parties)) and len(without) == len(parties):
        return
    if not agreement.signatures:
        if agreement.search(_SIGNING_PAGE) is not None:
            yield NotAssessed("合同写明另有签署页，而文件里没有认出，未能判定。")
            return
        if agreement.search(ELECTRONIC) is not None:
            yield NotAssessed("合同写明以电子方式签署，签章由签署平台加盖，未能判定。")
            return
    who = "双方" if len(without) != 1 or len(parties) == 1 else without[0].label
    yield Hit((agreement.anchor,), {"who": who}, absent=True)


def _signatories(agreement: Agreement) -> list[Party]:
    return [party for party in agreement.parties if party.role in "甲乙"]


def _signs(agreement: Agreement, party: Party) -> bool:
    return any(signature.role == party.role for signature in agreement.signatures) or _signs_by_name(agreement, party)


def _signs_by_name(agreement: Agreement, party: Party) -> bool:
    """Whether the words for a seal stand behind a name of the party that is no caption: 医院（公章）：."""
    names = [*party.short_names, *([party.name.value] if party.name is not None and party.name.value else [])]
    words = "|".join(re.escape(name) for name in names if len(name) > 1)
    if not words:
        return False
    asked = compile_regex(rf"(?:^|[\s：])(?:{words})（[^（）]{{0,12}}[章签][^（）]{{0,12}}）", re.MULTILINE)
    return any(_in_tail(agreement, found.span) for found in agreement.finditer(asked))


def _in_tail(agreement: Agreement, place: Span) -> bool:
    end = min((annex.span.start for annex in agreement.annexes), default=agreement.judged.end)
    return min(int(end * _TAIL), end - _LAST) <= place.start < end


def _lines_to_sign(agreement: Agreement) -> list[Span]:
    """Places near the end of the body that ask for a signature or seal, whosever they are."""
    end = min((annex.span.start for annex in agreement.annexes), default=agreement.judged.end)
    start = int(end * _TAIL)
    found = []
    for one in agreement.finditer(_SIGN_WORDS, Span(start, end)):
        block = agreement.block_at(one.span.start)
        if block is not None and "。" not in agreement.folded(block.span):
            found.append(one.span)
    return found


def signing_date_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """No line for the date of signing anywhere."""
    if not agreement.signatures:
        yield NotApplicable("没有签章栏，已由签章栏的规则报告。")
        return
    if any(signature.date is not None for signature in agreement.signatures):
        return
    if agreement.search(_DATE_LABEL) is not None:
        return
    yield Hit((_first_line(agreement),), absent=True)


def _first_line(agreement: Agreement) -> Span:
    """The caption of the first place to sign."""
    first = min(agreement.signatures, key=lambda signature: signature.span.start)
    return first.name.label if first.name is not None else first.span


def seal_unspecified(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Neither where the parties sign nor in the clause on effectiveness stands which seal is to be used."""
    if not agreement.signatures:
        yield NotApplicable("没有签章栏，已由签章栏的规则报告。")
        return
    if agreement.parties and all(party.natural_person for party in agreement.parties):
        yield NotApplicable("双方都是自然人，不用盖章。")
        return
    if agreement.search(ELECTRONIC) is not None:
        yield NotApplicable("合同以电子方式签署。")
        return
    places = [signature.span for signature in agreement.signatures]
    sentences = [agreement.sentence_at(one.place.start).join(one.place) for one in effective_statements(agreement)]
    if any(agreement.search(_SEAL, place) is not None for place in (*places, *sentences)):
        return
    yield Hit((_first_line(agreement),), absent=True)


CHECKS: dict[str, Kind] = {
    "signature-block-missing": signature_block_missing,
    "signing-date-missing": signing_date_missing,
    "seal-unspecified": seal_unspecified,
}
