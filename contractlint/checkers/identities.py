"""What tells a party from others and lets it be reached: code, address, representative, contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from contractlint import regex
from contractlint.checkers.effectiveness import effective_statements
from contractlint.checkers.parties import blanks_in
from contractlint.checkers.roles import role_words
from contractlint.dataclass import dataclass
from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Kind
from contractlint.kinds.require import handed_to_missing_annex
from contractlint.model import Agreement, Field, Party
from contractlint.parser.credit_code import LENGTH, check_character, fault, fold_code
from contractlint.parser.names import looks_like_person, registered_form
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_ENTERPRISE = compile_regex("公司|企业|厂|店|行|药房|超市|工作室|坊|铺")
_LICENCE = compile_regex(
    r"附[^。；\n]{0,24}营业执照|营业执照[^。；\n]{0,30}附[件后表录]|(?:附件|附：)[^。\n]{0,30}(?:营业执照|资质证照)"
)
_CODE_LABEL = compile_regex("信用代码|统一代码")
_CODE = compile_regex(r"[0-9A-Za-z][0-9A-Za-z \-]{5,30}[0-9A-Za-z]")
_WRITTEN_CODE = compile_regex(
    r"信用代码(?:证?号)?[^0-9A-Za-z\n_]{0,8}(?P<code>[0-9A-Za-z](?:[0-9A-Za-z]|[ \-](?=[0-9A-Za-z])){9,26})"
)
_MAIL = compile_regex(r"[\w.\-]+@[\w.\-]+")
_PHONE = compile_regex(r"(?<![\d.,A-Za-z])(?:\d{3,4}-?\d{7,8}|1\d{10}|\d{7,8}|[48]00-?\d{3}-?\d{4})(?![\d.,A-Za-z]|元)")
_WORDS = compile_regex(r"[\s，、：（）]|联系人|负责人|为|是")
_CONTACT = {"contact": "联系人", "phone": "电话", "email": "电子邮箱"}
_AUTHORISED = compile_regex(
    r"授权委托书|授权书|委托书|授权文件|授权证明|授权函|授权范围|代理权限|委托权限|授权权限|受权范围"
)
_SIGNED_BY_AGENT = compile_regex(r"(?:授权|委托)(?:的)?(?:代表|代理)人?[^。；\n，、]{0,8}(?:签字|签名|签署|签章)")
_AGENT = compile_regex("授权|委托|代理")
_LEGAL = compile_regex("法定代表人|法人代表|负责人|法人|法定")
_FOREIGN = compile_regex("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class _Gap:
    """What one party lacks: the places left blank for it; where there is none it is an absence."""

    party: Party
    missing: str
    blanks: tuple[Field, ...]


def credit_code_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Enterprises without a unified social credit code."""
    if not agreement.parties:
        yield NotApplicable("没有认出合同的双方。")
        return
    gaps = []
    for party in agreement.parties:
        codes = party.repeats.get("credit_code", ())
        if any(not field.blank for field in codes) or not (codes or _is_enterprise(party)) or party.natural_person:
            continue
        if _has_tax_number(agreement, party) or _licence_attached(agreement, party) or _code_beside(agreement, party):
            continue
        gaps.append(_Gap(party, "统一社会信用代码", tuple(codes)))
    yield from _hits(gaps)


def _is_enterprise(party: Party) -> bool:
    """Whether a named party is a business; of one without organisation form it is assumed."""
    if party.name is None or party.name.blank or party.natural_person:
        return False
    form = registered_form(party.name.value)
    if form is None:
        return not looks_like_person(party.name.value)
    return _ENTERPRISE.search(form) is not None and not _FOREIGN.search(form)


def _has_tax_number(agreement: Agreement, party: Party) -> bool:
    """A tax number among the party's particulars is the same code; in a clause on invoices it is not looked up."""
    signed = [signature.span for signature in agreement.signatures]
    for field in party.repeats.get("tax_id", ()):
        among = not agreement.clause_path(field.span.start) or any(span.contains(field.span) for span in signed)
        found = _CODE.search(field.value)
        if among and found is not None and len(fold_code(found[0])) == LENGTH:
            return True
    return False


def _licence_attached(agreement: Agreement, party: Party) -> bool:
    others = [word for one in agreement.parties if one is not party for word in (one.label, *one.short_names)]
    own = (party.label, *party.short_names, "双方", "各方")
    for found in agreement.finditer(_LICENCE):
        words = agreement.folded(agreement.sentence_at(found.span.start).join(found.span))
        if any(word in words for word in own) or not any(word in words for word in others):
            return True
    return False


def _code_beside(agreement: Agreement, party: Party) -> bool:
    """A code behind the name in running text."""
    assert party.name is not None
    end = min(len(agreement.text), party.name.span.end + 60)
    beside = regex.split("[。\n]", agreement.folded(Span(party.name.span.end, end)))[0]
    return _WRITTEN_CODE.search(beside) is not None


def credit_code_invalid(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Codes whose characters, length or check character cannot be right (GB 32100)."""
    written = list(_codes(agreement))
    if not written:
        yield NotApplicable("合同没有写统一社会信用代码。")
    for span in written:
        code = fold_code(agreement.folded(span))
        problem = fault(code)
        if problem:
            yield Hit((span,), {"code": code, "problem": _explained(code, problem)})


def _codes(agreement: Agreement) -> Iterator[Span]:
    seen: set[int] = set()
    for party in agreement.parties:
        for field in party.repeats.get("credit_code", ()):
            if field.blank or not _CODE_LABEL.search(agreement.folded(field.label)):
                continue
            found = agreement.search(_CODE, field.span)
            if found is not None:
                seen.add(found.span.start)
                yield found.span
    for found in agreement.finditer(_WRITTEN_CODE):
        span = found.span_of("code")
        if span.start not in seen and not blanks_in(agreement, span):
            yield span


def _explained(code: str, problem: str) -> str:
    if problem == "characters":
        wrong = "、".join(dict.fromkeys(one for one in code if fault(one) == "characters"))
        return f"含有代码里不会出现的字符「{wrong}」"
    if problem == "length":
        return f"有{len(code)}位，应为18位"
    if problem == "shape":
        return "第3至8位是登记机关的行政区划码，应全为数字"
    return f"校验位不对，按前17位算，末位应为「{check_character(code[:17])}」"


def party_address_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Parties without an address."""
    yield from _lacking(agreement, ("address",), "住所或者地址")


def representative_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Organisations for which nobody is named as legal representative, head or authorised representative."""
    yield from _lacking(agreement, ("representative", "agent"), "法定代表人或者授权代表的姓名", persons=False)


def _lacking(
    agreement: Agreement, keys: Sequence[str], what: str, *, persons: bool = True
) -> Iterator[Hit | NotApplicable]:
    parties = [party for party in agreement.parties if party.name is not None and (persons or not party.natural_person)]
    if not parties:
        yield NotApplicable("没有写出双方是谁，或者双方都是自然人。")
        return
    gaps = []
    for party in parties:
        fields = [field for key in keys for field in party.repeats.get(key, ())]
        if any(not field.blank for field in fields) or (not persons and _signed_by_name(agreement, party)):
            continue
        gaps.append(_Gap(party, what, _places(agreement, fields)))
    yield from _hits(gaps)


def _signed_by_name(agreement: Agreement, party: Party) -> bool:
    """A person's name behind 乙方（签字） of an organisation is who signs for it."""
    return any(mention.where == "signature" and looks_like_person(mention.name) for mention in party.mentions)


def _places(agreement: Agreement, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The blanks that are a form's; a line to sign on is none where the form asks for the name as well."""
    blank = [field for field in fields if field.blank]
    signing = [one.span for one in agreement.signatures]
    head = [field for field in blank if not any(span.contains(field.label) for span in signing)]
    return tuple(head or blank)


_ADDRESSEE = compile_regex("(?:收件人|接收人|联系人|联络人)(?:为|是)?[\u4e00-\u9fff]{2,4}")


def contact_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable | NotAssessed]:
    """Parties without a person to contact, a telephone or an e-mail address."""
    parties = [party for party in agreement.parties if party.name is not None]
    if not parties:
        yield NotApplicable("没有写出双方是谁。")
        return
    gaps = []
    for party in parties:
        missing = _contact_gaps(party, " ".join(_said_of_contacts(agreement, party)))
        if missing and (spoken := _spoken_contacts(agreement, party)):
            named = any(looks_like_person(word) or _ADDRESSEE.fullmatch(word) for word in _WORDS.split(spoken))
            missing = _contact_gaps(party, spoken, named=named)
        if missing:
            blank = [field for key in missing for field in party.repeats.get(key, ()) if field.blank]
            gaps.append(_Gap(party, "、".join(missing.values()), tuple(blank)))
    handed = handed_to_missing_annex(agreement, ("N",)) if gaps else None
    if handed is not None:
        yield NotAssessed(f"合同写明联系方式见「{agreement.folded(handed)}」，而文件里没有这个附件，未能判定。")
        return
    yield from _hits(gaps)


def _contact_gaps(party: Party, said: str, *, named: bool = False) -> dict[str, str]:
    """What a party lacks of a contact, by key; ``said`` is searched for numbers and addresses."""
    found = {
        "contact": named or party.natural_person or _filled(party, "contact"),
        "phone": _filled(party, "phone") or _PHONE.search(said) is not None,
        "email": _filled(party, "email") or _MAIL.search(said) is not None,
    }
    return {key: word for key, word in _CONTACT.items() if not found[key]}


def _said_of_contacts(agreement: Agreement, party: Party) -> Iterator[str]:
    """The values of contact fields with what follows on their line: 联系人及联系方式：周听澜，0572-…."""
    for key in _CONTACT:
        for field in party.repeats.get(key, ()):
            if not field.blank:
                end = agreement.text.find("\n", field.span.end)
                yield agreement.folded(Span(field.span.start, end if end >= 0 else len(agreement.text)))[:120]


def _spoken_contacts(agreement: Agreement, party: Party) -> str:
    """What stands behind the party in sentences and rows with a number or an address: 甲方周听澜，电话0572-…."""
    every = [(word, one.role) for one in agreement.parties for word in role_words(agreement, one.role)]
    own = {word for word, role in every if role == party.role}
    words = "|".join(re.escape(word) for word, _ in sorted(every, key=lambda one: -len(one[0])))
    pattern = compile_regex(rf"(?P<who>{words})(?P<rest>(?:(?!{words})[^。；\n]){{0,160}})")
    said = [found["rest"] for found in agreement.finditer(pattern) if found["who"] in own]
    return " ".join(rest for rest in said if _MAIL.search(rest) or _PHONE.search(rest))


def _filled(party: Party, key: str) -> bool:
    return any(not field.blank for field in party.repeats.get(key, ()))


def _hits(gaps: Sequence[_Gap]) -> Iterator[Hit]:
    """One hit for the parties with blanks, and one at their names for those of whom the text does not even ask."""
    asked = [gap for gap in gaps if gap.blanks]
    unasked = [gap for gap in gaps if not gap.blanks]
    if asked:
        spans = [field.label.join(field.span) for gap in asked for field in gap.blanks]
        yield Hit(tuple(dict.fromkeys(spans)), {"what": _said(asked)})
    if unasked:
        yield Hit(tuple(_home(gap.party) for gap in unasked), {"what": _said(unasked)}, absent=True)


def _said(gaps: Sequence[_Gap]) -> str:
    """甲方和乙方的电话, or 甲方的联系人、电话，以及乙方的电话."""
    if len({gap.missing for gap in gaps}) == 1:
        return f"{'和'.join(gap.party.label for gap in gaps)}的{gaps[0].missing}"
    return "，以及".join(f"{gap.party.label}的{gap.missing}" for gap in gaps)


def _home(party: Party) -> Span:
    """Where a party is introduced."""
    name = party.name
    return name.span if name is not None and not name.blank and len(name.span) else party.label_span


def authority_unproven(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """An agent is to sign, and nothing speaks of a power of attorney or its extent."""
    places = list(dict.fromkeys(_agent_places(agreement)))
    if not places:
        yield NotApplicable("合同没有写由授权代表或者委托代理人签署。")
    elif agreement.search(_AUTHORISED) is None:
        yield Hit(tuple(places), {"quote": agreement.folded(places[0])})


def _agent_places(agreement: Agreement) -> Iterator[Span]:
    for signature in agreement.signatures:
        party = agreement.party(signature.role)
        for field in party.repeats.get("agent", ()) if party is not None else ():
            label = agreement.folded(field.label)
            if (
                signature.span.contains(field.label)
                and _AGENT.search(label)
                and not _LEGAL.search(label)
                and not _signs_itself(party, signature.span)
            ):
                yield field.label
    for statement in effective_statements(agreement):
        if not _LEGAL.search(statement.words):
            yield from (found.span for found in agreement.finditer(_SIGNED_BY_AGENT, statement.place))


def _signs_itself(party: Party | None, place: Span) -> bool:
    """Whether the form also has a line for the legal representative, so that it is open who signs."""
    return party is not None and any(place.contains(field.label) for field in party.repeats.get("representative", ()))


CHECKS: dict[str, Kind] = {
    "credit-code-missing": credit_code_missing,
    "credit-code-invalid": credit_code_invalid,
    "party-address-missing": party_address_missing,
    "representative-missing": representative_missing,
    "contact-missing": contact_missing,
    "authority-unproven": authority_unproven,
}
