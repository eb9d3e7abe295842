"""Lines of plain text: which of them begin something new, and which were broken only because a margin was reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from contractlint.regex import compile_regex

_HAN_NUMBER = "一二三四五六七八九十百零〇两0-9０-９"
_LABEL = compile_regex(
    rf"""[\s\u3000]*(?:
        第[{_HAN_NUMBER}\s]{{1,8}}[条章节款项目部编]
      | [一二三四五六七八九十百]{{1,4}}[、.．]
      | [（(〔\[【][{_HAN_NUMBER}a-zA-Z]{{1,4}}[）)〕\]】]
      | [\d０-９]{{1,3}}(?:[.．][\d０-９]{{1,3}}){{0,5}}[.．、)）]
      | [\d０-９]{{1,3}}(?:[.．][\d０-９]{{1,3}}){{1,5}}(?![\d.%％‰])
      | [\d０-９]{{1,3}}[\s\u3000]
      | [a-zA-Z][.、)）]
      | [①-⑳⑴-⒇⒈-⒛㈠-㈩Ⅰ-Ⅻ]
      | [-*+•●·■□◆◇○☐☑☒√★※→>#|【]
      | 附[件录表]
    )""",
    re.VERBOSE,
)
_KEY = compile_regex(r"[\s\u3000]*[^，。；：:,;!?！？\n]{1,14}[：:]")
_ONLY_LABEL = compile_regex(rf"(?:{_LABEL.pattern})[\s\u3000]*", re.VERBOSE)
# What ends a sentence, with closing quotes and brackets behind it.
_FINISHED = compile_regex(r"[。；！？：…;!?:][”’』」》）)\"'\s]{0,4}$|[_＿\-—=～~]{2,}\s*$")
_WIDE = compile_regex(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—]"
)
_NARROWEST = 40
WIDEST = 130
"""Columns; a wider line was not broken at a margin."""
_RAGGED = 6


def starts_item(line: str) -> bool:
    """Whether a line begins with a clause number, a bullet, or the name of a field (地址：)."""
    return _LABEL.match(line) is not None or _KEY.match(line) is not None


def is_label(text: str) -> bool:
    """Whether the text is nothing but a clause number or a bullet."""
    return _ONLY_LABEL.fullmatch(text) is not None


def begins_with_label(text: str) -> bool:
    """Whether the text begins with a clause number or a bullet."""
    return _LABEL.match(text) is not None


def wrapped(lines: Sequence[str]) -> list[bool]:
    """For each line whether it was broken at the margin and goes on in the next.

    Nothing is said to be wrapped unless the whole text shows it: many lines stop in the middle of a sentence at nearly
    the same width, and hardly any is wider.
    """
    none = [False] * len(lines)
    widths = [_width(line) for line in lines]
    broken = [index for index in range(len(lines) - 1) if _may_go_on(lines, widths, index)]
    margin = _margin(widths, broken)
    if margin is None:
        return none
    for index in broken:
        none[index] = margin - _RAGGED - 2 <= widths[index] <= margin
    return none


def _may_go_on(lines: Sequence[str], widths: Sequence[int], index: int) -> bool:
    line, following = lines[index], lines[index + 1]
    return (
        _NARROWEST <= widths[index] <= WIDEST
        and bool(following.strip())
        and not _FINISHED.search(line)
        and "\t" not in line.strip()
        and "\t" not in following.strip()
        and _indent(following) <= _indent(line)
        and not starts_item(following)
    )


def _margin(widths: Sequence[int], broken: Sequence[int]) -> int | None:
    """The widest line of a hard-wrapped text, or None where the text is not."""
    counts = Counter(widths[index] for index in broken)
    margin = max(counts, key=lambda width: (sum(counts[width - less] for less in range(_RAGGED)), -width), default=None)
    if margin is None:
        return None
    at_margin = sum(counts[margin - less] for less in range(_RAGGED))
    long = sum(margin - _RAGGED < width <= margin for width in widths)
    wider = sum(width > margin for width in widths)
    filled = sum(width > 0 for width in widths)
    if at_margin < 4 or at_margin < 0.6 * len(broken) or at_margin < 0.6 * long or wider > hardly_any(filled):
        return None
    return margin


def hardly_any(lines: int) -> float:
    """How many of so many lines may be wider than the margin of a hard-wrapped text."""
    return max(1, 0.02 * lines)


def _width(line: str) -> int:
    """Columns on a screen, Chinese characters taking two; blanks at the end do not count."""
    line = line.rstrip()
    return len(line) + len(_WIDE.findall(line))


def _indent(line: str) -> int:
    blanks = line[: len(line) - len(line.lstrip())]
    return len(blanks) + blanks.count("\u3000")
