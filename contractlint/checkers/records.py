"""服务记录: the chain that proves the work, link by link."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.finding import Hit, NotApplicable, NotAssessed
from contractlint.kinds import Kind
from contractlint.kinds.patterns import anchor
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_CONTENTS = (("problem", "问题"), ("process", "处理过程"), ("result", "结果"))
_NO_RECORD = NotApplicable("合同没有要求服务记录，已由 A02 报告。")
_FORM = compile_regex("(?:格式|样式|样表|模板|内容|式样)|(?:详?见|按|按照|填写|使用|采用)")


def service_record_missing(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Nothing proves each service: neither slips nor periodic reports."""
    if not agreement.records.records:
        yield Hit((anchor(agreement, ("A", "L", "C")),), absent=True)


def service_record_unsigned(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Records that the client need not sign, seal or confirm."""
    records = agreement.records
    if not records.records:
        yield _NO_RECORD
    elif not records.signing:
        place = _first_in_text(agreement)
        yield Hit((place,), {"quote": agreement.folded(place)})


def record_signer_unnamed(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Signers without a post or a name."""
    records = agreement.records
    if not records.signing:
        yield NotApplicable("合同没有要求签认服务记录。")
    elif not records.named_signers:
        for place in records.unnamed_signers:
            yield Hit((place,), {"quote": agreement.folded(place)})


def record_signing_undetermined(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Signing without a time limit, or without a word on what follows when nobody signs."""
    records = agreement.records
    if not records.signing:
        yield NotApplicable("合同没有要求签认服务记录。")
        return
    missing = [
        name for name, places in (("几日内签", records.deadlines), ("不签怎么办", records.silence)) if not places
    ]
    if missing:
        yield Hit((_main_signing(agreement),), {"missing": "和".join(missing)})


def record_contents_missing(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable | NotAssessed]:
    """Records that need not tell the problem, the process and the result."""
    records = agreement.records
    if not records.records:
        yield _NO_RECORD
        return
    told = {kind for kind, _ in records.contents}
    missing = [name for kind, name in _CONTENTS if kind not in told]
    if not missing:
        return
    place = _first_in_text(agreement)
    handed = _form_in_missing_annex(agreement)
    if handed is not None:
        yield NotAssessed(f"服务记录的格式见「{agreement.folded(handed)}」，而文件里没有这个附件，未能判定。")
        return
    yield Hit((place,), {"quote": agreement.folded(place), "missing": "、".join(missing)})


def _first_in_text(agreement: Agreement) -> Span:
    """The first record the body speaks of; else the first in an annex."""
    places = agreement.records.records
    return next((place for place in places if agreement.annex_at(place.start) is None), places[0])


def _main_signing(agreement: Agreement) -> Span:
    """Where signing is demanded: the first place whose sentence names a record to be signed by someone named, else
    the first place."""
    places = agreement.records.signing
    body = [place for place in places if agreement.annex_at(place.start) is None] or list(places)
    signers = (*agreement.records.named_signers, *agreement.records.unnamed_signers)
    for place in body:
        sentence = agreement.sentence_at(place.start)
        if any(sentence.contains(signer) for signer in signers):
            return place
    return body[0]


def _form_in_missing_annex(agreement: Agreement) -> Span | None:
    present = {annex.number for annex in agreement.annexes}
    for reference in agreement.references:
        if reference.kind != "annex":
            continue
        missing = (
            any(number[0] not in present for number in reference.numbers)
            if reference.numbers
            else not agreement.annexes
        )
        sentence = agreement.sentence_at(reference.span.start)
        if (
            missing
            and any(sentence.contains(record) for record in agreement.records.records)
            and agreement.search(_FORM, sentence) is not None
        ):
            return reference.span
    return None


CHECKS: dict[str, Kind] = {
    "service-record-missing": service_record_missing,
    "service-record-unsigned": service_record_unsigned,
    "record-signer-unnamed": record_signer_unnamed,
    "record-signing-undetermined": record_signing_undetermined,
    "record-contents-missing": record_contents_missing,
}
