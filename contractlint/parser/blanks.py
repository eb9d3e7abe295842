"""Places left to fill: lines, empty brackets, XX, placeholder words, template variables, and digits left out by blanks.

Everything here looks at the source and not at the folded text, since folding drops the very blanks that matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from contractlint.model import Blank
from contractlint.parser.padding import padding
from contractlint.regex import compile_regex
from contractlint.text import SourceText, Span

_B = r"[ \u00a0\u2002\u2003\u2009\u202f\u3000]"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
# At least two blanks, or one as wide as two. The bound keeps hostile runs of blanks linear.
_GAP = rf"(?:{_B}{{2,60}}|\u3000)"

_RUN = compile_regex(rf"[_＿﹍]{{2,}}(?:{_B}{{0,8}}[_＿﹍]{{2,}})*")
_SINGLE = compile_regex(
    rf"(?<=[{_HAN}（(：:￥¥])[_＿](?={_B}?(?:个|年|月|日|天|元|万|份|次|小时|分钟|人|%|％|工作日|公司|有限))"
)
_DASHES = compile_regex(rf"(?<=[{_HAN}¥￥：:])-{{3,}}(?=[{_HAN}%％（(）),，。;；]|$)", re.MULTILINE)

_INSIDE = r"[^【】\[\]［］〔〕〖〗\n]{0,40}"
_BRACKET = compile_regex(rf"【({_INSIDE})】|\[({_INSIDE})\]|［({_INSIDE})］|〔({_INSIDE})〕|〖({_INSIDE})〗")
_DOUBLE_BRACKET = compile_regex(r"\[\[[^\[\]\n]{0,60}\]\]|【【[^【】\n]{0,60}】】")
_PAREN = compile_regex(rf"[（(](?:{_B}|\t){{1,60}}[）)]")
_NOTHING = compile_regex(r"[\s\u3000_＿﹍.…·/／Xx×*＊●○〇□\-—]*")
_ASKED = compile_regex(
    r"(?:此处)?(?:请|待|需|可)?(?:甲方|乙方|双方)?(?:自行)?"
    r"(?:填写|填入|填报|输入|插入|补充|选择|注明|写明|列明|确认|核实|商定|约定|明确|定|填)[^，。；]{0,24}"
    r"|(?:TBD|TODO|T\.B\.D\.|XX+|××+)[^，。；]{0,12}"
    r"|[^，。；]{0,12}(?:待定|待补充|待填|待填写|待确认|待商定|待核实)|某+[^，。；]{0,12}|[^，。；：]{1,10}：\s*",
    re.IGNORECASE,
)
_NAMED = compile_regex(
    r"[^，。；：、\d“”]{0,10}(?:名称|全称|姓名|地址|住所|日期|时间|金额|价格|单价|总价|号码|电话|手机|邮箱|邮件|编号|代码|账号|帐号"
    r"|户名|开户行|数量|型号|版本|城市|地点|代表人?|联系人|负责人|比例|税率|期限|天数|年限|份数|公司|单位|大写|小写|数字"
    r"|具体[^，。；]{0,6}|年|月|日|份|元|省|市|区|县)(?:[/／或](?:[^，。；：、\d]{0,8}))?"
)
# A word in 【】 that begins a line is a heading there, and several in a row are a choice.
_HEADING_BEFORE = compile_regex(rf"(?:^|\n|\t){_B}*(?:[0-9一二三四五六七八九十]{{1,3}}[、.．])?{_B}*$")
_NOT_A_PLACE_BEHIND = compile_regex(r"[：:【]|(?:中|内|里)(?!的)|符号|为?(?:选择|填写)内容")

_LETTERS = compile_regex(
    r"X{2,}|x{2,}|Ｘ{2,}|ｘ{2,}|[×✕╳]{2,}|[*＊]{3,}|某某+|某(?=(?:有限公司|公司|市某))|[○〇]{2,}(?=[公有集学医])|△{2,}"
)
_WORD = compile_regex(
    rf"(?<![A-Za-z])(?:TBD|TODO|T\.B\.D\.)(?![A-Za-z])"
    rf"|(?<![尚仍为有再还另，,“\"「])(?:待定|待补充|待填写?|待补|待商定|待核定)(?={_B}{{0,8}}(?:[，,。；;、）)】\]\t\n]|$))"
    rf"|(?:(?<=[：:（(\[【\t\n])|^){_B}{{0,8}}待(?:双方)?(?:确认|确定|核实|明确)(?={_B}{{0,8}}(?:[，,。；;、）)】\]\t\n]|$))",
    re.MULTILINE,
)
_VARIABLE = compile_regex(
    r"\{\{[^{}\n]{0,120}\}\}|\{%[^%\n]{0,120}%\}|[$#@]\{[^{}\n]{0,120}\}|«[^«»\n]{1,60}»|<%[^%\n]{0,120}%>|<<[^<>\n]{1,60}>>"
)
_ANGLE = compile_regex(rf"[<＜]([{_HAN}A-Za-z_\- /]{{1,30}})[>＞]")
_TAG = compile_regex(
    r"/?(?:br|b|i|u|p|s|a|em|strong|div|span|table|tr|td|th|tbody|thead|ul|ol|li|h[1-6]|font|sup|sub|hr|img|center|pre"
    r"|code) ?/?",
    re.IGNORECASE,
)
_IDENTIFIER = compile_regex(r"[甲乙丙]方|[A-Za-z]+(?:[_\- ][A-Za-z]+)*")

_DIGIT = "0-9０-９一二三四五六七八九十百千零〇两壹贰叁肆伍陆柒捌玖拾"
_SOME_DIGITS = rf"{_B}{{0,8}}(?:[{_DIGIT}]{{1,4}}{_B}{{0,8}})?"
_DATE = compile_regex(
    rf"(?P<year>{_B}{{0,60}})年(?P<month>{_B}{{0,40}}(?:[{_DIGIT}]{{1,3}}{_B}{{0,8}})?)月"
    rf"(?:(?P<day>{_B}{{0,40}}(?:[{_DIGIT}]{{1,3}}{_B}{{0,8}})?)日(?!期))?"
)
_FRACTION = compile_regex(rf"(?<=[百千万]分之){_B}{{1,60}}(?=[）)。，,；;]|$)", re.MULTILINE)
_COUNTED = compile_regex(
    rf"(?<=\S)(?<![{_DIGIT}]){_GAP}(?="
    r"(?:个?(?:工作日|自然日|日历日|日历天|星期|季度)|小时|分钟|秒钟?|个月|万?元|[%％‰]|日|天|周|年|月|份|次|人|名|套|台|种|页|条|款|项"
    r"|期|个|级|倍|号|幢|层|室|栋|楼)(?![称民员力工码别面数限额素常历类植账式餐程件例理目体性户度间结期]))"
)
_WIDE = compile_regex(_GAP)
_BEFORE_COUNTED = compile_regex(
    r"(?:[在于后前共计为即满超按达到至从自起过需付约式执持各留存以第率价款额费金年分差每]|[：:（(¥￥）)、，,$]|不少|至少|提前|首付|人民币)$"
)
_PLACE = compile_regex(
    rf"(?<=[向由在交于到至以经]){_GAP}"
    r"(?=(?:仲裁委|仲裁机构|人民法院|法院|负责|承担|为准|签订|签署|所在地|交付|交货|市|省|区(?![别分])|县))"
)


def find_blanks(source: SourceText) -> tuple[Blank, ...]:
    """Every place left to fill in the body and the notes, in order; overlapping ones are one."""
    end = min((s.span.start for s in source.streams if s.kind in ("header", "footer")), default=len(source.text))
    text = source.text[:end]
    found = [
        *_lines(text),
        *_brackets(text),
        *_letters(text),
        *(Blank(Span(*match.span()), "paren") for match in _PAREN.finditer(text)),
        *(Blank(_stripped(match), "word") for match in _WORD.finditer(text)),
        *_variables(text),
        *_gaps(text),
    ]
    return tuple(_merged(found))


def _lines(text: str) -> Iterator[Blank]:
    goes_on = -1
    for paragraph in _paragraphs_with(compile_regex("[_＿﹍]{2}"), text):
        runs = [Span(*match.span()) for match in _RUN.finditer(text, paragraph.start, paragraph.end)]
        padded = padding(text, paragraph, runs)
        if goes_on == paragraph.start and not text[paragraph.start : runs[0].start].strip():
            # What is left of a filled place that had two lines.
            padded |= {0}
        yield from (Blank(run, "line") for index, run in enumerate(runs) if index not in padded)
        last = len(runs) - 1
        goes_on = paragraph.end + 1 if last in padded and not text[runs[last].end : paragraph.end].strip() else -1
    if "_" in text or "＿" in text:
        yield from (Blank(Span(*match.span()), "line") for match in _SINGLE.finditer(text))
    if "---" in text:
        yield from (Blank(Span(*match.span()), "line") for match in _DASHES.finditer(text))


def _brackets(text: str) -> Iterator[Blank]:
    if "[[" in text or "【【" in text:
        yield from (Blank(Span(*match.span()), "bracket") for match in _DOUBLE_BRACKET.finditer(text))
    for match in _BRACKET.finditer(text):
        inside = match[match.lastindex or 0].strip()
        if _NOT_A_PLACE_BEHIND.match(text, match.end()) and not _NOTHING.fullmatch(inside):
            continue
        if _NOTHING.fullmatch(inside):
            place = not (_is_option(text, match) or _NOT_A_PLACE_BEHIND.match(text, match.end()))
        else:
            alone = text[max(0, match.start() - 1) : match.start()] == "】" or _HEADING_BEFORE.search(
                text, max(0, match.start() - 12), match.start()
            )
            place = _ASKED.fullmatch(inside) is not None or (not alone and _NAMED.fullmatch(inside) is not None)
        if place:
            yield Blank(Span(*match.span()), "bracket")


def _is_option(text: str, match: re.Match[str]) -> bool:
    """``[ ] 转账``, ``[x]``: a box to tick, not a place to fill."""
    if match[0] in ("[x]", "[X]"):
        return True
    before, behind = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return (
        match[0] == "[ ]"
        and not compile_regex(rf"[{_HAN}第（(¥￥]").match(before)
        and bool(compile_regex(rf"[{_HAN}\w ]").match(behind))
    )


def _letters(text: str) -> Iterator[Blank]:
    for match in _LETTERS.finditer(text):
        start, end = match.span()
        before, behind = text[max(0, start - 1) : start], text[end : end + 1]
        if match[0][0] in "*＊" and not text[_line_at(text, start)].strip(" *＊-—=|\t"):
            continue
        if match[0][0] in "某○〇△":
            yield Blank(Span(start, end), "letters")
        elif _is_ascii_word(before) or _is_ascii_word(behind):
            if (before.isdigit() and behind == "年" and end - start <= 3) or _is_masked(text, start, end):
                yield Blank(Span(start, end), "letters")
        elif before != "-" and behind != "-":
            yield Blank(Span(start, end), "letters")


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_masked(text: str, start: int, end: int) -> bool:
    """A number whose digits were struck out: ``138XXXX5678``, ``91110108MA01FXXXX``."""
    left, right = start, end
    while left > max(0, start - 20) and _is_ascii_word(text[left - 1]):
        left -= 1
    while right < min(len(text), end + 20) and _is_ascii_word(text[right]):
        right += 1
    token = text[left:right]
    return end - start >= 4 and len(token) >= 8 and sum(character.isdigit() for character in token) >= 4


def _variables(text: str) -> Iterator[Blank]:
    if "{" in text or "<" in text or "«" in text:
        yield from (Blank(Span(*match.span()), "variable") for match in _VARIABLE.finditer(text))
    if "<" not in text and "＜" not in text:
        return
    for match in _ANGLE.finditer(text):
        inside = match[1].strip()
        named = _IDENTIFIER.fullmatch(inside) or _NAMED.fullmatch(inside) or _ASKED.fullmatch(inside)
        if named and not _TAG.fullmatch(inside):
            yield Blank(Span(*match.span()), "variable")


def _gaps(text: str) -> Iterator[Blank]:
    if "月" in text:
        yield from _dates(text)
    if "分之" in text:
        yield from (Blank(Span(*match.span()), "gap") for match in _FRACTION.finditer(text))
    if _WIDE.search(text) is None:
        return
    yield from (Blank(Span(*match.span()), "gap") for match in _PLACE.finditer(text))
    for match in _COUNTED.finditer(text):
        if _BEFORE_COUNTED.search(text, max(0, match.start() - 4), match.start()):
            yield Blank(Span(*match.span()), "gap")


def _dates(text: str) -> Iterator[Blank]:
    """``    年  月  日`` and ``2026年  月  日``; 2026 年 3 月 1 日 has only wide type."""
    for match in _DATE.finditer(text):
        year = text[max(0, match.start() - 1) : match.start()]
        given = {
            "year": bool(compile_regex(rf"[{_DIGIT}】\]}}_＿Xx×/]").match(year)),
            "month": bool(match["month"].strip()),
            "day": match["day"] is not None and bool(match["day"].strip()),
        }
        parts = [part for part in ("year", "month", "day") if match[part] is not None and not given[part]]
        if not any(match[part] for part in parts):
            continue
        if parts == ["year"] and not (match["year"].startswith("\u3000") or len(match["year"]) > 1):
            continue
        start = max(match.start(parts[0]), match.end(parts[0]) - 6)
        end = match.end()
        yield Blank(Span(start, end), "gap")


def _merged(found: Iterable[Blank]) -> Iterator[Blank]:
    held: Blank | None = None
    for blank in sorted(found, key=lambda blank: (blank.span.start, -blank.span.end)):
        if held is not None and blank.span.start < held.span.end:
            held = Blank(held.span.join(blank.span), held.kind)
            continue
        if held is not None:
            yield held
        held = blank
    if held is not None:
        yield held


def _paragraphs_with(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """The lines of the text in which the pattern matches."""
    position = 0
    while (match := pattern.search(text, position)) is not None:
        line = _line_at(text, match.start())
        yield Span(line.start, line.stop)
        position = line.stop


def _line_at(text: str, offset: int) -> slice:
    end = text.find("\n", offset)
    return slice(text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text))


def _stripped(match: re.Match[str]) -> Span:
    return Span(match.end() - len(match[0].lstrip()), match.end())
