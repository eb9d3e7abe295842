"""争议解决: one way, one body, one court, and a place that is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.roles import role_words
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans, lying_in

_LABOUR = compile_regex("劳动争议|劳动人事争议|劳动仲裁")
_CHOICE = compile_regex(
    r"第[\s_【】〔〕\d一二三（）]*种(?:方式|办法)?|以下[^。；\n]{0,6}方式|下列[^。；\n]{0,6}方式|□|☐|☑|☒|■|√"
)
_ANY_OF = compile_regex(r"(?:以下|下列)[^。；，\n]{0,4}任[一意何选]")
_NUMBERED_CHOICE = compile_regex(
    r"第[\s_【〔（]*(?P<number>[\d一二三四]?)[\s_】〕）]*(?:种|项|款)[^。；\n]{0,10}(?:方式|办法|途径)?[^。；\n]{0,8}(?:处理|解决|执行|：)"
)
_BOTH = compile_regex(
    r"(?:向|提交|申请|提请|由|提起)?[^。；，\n]{0,20}仲裁[^。；\n]{0,12}?(?:或|，也可|，亦可|也可以|，可以|，可)[^。；\n]{0,24}?(?:提起诉讼|诉讼|起诉)"
    r"|(?:提起诉讼|起诉|诉讼)[^。；\n]{0,6}?(?:或|，也可|，亦可)[^。；\n]{0,20}?仲裁"
    r"|(?:向|由)[^。；，\n]{0,16}法院[^。；，\n]{0,8}(?:起诉|诉讼)[^。；\n]{0,4}或[^。；\n]{0,20}仲裁"
)
_APPEAL = compile_regex(
    r"[^。；，\n]{0,6}(?:对|不服)[^。；，\n]{0,8}(?:裁决|仲裁)[^。；\n]{0,30}(?:提起诉讼|起诉|诉讼)"
)
_DURING = compile_regex("期间|过程|除|时，")
_NOT_CHOSEN = compile_regex("不选择|不采用|不适用|不接受|放弃|不得|排除|不再")
_ARBITRATION = compile_regex(r"(?:提交|提请|申请|交由|交|由|向|进行|采取|通过|以|选择)[^。；，\n]{0,30}仲裁|仲裁解决")
_SUIT = compile_regex(
    r"(?:向|由|提交|交由|归)[^。；\n]{0,30}法院[^。；，\n]{0,10}(?:起诉|诉讼|管辖|解决|提起|裁判|审理|裁决)|提起诉讼|诉讼解决"
)
_AID = compile_regex("执行|保全|撤销|证据")
_COSTS = compile_regex("费")
_BODY = compile_regex(r"[\u4e00-\u9fffA-Za-z（）]{2,24}?(?:仲裁委员会|仲裁委(?!员)|仲裁院|仲裁中心)")
_BODY_LEAD = compile_regex(
    r"^.*(?:提交至|提交|提请|向|交由|交|由|申请|选择|给|或者|或|和|与|至|到|在)(?=[\u4e00-\u9fff（])"
)
_VAGUE_BODY = compile_regex(
    r"(?:有关|相关|当地|(?:双方|各自|一方|任何一方|任一方|甲乙双方)?(?:的)?(?:所在地|住所地)|(?:合同|协议)?签订地|签约地|履行地|法定|政府|本地|适当|有管辖权)"
    r"[^。；，\n]{0,8}(?:仲裁(?:部门|机构|机关|委员会|委|院)|(?:部门|机关|机构)(?=[^。；，\n]{0,6}仲裁))"
)
_GENERIC_BODY = compile_regex(r"(?:有关|相关|有管辖权的)?仲裁(?:部门|机构|机关)")
_BARE = compile_regex(r"(?:提交|申请|提请|进行|通过|采取|以)(?:书面)?仲裁")
_COURT = compile_regex(
    r"(?P<where>[^，。；、：\n]{0,40}?)(?P<court>(?:有管辖权的|有管辖权|管辖|有关|当地|相应的?)*(?:基层|中级|高级|地方)?(?:人民)?法院)"
)
_COURT_LEAD = compile_regex(r"^.*?(?:向|由|到|归|交由|提交|提请|选择|应在|在|至|以|通过)(?=[^向由]*$)")
_PLACED = compile_regex(
    r"签(?:订|约|署)地|履行地|标的物所在地|原告|被告|起诉方|项目所在地|工程所在地|房屋所在地|不动产所在地|[\u4e00-\u9fff]{2,}(?:省|市|区|县|州|旗)"
    r"|一方(?:住所地|所在地)|北京|上海|天津|重庆|深圳|广州|杭州"
)
_UNPLACED = compile_regex("双方|守约方|各自|违约方|任何一方|任一方|有关|当地|甲乙")
_VENUE_PARTY = r"(?:{words})(?:的)?(?:住所地|所在地|注册地|住所|注册地址)"
_VENUE_SIGNING = compile_regex(r"(?:本)?(?:合同|协议)?签(?:订|约|署)地")
_SIGNED_AT = compile_regex(
    r"签(?:订|约|署)地(?:点|址)?(?:为|是|：|在|:)[ _]*(?P<value>[\u4e00-\u9fff]{2,}[^\n，。；]{0,30})?"
)
_SIGNED_IN = compile_regex(r"(?:在|于)[\u4e00-\u9fff]{2,20}(?:省|市|区|县|镇)[^。；，\n]{0,12}签(?:订|署)")
_TRIAL_WORDS = compile_regex("诉讼期间|诉讼过程|诉讼中|(?:在)?一审|二审|法院判决|法院的判决")
_TRIBUNAL_WORDS = compile_regex("仲裁期间|仲裁过程|仲裁中|仲裁裁决|仲裁庭")


def arbitrate_or_sue(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """One dispute, two ways: in one sentence, or in two of the same clause."""
    if agreement.type.code == "employment":
        yield NotApplicable("劳动争议依法先仲裁后诉讼。")
        return
    for clause in _passages(agreement):
        if agreement.search(_LABOUR, clause) is not None or (
            agreement.search(_CHOICE, clause) is not None and agreement.search(_ANY_OF, clause) is None
        ):
            continue
        arbitration, suit = _chosen(agreement, clause)
        both = [
            found.span
            for pattern in (_BOTH, _APPEAL)
            for found in agreement.finditer(pattern, clause)
            if not _AID.search(found[0])
            and not _NOT_CHOSEN.search(found[0])
            and not _DURING.match(
                agreement.folded(Span(found.span.end, min(len(agreement.text), found.span.end + 4))).lstrip("的，")
            )
        ]
        if both:
            yield Hit((both[0],))
        elif arbitration and suit and not set(arbitration) & set(suit):
            yield Hit((arbitration[0], suit[0]))


def arbitration_body_unclear(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Arbitration is chosen, and no single body can be named."""
    if agreement.type.code == "employment":
        yield NotApplicable("劳动争议的仲裁机构由法律规定。")
        return
    for clause in _passages(agreement):
        if agreement.search(_LABOUR, clause) is not None:
            continue
        arbitration, _ = _chosen(agreement, clause)
        if not arbitration:
            continue
        vague = [found.span for found in agreement.finditer(_VAGUE_BODY, clause)]
        bodies = _bodies(agreement, clause, vague)
        if len({agreement.folded(span) for span in bodies}) > 1 and agreement.search(_CHOICE, clause) is None:
            yield Hit(tuple(bodies), {"quote": "、".join(dict.fromkeys(map(agreement.folded, bodies)))})
        elif not bodies and not _blank_inside(agreement, arbitration):
            place = vague[0] if vague else _bare(agreement, arbitration[0])
            yield Hit((place,), {"quote": agreement.folded(place)})


def court_unclear(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """A court is chosen, and its place is not said or means several."""
    parties = [word for role in ("甲", "乙") for word in role_words(agreement, role)]
    for clause in _passages(agreement):
        _, suits = _chosen(agreement, clause)
        for sentence in suits:
            for found in agreement.finditer(_COURT, sentence):
                lead = _COURT_LEAD.match(found["where"])
                where = found["where"][lead.end() :] if lead else found["where"]
                if _AID.search(agreement.folded(Span(found.span.end, sentence.end))[:12]) or regex.search(
                    "[_【]", where
                ):
                    continue
                named = _PLACED.search(where) or any(word in where for word in parties)
                if named and not _UNPLACED.search(where):
                    break
                start = found.span.start + len(found["where"]) - len(where)
                place = Span(start, found.span.end)
                yield Hit((place,), {"quote": agreement.folded(place)})
                break


def venue_address_blank(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """The court follows an address that the text does not give."""
    for clause in _passages(agreement):
        for sentence in _chosen(agreement, clause)[1]:
            for role in ("甲", "乙"):
                party = agreement.party(role)
                words = "|".join(map(re.escape, role_words(agreement, role)))
                found = agreement.search(compile_regex(_VENUE_PARTY.format(words=words)), sentence)
                if found is None or party is None:
                    continue
                address = party.field("address")
                if address is None or address.blank:
                    yield Hit((found.span,), {"place": found[0]})
            signing = agreement.search(_VENUE_SIGNING, sentence)
            if signing is not None and not _signing_place(agreement):
                yield Hit((signing.span,), {"place": signing[0]})


def dispute_terms_mixed(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Words of the way that was not chosen."""
    clauses = list(_passages(agreement))
    ways = [_chosen(agreement, clause) for clause in clauses]
    arbitration, suit = any(way[0] for way in ways), any(way[1] for way in ways)
    if arbitration == suit:
        return
    pattern, chosen, other = (_TRIAL_WORDS, "仲裁", "仲裁") if arbitration else (_TRIBUNAL_WORDS, "诉讼", "诉讼")
    for found in agreement.finditer(pattern):
        sentence = agreement.folded(agreement.sentence_at(found.span.start))
        rest = sentence.replace(found[0], "")
        if _AID.search(sentence) or other in rest or (not arbitration and "法院" in rest):
            continue
        yield Hit((found.span,), {"quote": found[0], "chosen": chosen})


def _passages(agreement: Agreement) -> Iterator[Span]:
    """Dispute clauses of the agreement itself; where it has none by heading, the sentences that speak of disputes."""
    module = agreement.modules.get("J")
    if module is None:
        return
    clauses = [clause for clause in module.clauses if clause.annex is None] or list(module.clauses)
    spans = [clause.span for clause in clauses]
    headed = Spans(spans)
    spans.extend(
        dict.fromkeys(
            agreement.sentence_at(mark.span.start)
            for mark in module.marks
            if not headed.around(mark.span) and agreement.annex_at(mark.span.start) is None
        )
    )
    last = -1
    for span in sorted(spans):
        if span.start >= last:
            yield from _picked(agreement, span)
            last = span.end


def _picked(agreement: Agreement, span: Span) -> Iterator[Span]:
    """Of a clause that offers ways to choose from, the one chosen; none where the choice is blank."""
    choice = agreement.search(_NUMBERED_CHOICE, span)
    if choice is None:
        yield span
        return
    number = parse_numeral(choice["number"])
    clause = agreement.clause_at(choice.span.start)
    options = clause.children if clause else ()
    yield from (child.span for child in options if number is not None and child.value == number)


def _chosen(agreement: Agreement, clause: Span) -> tuple[list[Span], list[Span]]:
    """The sentences of a clause that choose arbitration, and those that choose a court."""
    arbitration, suit = [], []
    for sentence in agreement.sentences_in(clause) or (clause,):
        words = agreement.folded(sentence)
        if _NOT_CHOSEN.search(words) and "仲裁" in words and not _SUIT.search(words):
            continue
        if (found := _ARBITRATION.search(words)) and not (_NOT_CHOSEN.search(words[: found.end() + 2])):
            arbitration.append(sentence)
        if (court := _SUIT.search(words)) and not _AID.search(words[court.start() : court.end() + 8]):
            suit.append(sentence)
    return arbitration, suit


def _bodies(agreement: Agreement, clause: Span, vague: list[Span]) -> list[Span]:
    bodies: list[Span] = []
    unclear = Spans(vague)
    for found in agreement.finditer(_BODY, clause):
        lead = _BODY_LEAD.match(found[0])
        place = (
            Span(found.span.start + lead.end(), found.span.end)
            if lead and found.span.end - found.span.start == len(found[0])
            else found.span
        )
        name = agreement.folded(place)
        if bodies and name.startswith("（") and place.start <= bodies[-1].end + 1:
            continue  # another name of the same body
        if not unclear.overlap(place) and not regex.fullmatch("(?:该|本|上述|其)?仲裁(?:委员会|委|院|中心)", name):
            bodies.append(place)
    return bodies


def _blank_inside(agreement: Agreement, sentences: list[Span]) -> bool:
    """A blank where the name of the body belongs is a blank to fill, reported as such."""
    return any(lying_in(agreement.blanks, sentence) for sentence in sentences)


def _bare(agreement: Agreement, sentence: Span) -> Span:
    for pattern in (_GENERIC_BODY, _BARE, _ARBITRATION):
        found = agreement.search(pattern, sentence)
        if found is not None:
            return found.span
    return sentence


def _signing_place(agreement: Agreement) -> bool:
    if agreement.search(_SIGNED_IN) is not None:
        return True
    return any(
        found["value"] and not found["value"].startswith(("人民法院", "的")) for found in agreement.finditer(_SIGNED_AT)
    )


CHECKS: dict[str, Kind] = {
    "arbitrate-or-sue": arbitrate_or_sue,
    "arbitration-body-unclear": arbitration_body_unclear,
    "court-unclear": court_unclear,
    "venue-address-blank": venue_address_blank,
    "dispute-terms-mixed": dispute_terms_mixed,
}
