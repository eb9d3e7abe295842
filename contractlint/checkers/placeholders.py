"""Blanks that must be filled before anybody signs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from contractlint import regex
from contractlint.checkers.sheets import sheets
from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement, Blank
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span, Spans

# What is filled at signing, not before: number, date and signature lines.
_AT_SIGNING = compile_regex(
    r"(?:编号|备案号|签(?:订|署|约)(?:日期|时间|地点)?|签[字名章](?:日期|时间|处|人)?|日期|盖章|公章|印章|年月日|骑缝章?|经办人|立约日)"
    r"[）\])】]?(?:为|是|于|在)?$"
)
_BARE_DATE = compile_regex(
    r"(?:20[\s\u3000_＿]{0,6}|20\d\d)?[\s\u3000_＿﹍【】]*年[\s\u3000_＿﹍【】]*月[\s\u3000_＿﹍【】]*日[\s\u3000]*"
)
_SIGNED_ON = compile_regex(
    r" ?[】\]]?[年月日][\s_年月日【】\d]{0,30}(?:在|于)?[^，。；、\n]{0,14}(?:订立|签订|签署|签约)(?!后|之日|日|的)"
)
_COLUMN_BEFORE = compile_regex(r"^[^：]{1,14}：(?:[\s_年月]|日(?!期))*")
_EXPLAINED = compile_regex('[”」』"]?(?:表示|代表|意为|指代)')
_TICKED = compile_regex(r"[（(][ \u3000]*[√✓][ \u3000]*[）)]")
_DATE_GAP = 4
_PARTS_OF_DATE = 6
_WINDOW = 200
_FULL = "tech-support"
_FULL_ONLY = frozenset({"contact", "phone", "email", "credit_code"})
_BEFORE = 12
_AFTER = 6


def placeholder_left(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Every blank but those that have a rule of their own (fields of the parties) and those filled at signing."""
    annexes = [annex.span.start for annex in agreement.annexes]
    signatures = [_signature(annexes, signature.span) for signature in agreement.signatures]
    owned = Spans((*_owned_fields(agreement), *signatures, *sheets(agreement)))
    earlier: list[Blank] = []
    for blank in agreement.blanks:
        if _EXPLAINED.match(agreement.folded(Span(blank.span.end, min(len(agreement.text), blank.span.end + 6)))):
            continue
        filled_later = _filled_at_signing(agreement, blank, earlier)
        earlier.append(blank)
        if filled_later or not agreement.judged.contains(blank.span):
            continue
        if blank.kind == "paren" and _TICKED.search(_line(agreement, blank.span).of(agreement.text)):
            continue
        if owned.overlap(blank.span):
            continue
        yield Hit((blank.span,), {"places": f"「{_shown(agreement, blank.span)}」"})


def _owned_fields(agreement: Agreement) -> Iterator[Span]:
    """Fields of the parties that a rule of their own looks after; some of these rules are for one type only."""
    for party in agreement.parties:
        for key, fields in party.repeats.items():
            nobody = agreement.type.code != _FULL and key in _FULL_ONLY and all(field.blank for field in fields)
            if not nobody:
                yield from (field.label.join(field.span) for field in fields)


def _signature(annexes: Sequence[int], span: Span) -> Span:
    """A signature without the annexes behind it, where a party may sign again."""
    index = bisect_right(annexes, span.start)
    return Span(span.start, min(annexes[index], span.end) if index < len(annexes) else span.end)


def _filled_at_signing(agreement: Agreement, blank: Blank, earlier: Sequence[Blank]) -> bool:
    """Whether the words before a blank, on its own line, ask for a signature, a date or a number; other blanks between
    do not count. 本合同于____年__月__日订立 says so behind the blank."""
    line = _line(agreement, blank.span)
    if _BARE_DATE.fullmatch(_cell(agreement, line, blank.span).strip()):
        return True
    pieces: list[str] = []
    end = blank.span.start
    for other in earlier[: -_PARTS_OF_DATE - 1 : -1]:
        if other.span.start < line.start or end - other.span.end > _DATE_GAP:
            break
        pieces.insert(0, agreement.folded(Span(other.span.end, end)))
        end = other.span.start
    before = "".join((agreement.folded(Span(max(line.start, end - 60), end)), *pieces))
    tail = regex.split("[，。；、]", regex.sub(r"[\s_年月日：（）【】\d]+$", "", before).rpartition("\t")[2])[
        -1
    ].strip()
    # 日期：　年　月　日　　日期：　年　月　日 has the columns of both parties on one line.
    tail = _COLUMN_BEFORE.sub("", tail)
    if len(tail) <= 14 and _AT_SIGNING.search(tail) is not None and "：" not in tail:
        return True
    behind = agreement.folded(Span(blank.span.end, min(line.end, blank.span.end + 48)))
    return _SIGNED_ON.match(behind) is not None


def _cell(agreement: Agreement, line: Span, place: Span) -> str:
    """What stands on a line around a place, between tabs."""
    start = agreement.text.rfind("\t", line.start, place.start)
    end = agreement.text.find("\t", place.end, line.end)
    return agreement.text[start + 1 if start >= 0 else line.start : end if end >= 0 else line.end]


def _line(agreement: Agreement, place: Span) -> Span:
    text = agreement.text
    first, last = max(0, place.start - _WINDOW), min(len(text), place.end + _WINDOW)
    start, end = text.rfind("\n", first, place.start), text.find("\n", place.end, last)
    return Span(start + 1 if start >= 0 else first, end if end >= 0 else last)


def _shown(agreement: Agreement, place: Span) -> str:
    """A blank with a few characters around it, on its own line."""
    before = agreement.text[max(0, place.start - _BEFORE) : place.start]
    after = agreement.text[place.end : place.end + _AFTER]
    before = regex.split(r"[\n\t。；，：]", before.rstrip("，："))[-1]
    after = regex.split(r"[\n\t。；，]", after)[0]
    return agreement.source.lettered((before + place.of(agreement.text) + after).strip())


CHECKS: dict[str, Kind] = {"placeholder-left": placeholder_left}
