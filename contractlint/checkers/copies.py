"""份数: how many copies of the agreement there are, and whether those held add up to it."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint import regex
from contractlint.checkers.effectiveness import closing_place
from contractlint.checkers.roles import role_words
from contractlint.checkers.signing import ELECTRONIC
from contractlint.dataclass import dataclass
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.parser.quantities.numerals import parse_numeral
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_NUMBER = r"[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾\d]{1,3}"
_TOTAL = compile_regex(
    rf"(?:[一壹1]式|共(?:计|有)?(?:印制|签订)?|正本(?=[^。；，\n]{{1,6}}份，双方))"
    rf"[ _]{{0,4}}(?P<n>{_NUMBER})[ _]{{0,4}}份"
)
_STATED = compile_regex(
    r"[一壹1]式[^。；，\n]{0,24}份"
    r"|(?:合同|协议|正本|副本|文本)[^。；\n]{0,12}[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾\d_】 ]{1,12}份"
)
_HELD = compile_regex(
    rf"(?P<who>[^，；。：\n]{{0,24}}?)(?P<each>各)?(?:自)?(?:执有|执|持有|持|留存|存档|存|保存|保管|保留|收执|收存|备案|备|送|报|留)?"
    rf"(?:正本|副本)?[ _]{{0,4}}(?P<n>{_NUMBER})[ _]{{0,4}}份"
)
_OF_THIS = compile_regex("合同|协议|正本|文本|副本|备忘录")
_OTHER_PAPER = compile_regex("补充|报告|记录|清单|单据|图纸|资料|手册|方案|文件|发票|订单|验收|确认书|计划|证")
_SOMEBODY_ELSE = compile_regex(
    "备案|存档|归档|留档|留存|报送|监管|主管|代理机构|公证|鉴证|见证|管理机构|部门|其余|剩余|余下"
)
_KINDS = compile_regex("正本|副本")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Copies:
    """One count of copies: its place, the sentence with the holders, and who holds how many."""

    place: Span
    rest: Span
    total: int
    held: int
    """By the parties."""
    others: int
    """By anybody else, as far as counted."""
    complete: bool
    """Whether both sides are counted and nobody holds an uncounted number."""


def copies_mismatch(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Copies that do not add up: 一式四份, of which one side holds two and the other one."""
    counted = list(_copies(agreement))
    if not counted:
        yield NotApplicable("合同没有写一式几份、各执几份。")
    for copies in counted:
        if copies.complete and copies.total not in (copies.held, copies.held + copies.others):
            total, held = str(copies.total), str(copies.held + copies.others)
            yield Hit((copies.place.join(copies.rest),), {"total": total, "held": held})


def _copies(agreement: Agreement) -> Iterator[Copies]:
    starts = list(agreement.finditer(_TOTAL))
    for index, found in enumerate(starts):
        sentence = agreement.sentence_at(found.span.start)
        before = agreement.folded(Span(min(sentence.start, found.span.start), found.span.start))[-40:]
        if _OTHER_PAPER.search(before) or (before.strip() and not _OF_THIS.search(before) and len(before) > 12):
            continue
        if found[0].startswith("正本") and regex.search("[一壹1]式|副本", agreement.folded(sentence)):
            continue
        total = _count(found["n"])
        end = agreement.text.find("\n", found.span.end)
        end = min(end if end >= 0 else len(agreement.text), found.span.end + _LONGEST)
        if index + 1 < len(starts):
            end = min(end, starts[index + 1].span.start)
        stop = agreement.text.find("。", found.span.end, end)
        rest = Span(found.span.end, stop if stop >= 0 else end)
        if total is not None:
            yield _counted(agreement, found.span, rest, total)


def _counted(agreement: Agreement, place: Span, rest: Span, total: int) -> Copies:
    held, others, sides, last = 0, 0, 0, place
    words = agreement.folded(rest)
    for found in agreement.finditer(_HELD, rest):
        number = _count(found["n"])
        if number is None:
            continue
        who = found["who"]
        last = found.span
        if _SOMEBODY_ELSE.search(found[0]) and not _parties_in(agreement, who):
            others += number
        elif found["each"]:
            count = _each(agreement, who)
            held += number * count
            sides += count
        elif _parties_in(agreement, who):
            held += number
            sides += 1
        else:
            others += number
    uncounted = _SOMEBODY_ELSE.search(words) is not None and not others
    mixed = len(set(_KINDS.findall(agreement.folded(place.join(rest))))) > 1
    return Copies(
        place,
        Span(place.end, max(place.end, last.end)),
        total,
        held,
        others,
        sides >= 2 and not uncounted and not mixed,
    )


def _parties_in(agreement: Agreement, who: str) -> int:
    """How many sides the words before 执 name."""
    if regex.search("双方|各方|[甲乙丙]", who):
        return len(set(regex.findall("[甲乙丙丁]", who))) or 2
    return sum(any(word in who for word in role_words(agreement, role)) for role in ("甲", "乙", "丙"))


def _each(agreement: Agreement, who: str) -> int:
    letters = set(regex.findall("[甲乙丙丁]", who))
    if "三方" in who or len(letters) == 3:
        return 3
    if "四方" in who or len(letters) == 4:
        return 4
    return max(2, len(agreement.parties)) if "各方" in who else 2


def _count(written: str) -> int | None:
    value = parse_numeral(written.strip())
    return int(value) if value is not None and value == int(value) and value > 0 else None


def copies_unstated(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Nothing on the number of copies."""
    if agreement.search(ELECTRONIC) is not None:
        yield NotApplicable("合同以电子方式签署，没有份数之分。")
        return
    for found in agreement.finditer(_STATED):
        sentence = agreement.sentence_at(found.span.start)
        before = agreement.folded(Span(min(sentence.start, found.span.start), found.span.end))
        if not _OTHER_PAPER.search(before) or regex.search("本(?:合同|协议)", before):
            return
    yield Hit((closing_place(agreement),), absent=True)


CHECKS: dict[str, Kind] = {"copies-mismatch": copies_mismatch, "copies-unstated": copies_unstated}
