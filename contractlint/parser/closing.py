"""Where the running text of an agreement ends and its signatures begin."""

from __future__ import annotations

from collections.abc import Sequence

from contractlint.parser.labels import Label
from contractlint.parser.lines import Line
from contractlint.regex import compile_regex

_SIGNING = compile_regex(
    r"(?:以下|本页|此页|以上)无(?:合同)?正文|签署页(?=[，）)】：:\s]|$)|[（(【]?(?:盖章|签章|签字|公章|签名|签署)(?:[^。；，]{0,8}[）)】]|处|栏|：)|(?<![\u4e00-\u9fff])(?:(?:合同|协议)?(?:签订|签署|签约|签字|签章|盖章))?日期：|(?:签订|签署|签约)时间：|"
    r"(?:法定代表人|授权代表|委托代理人|代表人?)[^。；，]{0,14}："
)
_UNSIGNED = compile_regex(r"(?:以下|本页|此页|以上)无(?:合同)?正文|签署页(?=[，）)】：:\s]|$)")
_SEALED = compile_regex("盖章|签章|签字|公章|签名|签署|签约|日期|签订时间|无正文")
_PARTY = compile_regex(
    r"(?:甲|乙|丙|丁|需|供|买|卖|委托|受托|服务|承包|发包|采购|出租|承租|出卖|买受|披露|接收)[方人]?[^。；]{0,12}[：:]"
)
_FIELD = compile_regex(r"[^。；，]{1,16}[：:][^。；]{0,40}|[^。；，：:]{1,40}")


def signed_from(lines: Sequence[Line], labels: Sequence[Label | None]) -> int:
    """The index of the line from which on the body is signed, or one that does not exist.

    Either 以下无正文 says so, or signature lines of a party stand close together behind the first clause.
    """
    marks = [index for index in range(_main_end(labels) + 1, len(lines)) if _SIGNING.search(lines[index].text)]
    for place, index in enumerate(marks):
        text = lines[index].text
        if _UNSIGNED.search(text):
            return index
        near = [lines[other].text for other in marks[place : place + 6] if other - index <= 12]
        around = lines[max(0, index - 8) : index + 4]
        if (
            len(text) <= 80
            and len(near) > 1
            and any(_SEALED.search(one) for one in near)
            and any(_PARTY.match(one.text) for one in around)
        ):
            return index
    return len(lines) + 1


def closing_between(lines: Sequence[Line], start: int, stop: int, *, last: bool) -> int | None:
    """The line between two clauses (or behind the ``last``) where the signatures begin, None where there are none."""
    if start == stop:
        return None
    said = next((index for index in range(start, stop) if _UNSIGNED.search(lines[index].text)), None)
    first, sealed = stop, False
    for index in range(stop - 1, start - 1, -1):
        text = lines[index].text
        if len(text) > 120 or text.endswith("。"):
            break
        sealed = sealed or _SEALED.search(text) is not None
        if sealed and (_PARTY.match(text) or _SIGNING.search(text)):
            first = index
    if said is not None and said <= first:
        return said
    return first if stop - first > (0 if last else 3) else None


def _main_end(labels: Sequence[Label | None]) -> int:
    """The line of the last clause of the longest count in the text; -1 where nothing is counted."""
    counts: dict[str, tuple[int, int]] = {}
    longest = (False, 0)
    end = -1
    for index, label in enumerate(labels):
        if label is None or label.value is None:
            continue
        value, length = counts.get(label.shape, (0, 0))
        length = length + 1 if value < label.value <= value + 3 else 1
        counts[label.shape] = (label.value, length)
        rank = (label.style in ("article", "chapter", "han"), length)
        if rank > longest:
            longest, end = rank, index
    return end


def closes_at(lines: Sequence[Line], index: int) -> bool:
    """Whether the signatures follow from here on, with nothing but fields between."""
    for line in lines[index : index + 6]:
        if _SIGNING.search(line.text):
            return True
        if not _FIELD.fullmatch(line.text):
            return False
        if _PARTY.match(line.text):
            return any(_SIGNING.search(near.text) for near in lines[index : index + 16])
    return False
