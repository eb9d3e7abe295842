"""Numbers typed or generated at the start of a line: what they say, and in which way they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from contractlint.dataclass import dataclass, replace
from contractlint.parser.lines import BLANKS, Line
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
HAN_DIGITS = "零〇一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾佰"
"""Characters of a number written in Chinese, as far as clauses are counted; 壹、贰、 number the chapters of some."""
NUMBER = rf"(?:[{HAN_DIGITS}]{{1,7}}|\d{{1,3}})"
"""A clause number in Chinese or Arabic digits, on the folded text."""


@dataclass(frozen=True, slots=True)
class Label:
    """The number or bullet a line begins with.

    ``style`` is one of the styles of :class:`~contractlint.model.Clause`; ``shape`` tells apart ways of writing it that
    one author uses on different levels: ``1.`` and ``1）``, ``a.`` and ``（a）``.
    """

    number: str
    value: int | None
    style: str
    shape: str
    span: Span
    rest: int
    """Where the text behind it starts."""
    values: tuple[int, ...] = ()
    """All components of a decimal number."""
    weak: bool = False
    """Believed only where its neighbours in the count are there too."""


def value_of(numeral: str) -> int | None:
    """The value of a number in Chinese or Arabic digits; None for what is no number (十十) or beyond 999."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral) if len(numeral) <= 3 else None
    if not numeral or any(character not in HAN_DIGITS for character in numeral):
        return None
    numeral = numeral.translate(_FORMAL)
    digits = [_DIGIT.get(character) for character in numeral]
    if None not in digits:
        # 一〇二 and Word's 一○○ are written digit by digit.
        return int("".join(map(str, digits))) if len(digits) <= 3 and (len(digits) > 1 or digits[0]) else None
    match = _COUNTED.fullmatch(numeral)
    if match is None:
        return None
    hundreds, tens, ones = match["hundreds"], match["tens"], match["ones"]
    value = 0
    if hundreds:
        value += 100 * _DIGIT[hundreds[0]]
    if tens:
        value += 10 * (1 if tens == "十" else _DIGIT[tens[0]])
    return value + (_DIGIT[ones] if ones else 0)


def read_labels(source: SourceText, lines: Sequence[Line]) -> list[Label | None]:
    """The label of each line, or None; a number that looks like one but stands alone is none."""
    labels = [read_label(source, line) for line in lines]
    _read_romans(labels)
    _drop_lonely(labels)
    return labels


def read_label(source: SourceText, line: Line) -> Label | None:
    """What the line begins with; the generated number of an automatic list is believed as it stands."""
    known: dict[tuple[int, int], Label | None] | None = source.derived.get(read_label)
    if known is None:
        known = source.derived[read_label] = {}
    key = line.span.start, line.span.end
    if key not in known:
        known[key] = _read_label(source, line)
    return known[key]


def _read_label(source: SourceText, line: Line) -> Label | None:
    generated = line.block.label
    if generated is not None and line.first and len(generated):
        return _read_generated(source, line, generated)
    found = _read_typed(line.text, lambda offset: _gap(source, _folded_start(source, line) + offset))
    return None if found is None else _placed(source, line, found, 0)


_BETWEEN = BLANKS + "：:、.．"
"""What may stand between two labels."""


def label_at(source: SourceText, line: Line, start: int) -> Label | None:
    """A further label typed behind the first one, where ``start`` is the end of that."""
    while start < line.span.end and source.text[start] in _BETWEEN:
        start += 1
    text = source.normalized.of(Span(start, line.span.end))
    found = _read_typed(text)
    return None if found is None else _placed(source, line, found, len(line.text) - len(text))


_DIGIT = {"〇": 0, "零": 0, "两": 2, **{character: place for place, character in enumerate("一二三四五六七八九", 1)}}
_COUNTED = compile_regex(
    r"(?P<hundreds>[一二两三四五六七八九]百)?零?(?P<tens>[一二三四五六七八九]?十)?零?(?P<ones>[一二三四五六七八九])?"
)
_ORDINAL = compile_regex(
    rf"第 ?(?:(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})|(?P<number>{NUMBER})) ?(?P<kind>部分|[编篇章节条])"
    r"(?P<after>[、：.，]?)(?P<blank>[ \t]*)"
)
_ORDINAL_STYLES = {"部分": "part", "编": "part", "篇": "part", "章": "chapter", "节": "section", "条": "article"}
# What goes on after 第三条 where it is a reference in running text, not a number before a clause.
_REFERRING = compile_regex(
    r"约定|规定|所[述列约规称指涉]|的|之|至|到|和|及|与|或|中[的所约规，]|项下|款|项|件|例外|执行|办理"
)
_POINTING = compile_regex(rf"第 ?（?{NUMBER}）? ?[条款项目]|（{NUMBER}） ?[款项]|[，。；）”』」、]")
_HAN = compile_regex(rf"(?P<number>[{HAN_DIGITS}]{{1,5}}) ?(?P<after>[、.，：])[ \t]*")
_PAREN = compile_regex(
    rf"[（〔] ?(?:(?P<number>[{HAN_DIGITS}]{{1,5}}|\d{{1,2}})|(?P<letter>[a-zA-Z])|(?P<roman>[ivxIVX]{{2,5}})) ?[）〕]"
    r"[、.：]?[ \t]*"
)
_HALF = compile_regex(
    rf"(?:(?P<number>[{HAN_DIGITS}]{{1,5}}|\d{{1,2}})|(?P<letter>[a-zA-Z])|(?P<roman>[ivxIVX]{{2,5}})) ?）[、.]?[ \t]*"
)
_DECIMAL = compile_regex(r"(?P<number>\d{1,2}(?: ?\. ?\d{1,2}){1,4})(?!\d)(?P<after>[.、）：，]?)(?P<blank>[ \t]*)")
# 1.5小时, 3.5万元, 2.4GHz, 9.23-9.30: measures and dates, whether or not a blank follows the digits.
_MEASURE = compile_regex(
    r"[%‰°℃×*/~+=<>≤≥≈-]|[万亿]|元(?![器素])|角(?![色度落])|小时|分钟|秒|天(?![气线津然])|个(?=[月工小自日])|倍|折(?![扣旧让])|吨|千克|"
    r"公[里斤顷]|平方|立方|[年月日](?=[内后前以止起至之，。；）、]|$)|(?:[kcm]m|[kMGT]?Hz|[kKMGT]?bps|[kKMGT]B)(?![A-Za-z])"
)
# What measures or points only where it stands right behind the digits: 2.4G, 3.1条, 9.1至9.5.
_JOINED = compile_regex(r"(?:[kKMGT]?[bBgGWwVvmA])(?![A-Za-z])|[条款项](?!目|件)|以[上下内]|[至到]|米|寸|版本|年|月|日")
_ARABIC = compile_regex(r"(?P<number>\d{1,3}) ?(?P<after>\.(?!\d)|、|[，：](?![ \t]*\d))[ \t]*(?![.、，：])")
# 1、2号楼 and 一、二期 begin a list of things, they do not number a line.
_LISTING = compile_regex(rf"(?:{NUMBER}|[、和及至]) ?[号期条款项楼栋层级、和及至]")
_BARE = compile_regex(rf"(?P<number>\d{{1,2}}|[{HAN_DIGITS}]{{1,3}})(?P<blank>[ \t]*)(?!\d)")
_LETTER = compile_regex(r"(?:(?P<letter>[a-zA-Z])|(?P<roman>[ivxIVX]{2,5}))(?P<after>[.、])[ \t]*(?![a-zA-Z.])")
_ENCLOSED = compile_regex(r"(?P<sign>[①-⒛㈠-㈩㊀-㊉㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➓ⅰ-ⅻⅠ-Ⅻ])[.、：）]?[ \t]*")
_BULLET = compile_regex(r"(?P<sign>[•·●■◆◇▪▫‣⁃➢➤►▶★☆※✓✔\uf000-\uf0ff])[ \t]*|(?P<dash>[-*–—+])[ \t]+(?=\S)")
# What any of them can begin with.
_BEGINNING = compile_regex(
    rf"[第（〔{HAN_DIGITS}a-zA-Z①-⒛㈠-㈩㊀-㊉㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➓ⅰ-ⅻⅠ-Ⅻ•·●■◆◇▪▫‣⁃➢➤►▶★☆※✓✔\uf000-\uf0ff\-*–—+]"
)
_ENCLOSED_RANGES = (
    ("①", "⑳", 1, "circled", "circled"),
    ("⑴", "⒇", 1, "paren-arabic", "（1）"),
    ("⒈", "⒛", 1, "arabic", "1."),
    ("㈠", "㈩", 1, "paren-han", "（一）"),
    ("㊀", "㊉", 1, "circled", "㊀"),
    ("㉑", "㉟", 21, "circled", "circled"),
    ("㊱", "㊿", 36, "circled", "circled"),
    ("❶", "❿", 1, "circled", "❶"),
    ("⓫", "⓴", 11, "circled", "❶"),
    ("➀", "➉", 1, "circled", "circled"),
    ("➊", "➓", 1, "circled", "❶"),
    ("ⅰ", "ⅻ", 1, "letter", "ⅰ"),
    ("Ⅰ", "Ⅻ", 1, "letter", "Ⅰ"),
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class _Typed:
    """A label found at the start of a folded text; ``end`` is behind the number, ``rest`` behind all blanks."""

    value: int | None
    style: str
    shape: str
    end: int
    rest: int
    values: tuple[int, ...] = ()
    weak: bool = False


def _placed(source: SourceText, line: Line, found: _Typed, shift: int) -> Label:
    """The label with its places; ``shift`` is where in the folded line it was found."""
    start = _folded_start(source, line) + shift
    span = source.normalized.to_source(Span(start, start + found.end))
    place = line.span.end
    if found.rest < len(line.text) - shift:
        place = source.normalized.source_offset(start + found.rest)
    number = "".join(span.of(source.text).split())
    return Label(number, found.value, found.style, found.shape, span, place, found.values, found.weak)


def _folded_start(source: SourceText, line: Line) -> int:
    """Where :attr:`Line.text` starts in the folded text; blanks behind a zero-width character are no part of it."""
    start = source.normalized.folded_offset(line.span.start)
    if source.normalized.text.startswith(line.text, start):
        return start
    return start + source.normalized.of(line.span).find(line.text)


def _gap(source: SourceText, folded: int) -> bool:
    """Whether the source has a blank before this folded character; between Han characters the folded text has none."""
    before = source.normalized.to_source(Span(folded - 1, folded)).end if folded else 0
    return before < len(source.text) and source.text[before] in BLANKS


def _no_gap(offset: int) -> bool:
    return False


def _read_generated(source: SourceText, line: Line, generated: Span) -> Label:
    rest = min(generated.end, line.span.end)
    while rest < line.span.end and source.text[rest] in BLANKS:
        rest += 1
    printed = source.normalized.of(generated).strip()
    found = _read_typed(printed + " 文") or _read_typed(printed + ". 文")
    if found is None or (found.end < len(printed.rstrip("、.")) and found.style != "bullet"):
        style = "arabic" if printed.isdigit() else "bullet" if not any(map(str.isalnum, printed)) else "heading"
        found = _Typed(value_of(printed), style, printed if style == "heading" else style, len(printed), len(printed))
    if found.style == "bullet":
        inner = _read_typed(source.normalized.of(Span(rest, line.span.end)))
        if inner is not None and inner.style != "bullet" and not inner.weak:
            shift = line.text.find(source.normalized.of(Span(rest, line.span.end)))
            return _placed(source, line, inner, max(shift, 0))
    level = line.block.list_level
    number = "".join(generated.of(source.text).split())
    shape = found.shape if level is None else f"{found.shape}@{level}"
    return Label(number, found.value, found.style, shape, generated, rest, found.values)


def _read_typed(text: str, gap: Callable[[int], bool] = _no_gap) -> _Typed | None:
    """The first of all ways of numbering that fits the start of a folded text; ``gap`` knows of blanks folded away."""
    if text[:1].isdecimal():
        return _decimal(text) or _pointed(text) or _half(text) or _bare(text, gap)
    if _BEGINNING.match(text) is None:
        return None
    return (
        _ordinal(text, gap)
        or _enclosed(text)
        or _paren(text)
        or _decimal(text)
        or _pointed(text)
        or _letter(text)
        or _half(text)
        or _bullet(text)
        or _bare(text, gap)
    )


def _ordinal(text: str, gap: Callable[[int], bool]) -> _Typed | None:
    match = _ORDINAL.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    set_off = match["blank"] or match["after"] in ("：", "、") or gap(match.end())
    if rest and (_POINTING.match(rest) or (not set_off and _REFERRING.match(rest))):
        return None
    end = match.end("kind")
    style = _ORDINAL_STYLES[match["kind"]]
    if match["dotted"]:
        values = tuple(int(part) for part in match["dotted"].split("."))
        return _Typed(values[-1], "decimal", f"第{len(values)}条", end, match.end(), values) if all(values) else None
    value = value_of(match["number"])
    if value is None:
        return None
    return _Typed(value, "article" if style == "article" else "chapter", style, end, match.end())


def _enclosed(text: str) -> _Typed | None:
    match = _ENCLOSED.match(text)
    if match is None:
        return None
    for first, last, value, style, shape in _ENCLOSED_RANGES:
        if first <= match["sign"] <= last:
            return _Typed(ord(match["sign"]) - ord(first) + value, style, shape, match.end("sign"), match.end())
    return None


def _paren(text: str) -> _Typed | None:
    match = _PAREN.match(text)
    if match is None:
        return None
    end = text.index("）" if "）" in match[0] else "〕") + 1
    if match["number"]:
        style = "paren-arabic" if match["number"].isdigit() else "paren-han"
        shape = "（1）" if style == "paren-arabic" else "（一）"
        value = value_of(match["number"])
        return None if not value else _Typed(value, style, shape, end, match.end())
    return _lettered(match, "（a）", end)


def _half(text: str) -> _Typed | None:
    match = _HALF.match(text)
    if match is None:
        return None
    end = text.index("）") + 1
    if match["number"]:
        style = "paren-arabic" if match["number"].isdigit() else "paren-han"
        value = value_of(match["number"])
        return (
            None
            if not value
            else _Typed(value, style, "1）" if match["number"].isdigit() else "一）", end, match.end())
        )
    return _lettered(match, "a）", end)


def _letter(text: str) -> _Typed | None:
    match = _LETTER.match(text)
    return None if match is None else _lettered(match, "a.", match.end("after"), weak=True)


def _lettered(match: re.Match[str], shape: str, end: int, *, weak: bool = False) -> _Typed | None:
    if match["roman"]:
        value = _roman(match["roman"].lower())
        return None if value is None else _Typed(value, "letter", shape.replace("a", "i"), end, match.end())
    letter = match["letter"]
    shape = shape if letter.islower() else shape.replace("a", "A")
    return _Typed(ord(letter.lower()) - ord("a") + 1, "letter", shape, end, match.end(), weak=weak)


def _roman(letters: str) -> int | None:
    value = 0
    for letter, following in zip(letters, [*letters[1:], ""], strict=True):
        size = _ROMAN[letter]
        value += -size if following and _ROMAN[following] > size else size
    return value if 0 < value <= 39 else None


def _decimal(text: str) -> _Typed | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    number, after, blank = match.groups()
    rest = match.end()
    ends = rest == len(text)
    values = tuple(map(int, number.split(".")))
    if 0 in values or (not after and _measures(text, rest, blank)) or not (ends or _WORDS.search(text, rest)):
        return None
    shape = f"{len(values)}." + ("）" if after == "）" else "")
    end = match.end("after") if after in (".", "、", "）") else match.end("number")
    return _Typed(values[-1], "decimal", shape, end, rest, values, weak=ends)


def _measures(text: str, rest: int, blank: str) -> bool:
    return _MEASURE.match(text, rest) is not None or (not blank and _JOINED.match(text, rest) is not None)


def _pointed(text: str) -> _Typed | None:
    """一、 and 1."""
    match = _HAN.match(text)
    style = "han"
    if match is None:
        match = _ARABIC.match(text)
        style = "arabic"
    if match is None or _LISTING.match(text, match.end()):
        return None
    value = value_of(match["number"])
    if not value:
        return None
    weak = match["after"] in "，："
    end = match.end("number") if weak else match.end("after")
    return _Typed(value, style, style if style == "han" else f"1{match['after']}", end, match.end(), weak=weak)


def _bare(text: str, gap: Callable[[int], bool]) -> _Typed | None:
    """A number with nothing but a blank behind it: believed only as part of a count, and before a short title."""
    match = _BARE.match(text)
    if match is None or not (match["blank"] or gap(match.end())):
        return None
    rest = text[match.end() :]
    value = value_of(match["number"])
    if not value or not _TITLE.fullmatch(rest) or _MEASURE.match(rest):
        return None
    style = "arabic" if match["number"].isdigit() else "han"
    return _Typed(value, style, "bare", match.end("number"), match.end(), weak=True)


# A number with nothing but numbers behind it is an amount.
_WORDS = compile_regex("[\u3400-\u9fffA-Za-z《“【{_]")
_TITLE = compile_regex(r"[^，。；！？：]{2,25}")


def _bullet(text: str) -> _Typed | None:
    match = _BULLET.match(text)
    if match is None or match.end() == len(text):
        return None
    sign = match["sign"] or match["dash"]
    return _Typed(None, "bullet", sign, match.end("sign" if match["sign"] else "dash"), match.end())


def _read_romans(labels: list[Label | None]) -> None:
    """（i）, （v） and （x） are letters or Roman numbers; the count before them tells which."""
    counts: dict[str, tuple[bool, int]] = {}
    for index, label in enumerate(labels):
        if label is None or label.style != "letter" or label.value is None:
            continue
        shape = label.shape.lower().replace("i", "a")
        roman = _ROMAN.get(label.number.strip("（）().、．").lower())
        before = counts.get(shape)
        if roman is not None and (before == (True, roman - 1) or (roman == 1 and before != (False, 8))):
            label = replace(label, value=roman, shape=shape.replace("a", "i"), weak=False)
            labels[index] = label
        counts[shape] = ("i" in label.shape, label.value or 0)


def _drop_lonely(labels: list[Label | None]) -> None:
    """Take weak labels back unless the next or the last number of the same shape, or 5.1 right below a 5, is there."""
    following: dict[tuple[str, tuple[int, ...]], int] = {}
    has_next: set[int] = set()
    below: Label | None = None
    for index in range(len(labels) - 1, -1, -1):
        label = labels[index]
        if label is None or label.value is None:
            continue
        if label.style in ("arabic", "han") and below is not None and below.values == (label.value, 1):
            labels[index] = replace(label, weak=False)
        below = label
        key = (label.shape, label.values[:-1])
        if following.get(key) == label.value + 1:
            has_next.add(index)
        following[key] = label.value
    kept: dict[tuple[str, tuple[int, ...]], int] = {}
    for index, label in enumerate(labels):
        if label is None or label.value is None:
            continue
        key = (label.shape, label.values[:-1])
        if label.weak and not (kept.get(key) == label.value - 1 or (label.value == 1 and index in has_next)):
            labels[index] = None
            continue
        kept[key] = label.value
