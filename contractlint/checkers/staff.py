"""乙方人员: stationed or sent on site, their qualification, their change, and who answers for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractlint.checkers.places import following, on_heading_line, row_text
from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_STATIONED = re.compile("驻场|驻点|常驻|长驻|派驻|驻守|驻现场|驻厂|驻甲方")
_NOT_STATIONED = re.compile(
    r"(?:不|无需|无须|不再|不含|不包括|没有)[^。；，\n]{0,10}(?:驻场|驻点|常驻|派驻|驻守|驻厂)|常驻(?:地|机构|人口|代表)"
)
_NUMBER = r"(?:\d[\d.]*|[一二两三四五六七八九十百]{1,4}|_{1,20}|【[^】\n]{0,6}】)(?:（[^）\n]{1,6}）)?"
_HEADS = re.compile(rf"{_NUMBER} ?(?:名|人(?!民币|月|天)|位|个(?:工程师|人))|人数")
_DAYS = re.compile(
    rf"{_NUMBER} ?个?(?:天|日|工作日|月|周|年|人天|人月)|工作日|每[天日周月]|\d{{1,2}}[:：]\d{{2}}|5×8|7×24|24小时|\d+×\d+|上班时间|工作时间|全天|白班|夜班|服务期内|服务期间|服务期限内|合同期内|全年"
)
_GOES_ON = re.compile("[^，。；]{0,6}(?:人数|人员|工程师|时间|时段|其中)")


def onsite_undetailed(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """People stationed at the client's, with no number of them, or with neither days nor hours."""
    places = []
    told = ""
    for found in agreement.finditer(_STATIONED):
        sentence = agreement.sentence_at(found.span.start).join(found.span)
        text = agreement.folded(sentence)
        if _NOT_STATIONED.search(text):
            continue
        told += "\n" + text + row_text(agreement, found.span) + _next(agreement, sentence)
        if not on_heading_line(agreement, found.span):
            places.append(found.span)
    if not places:
        yield NotApplicable("合同没有约定驻场。")
        return
    missing = [name for name, words in (("人数", _HEADS), ("天数或者时段", _DAYS)) if not words.search(told)]
    if missing:
        yield Hit((places[0],), {"quote": agreement.folded(places[0]), "missing": "、".join(missing)})


def _next(agreement: Agreement, sentence: Span) -> str:
    """The sentence after it, where it goes on about the same people."""
    after = following(agreement, sentence)
    return after if _GOES_ON.match(after) else ""


CHECKS: dict[str, Kind] = {"onsite-undetailed": onsite_undetailed}
