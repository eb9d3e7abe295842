"""协议主体: who the parties are, by names that can be found in a register and are the same all through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from contractlint.checkers.roles import role_words
from contractlint.finding import Fix, Hit, NotApplicable, NotAssessed, Severity
from contractlint.kinds import Kind
from contractlint.model import Agreement, Blank, Field, Mention, Party
from contractlint.parser.names import differing, fold_name, looks_like_person, looks_registered, registered_form
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_ORGANISATION = compile_regex(r"[\u4e00-\u9fff）]{3,30}(?:有限公司|股份公司|事务所|合伙企业|研究院|大学|医院|委员会)")
_SOLE_TRADER = compile_regex(r"\s*[（(]个体工商户[）)]\s*$")
_RELATED = compile_regex(
    r"(?:关联|子公司|母公司|控股|股东|集团成员|曾用名|原名|原称|前身|更名|变更为|改制|吸收合并|设立的|旗下)[^。；\n]{0,12}$|原[为系称名]?[：“]?$"
)
_RELATED_BEHIND = compile_regex(r"^[^。；\n]{0,6}(?:的关联|等关联|更名|变更为|改制|的子公司|（曾用名)")
_OTHER_NAME = compile_regex(
    r"^(?:同上|同前|同[甲乙丙]方|见首部|同[首抬]部|与[甲乙]方[^，。；]{0,6}[一致相同]{2}|[甲乙丙]方)"
)
_ENTRUSTED = compile_regex(
    r"(?:委托|授权|同意由)[^。；\n]{0,40}(?:代收|代为收|收款|收取)|(?:代为?收取?|代收)[^。；\n]{0,20}(?:款|费)"
)
_SOMEONE_ELSE = compile_regex(
    "关联|总公司|分公司|母公司|子公司|总行|分行|第三方|第三人|上级|财务共享|结算中心|核算中心"
)
_STAND_IN = compile_regex(
    r"[A-Za-z甲乙丙]?(?:(?:股份)?有限(?:责任)?)?公司|(?:公司|单位|企业|机构)?(?:名称|全称|姓名)|[/\\\-—–.…·无]+|[A-Z]"
)
_SPOKEN_PAYEE = compile_regex(
    r"(?:户名|账户名称|帐户名称|账户名|开户名称?|收款人|收款单位)(?:为|是|系|：)? ?"
    r"[“\"「]?(?P<payee>[^，；。：、\s（）”\"」_]{2,40})"
)
_ALIKE = 60.0


def party_name_blank(agreement: Agreement, options: Options) -> Iterator[Hit | NotAssessed]:
    """Parties whose name is a place to fill, or of whom nothing but 甲方 and 乙方 is written."""
    for party in agreement.parties:
        places = tuple(dict.fromkeys(_blank_names(agreement, party)))
        if places:
            yield Hit(places, {"who": party.label})
    nameless = [party.label for party in agreement.parties if party.name is None]
    if not agreement.parties or nameless:
        if agreement.search(_ORGANISATION) is not None and not agreement.parties:
            yield NotAssessed("没有认出合同的双方是谁，未能判定。")
            return
        yield Hit(
            (agreement.anchor,), {"who": "、".join(nameless) or "双方"}, absent=True, message=str(options["none"])
        )


def _blank_names(agreement: Agreement, party: Party) -> Iterator[Span]:
    places = party.repeats.get("name", ())
    filled = party.name is not None and not _is_open(party.name)
    for field in places:
        if _is_open(field) and (not filled or not field.blank or _drawn(agreement, field.span)):
            yield field.label.join(field.span)
    for signature in agreement.signatures:
        name = signature.name
        if signature.role != party.role or name is None or not name.blank or name in places:
            continue
        if any(blank.kind in ("letters", "word", "variable") for blank in blanks_in(agreement, name.span)):
            yield name.label.join(name.span)


def _is_open(field: Field) -> bool:
    """Whether a name is a place to fill, or only stands in for one: 公司名称, A公司, ____有限公司."""
    return field.blank or _STAND_IN.fullmatch(field.value) is not None


def _drawn(agreement: Agreement, span: Span) -> bool:
    return len(span) > 0 and bool(blanks_in(agreement, span))


def blanks_in(agreement: Agreement, span: Span) -> list[Blank]:
    """The places to fill that share a character with a span."""
    first = bisect_right(agreement.blanks, span.start, key=lambda blank: blank.span.end)
    last = bisect_left(agreement.blanks, span.end, key=lambda blank: blank.span.start)
    return [blank for blank in agreement.blanks[first:last] if blank.span.overlaps(span)]


def party_name_abbreviated(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Names no register would show: brands, trade names, abbreviations, names without an organisation form."""
    registered = {fold_name(name) for name in agreement.company_names}
    for party in agreement.parties:
        if party.natural_person:
            continue
        for field in party.repeats.get("name", ()):
            if _is_open(field) or looks_registered(field.value) or fold_name(field.value) in registered:
                continue
            if _is_organisation(party) or not looks_like_person(field.value):
                yield Hit((field.span,), {"name": field.value, "who": party.label})
                break


def _is_organisation(party: Party) -> bool:
    """Whether only an organisation can have what is written of a party: 金山云 may be a person's name otherwise."""
    return any(not field.blank for key in ("credit_code", "representative") for field in party.repeats.get(key, ()))


def party_name_inconsistent(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Places that write a party's name otherwise than where it is introduced; blanks and width alone are an info."""
    for party in agreement.parties:
        if party.name is None or _is_open(party.name):
            continue
        for mention in party.mentions:
            written = "".join(mention.span.of(agreement.text).splitlines())
            if _SOLE_TRADER.sub("", written) == _SOLE_TRADER.sub("", party.name.span.of(agreement.text)):
                continue
            if not _means(agreement, party, party.name, mention):
                continue
            first, second = _marked(party.name.value, agreement.folded(mention.span).strip())
            values = {"who": party.label, "first": first, "second": second}
            if fold_name(written) == fold_name(party.name.value):
                yield Hit(
                    (mention.span, party.name.span),
                    {**values, "first": party.name.span.of(agreement.text), "second": written},
                    severity=Severity.INFO,
                    message=str(options["width"]),
                    fixes=_as_introduced(agreement, party, mention),
                )
            else:
                yield Hit((mention.span, party.name.span), values, fixes=_as_introduced(agreement, party, mention))


def _as_introduced(agreement: Agreement, party: Party, mention: Mention) -> tuple[Fix, ...]:
    """The name a party is introduced by, unless that is no full name or most places write the other one."""
    assert party.name is not None
    name = party.name.span.of(agreement.text)
    written = [fold_name(one.name) for one in party.mentions]
    if registered_form(party.name.value) is None and not party.natural_person:
        return ()
    if written.count(fold_name(mention.name)) > written.count(fold_name(party.name.value)) + 1:
        return ()
    return (Fix(mention.span, name),)


def _means(agreement: Agreement, party: Party, name: Field, mention: Mention) -> bool:
    """Whether a place is meant as the party's registered name, and not as its signatory or another organisation."""
    written = fold_name(mention.name)
    if written in {fold_name(short) for short in party.short_names}:
        return False
    if party.natural_person:
        return looks_like_person(mention.name)
    if looks_like_person(mention.name) or (registered_form(mention.name) is None and not _alike(written, name.value)):
        return False
    start = max(0, mention.span.start - 24)
    before = agreement.folded(Span(start, mention.span.start))
    behind = agreement.folded(Span(mention.span.end, min(len(agreement.text), mention.span.end + 14)))
    return not _RELATED.search(before) and not _RELATED_BEHIND.search(behind)


def _alike(written: str, name: str) -> bool:
    from rapidfuzz import fuzz

    return written in fold_name(name) or fuzz.ratio(written, fold_name(name)) >= _ALIKE


def _marked(name: str, other: str) -> tuple[str, str]:
    """Both spellings with 〔〕 around what differs."""
    parts: list[str] = []
    other_parts: list[str] = []
    last, other_last = 0, 0
    for left, right in differing(name, other):
        parts += [name[last : left.start], f"〔{left.of(name)}〕" if len(left) else ""]
        other_parts += [other[other_last : right.start], f"〔{right.of(other)}〕" if len(right) else ""]
        last, other_last = left.end, right.end
    return "".join([*parts, name[last:]]), "".join([*other_parts, other[other_last:]])


def payee_mismatch(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Accounts in another name than the party's that is paid, where nothing says who collects for whom."""
    accounts = [*_accounts(agreement), *_spoken_accounts(agreement)]
    if not accounts:
        yield NotApplicable("合同没有写收款账户的户名。")
    entrusting = [_sentence(agreement, found.span) for found in agreement.finditer(_ENTRUSTED)] if accounts else []
    others = {fold_name(one.name.value) for one in agreement.parties if one.name is not None}
    own: dict[str, set[str]] = {}
    for party, field in accounts:
        assert party.name is not None
        written = fold_name(field.value)
        if party.role not in own:
            # A name the party also goes by elsewhere is spelt in two ways, which is another rule's matter.
            names = (party.name.value, *party.short_names, *role_words(agreement, party.role), *_elsewhere(party))
            own[party.role] = {fold_name(name) for name in names}
        if written in own[party.role] or written in others or _OTHER_NAME.match(field.value):
            continue
        if not any(field.value in words or _SOMEONE_ELSE.search(words) for words in entrusting):
            yield Hit((field.span,), {"payee": field.value, "name": party.name.value, "who": party.label})


def _elsewhere(party: Party) -> Iterator[str]:
    """How the party's name is written behind its own captions and in the text besides."""
    yield from (mention.name for mention in party.mentions)
    yield from (field.value for field in party.repeats.get("name", ()) if not field.blank)


def _accounts(agreement: Agreement) -> Iterator[tuple[Party, Field]]:
    """The filled account names of the parties whose own name is known."""
    for party in agreement.parties:
        if party.name is not None and not _is_open(party.name):
            yield from ((party, field) for field in party.repeats.get("account_name", ()) if not field.blank)


def _spoken_accounts(agreement: Agreement) -> Iterator[tuple[Party, Field]]:
    """Account names in running text, 户名为某某公司, which are the provider's."""
    party = agreement.party("乙")
    if party is None or party.name is None or _is_open(party.name):
        return
    known = {field.span.start for one in agreement.parties for field in one.repeats.get("account_name", ())}
    for found in agreement.finditer(_SPOKEN_PAYEE):
        span = found.span_of("payee")
        named = registered_form(found["payee"]) is not None or looks_like_person(found["payee"])
        if named and span.start not in known:
            yield party, Field(Span(found.span.start, span.start), span, found["payee"], blank=False)


def _sentence(agreement: Agreement, place: Span) -> str:
    return agreement.folded(agreement.sentence_at(place.start).join(place))


CHECKS: dict[str, Kind] = {
    "party-name-blank": party_name_blank,
    "party-name-abbreviated": party_name_abbreviated,
    "party-name-inconsistent": party_name_inconsistent,
    "payee-mismatch": payee_mismatch,
}
