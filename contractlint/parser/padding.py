"""Lines drawn around what was written on them: ``__60__%``, ``法定代表人：张三______``. They are no places to fill.

A form is filled in by typing over its line, and what is left of the line stays before and behind the words. Runs of
underscores are told apart here by what stands between them; the text is the source, one paragraph at a time.
"""

from __future__ import annotations

from collections.abc import Sequence

from contractlint.parser.names import looks_like_person
from contractlint.regex import compile_regex
from contractlint.text import Span

_BLANKS = " \u00a0\u2002\u2003\u2009\u202f\u3000"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_NUMERAL = "0-9０-９一二三四五六七八九十百千零〇两壹贰叁肆伍陆柒捌玖拾佰仟"
_FIGURES = compile_regex(
    rf"[{_NUMERAL}.,，/／\-—%％年月日时分元万整个 第份次天点无角]+|[A-Za-z0-9][A-Za-z0-9 .,@:/_\-+()（）]{{0,60}}"
)
_ONLY_UNITS = compile_regex(
    r"(?:[\s\u3000省市区县镇乡村路街道号楼栋幢层室座单元年月日时分秒元万整个份次天人名条款项期至到即共和与第、/／\-—%％]"
    r"|公司|有限|小时|大写|小写|人民币|工作)*"
)
_NUMBERING = compile_regex(rf"\s*[（(]?[{_NUMERAL}A-Za-z]{{1,3}}[）).．、]\s*")
_STOP = compile_regex(r"[：:。；;，,（(\n“”]")
# Words that join two blanks of one sentence: 由____负责____承担.
_JOINS_BEFORE = compile_regex(
    r"(?:负责|承担|支付|提供|交付|安装|为|的|之|内|前|后|以|向|在|与|和(?!平)|及|或|由|将|并|等|应|均|各|起|至|公司|有限|所在|作为|计)"
)
_JOINS_BEHIND = compile_regex(r"[由在为于向至到与和及以按从自对共即第给是用经并或的]$")
_LABEL = compile_regex(rf"[：:][{_BLANKS}]*$|^[{_BLANKS}]*(?:[（(]?[{_NUMERAL}]{{1,3}}[）).．、])[{_BLANKS}]*$")
_PARAGRAPH_END = compile_regex(
    rf"[{_BLANKS}]*(?:$|\t|[。；;][{_BLANKS}]*$|[（(](?:盖章|公章|签|签名|印章)|[{_BLANKS}]{{2,}})"
)
_NEXT_LABEL = compile_regex(rf"[{_BLANKS}\t]+[^{_BLANKS}\t：:，。；]{{1,4}}[^：:，。；\n]{{0,8}}[：:]")
_WORDS = "壹贰叁肆伍陆柒捌玖拾"
_LONGEST = 60
_SENTENCE = 200
_SHORT_RUN = 4


def padding(text: str, paragraph: Span, runs: Sequence[Span]) -> frozenset[int]:
    """Which of the runs of one paragraph only pad something written, by index into ``runs``."""
    found: set[int] = set()
    for index, run in enumerate(runs):
        before = text[runs[index - 1].end if index else paragraph.start : run.start]
        following = runs[index + 1] if index + 1 < len(runs) else None
        behind = text[run.end : following.start if following is not None else paragraph.end]
        after_label = (not before.strip(_BLANKS + "\t") and not index) or _LABEL.search(before) is not None
        if _beside_variable(before, behind) or _around_figures(before, behind, len(run)):
            found.add(index)
        if following is not None:
            rest = text[following.end : paragraph.end]
            if (
                _chosen(behind, rest)
                or _appointed(before, behind)
                or _between(behind, run, following, after_label, rest)
                or (after_label and _written_out(behind, rest))
            ):
                found.update((index, index + 1))
        if after_label and _opens(behind, len(run), following is None):
            found.add(index)
        if index not in found and _closes(before, text[run.end : paragraph.end], len(run)):
            found.add(index)
    return frozenset(found)


def _beside_variable(before: str, behind: str) -> bool:
    return before.endswith(("}", "»")) or behind.startswith(("{", "$", "«"))


def _around_figures(before: str, behind: str, length: int) -> bool:
    """``10000___元``, ``人民币___壹佰元整``, ``__0.5%``; but 20__年 is a blank."""
    if compile_regex(r"\d[ \u3000]{0,2}$").search(before) and compile_regex(
        r"元|%|％|万元|个?工作日|日|天|份|次"
    ).match(behind):
        return True
    if behind[:1] and behind[0] in _WORDS:
        return True
    return length <= _SHORT_RUN and compile_regex(r"\d+(?:\.\d+)?\s?[%％元]").match(behind) is not None


def _chosen(words: str, rest: str) -> bool:
    """``归__乙__（甲、乙、双）方所有``: the word is one of those the form offers behind it; ``/`` is 'none'."""
    chosen = words.strip(_BLANKS)
    if chosen in ("/", "／", "—", "无"):
        return True
    offered = compile_regex(r"[（(]([^（）()\n]{1,40})[）)]").match(rest)
    return (
        0 < len(chosen) <= 8
        and offered is not None
        and chosen[:1] in offered[1]
        and chosen[:2].rstrip("方") in offered[1]
    )


def _appointed(before: str, words: str) -> bool:
    """``甲方指定__张三__为项目联系人``."""
    return compile_regex(r"(?:指定|委派|指派|委托|联系人|负责人)$").search(before) is not None and looks_like_person(
        words
    )


def _between(words: str, run: Span, following: Span, after_label: bool, rest: str) -> bool:
    """Whether the words between two runs were written on one line."""
    stripped = words.strip(_BLANKS)
    if not 0 < len(words) <= _LONGEST or _ONLY_UNITS.fullmatch(stripped) or _NUMBERING.fullmatch(words):
        return False
    if _FIGURES.fullmatch(stripped):
        return True
    if _STOP.search(stripped) or _JOINS_BEFORE.match(stripped) or _JOINS_BEHIND.search(stripped):
        return False
    if after_label:
        alike = len(run) == len(following) <= _SHORT_RUN
        return _PARAGRAPH_END.match(rest) is not None or (alike and len(stripped) >= 2)
    return len(stripped) >= 6


def _written_out(words: str, rest: str) -> bool:
    """Whether a whole sentence stands between the first and the last run: ``1. __在三个月内完成，并提交报告__；``."""
    stripped = words.strip(_BLANKS)
    if len(stripped) > _SENTENCE or _PARAGRAPH_END.match(rest) is None or _STOP.match(stripped):
        return False
    if compile_regex(rf"[{_HAN}）)]{{6}}[。；]$").search(stripped) and not rest.strip():
        return True
    last = _STOP.split(stripped)[-1]
    longest = 6 if len(last) < len(stripped) else 8
    return compile_regex(rf"[{_HAN}]{{{longest},}}").fullmatch(last) is not None and not _JOINS_BEHIND.search(last)


def _opens(words: str, length: int, last: bool) -> bool:
    """Whether a run behind a label is followed by its value: ``地址：____北京市海淀区中关村大街1号``."""
    if words.lstrip(_BLANKS)[:1] in ("。", "；", ";", "，", ",", "、", "）", ")"):
        return False
    value = _NEXT_LABEL.split(words, maxsplit=1)[0].strip(_BLANKS + "\t。；;")
    if not value or _ONLY_UNITS.fullmatch(value) or _JOINS_BEFORE.match(value) or value[0] in "年月日元份个次省市":
        return False
    if (last or len(value) < len(words.strip())) and _STOP.search(value) is None and len(value) <= _LONGEST:
        return True
    return length <= _SHORT_RUN and compile_regex(rf"[{_HAN}A-Za-z0-9]{{6}}").match(value) is not None


def _closes(before: str, rest: str, length: int) -> bool:
    """Whether a run is what is left of its line behind a value."""
    if _PARAGRAPH_END.match(rest) is None:
        return False
    if not rest.strip() and compile_regex(rf"[{_HAN}）)][。；]$|\d(?:万?元|[%％][。；]?)$").search(before):
        return True
    colon = max(before.rfind("："), before.rfind(":"))
    value = before[colon + 1 :].strip(_BLANKS + "\t。；;")
    if colon >= 0 and value and len(value) <= _LONGEST and not _ONLY_UNITS.fullmatch(value) and not _STOP.search(value):
        return not _JOINS_BEHIND.search(value)
    return (
        length < _SHORT_RUN
        and compile_regex(rf"[{_HAN}]{{8}}$").search(before) is not None
        and not _JOINS_BEHIND.search(before)
    )
