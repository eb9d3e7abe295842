"""Which of 甲方 and 乙方 serves and is paid."""

from __future__ import annotations

from contractlint.parser.captions import CLIENT, FUNCTIONS, PROVIDER
from contractlint.parser.ownership import blocks_in
from contractlint.regex import compile_regex
from contractlint.text import SourceText

# What one party does, up to where another one acts; money for a breach is owed by either.
_OWN = r"(?:(?!(?<![向为给])[甲乙]方|违约金|赔偿|退还|返还)[^。；\n])"
_CLIENTS_DUTY = compile_regex(
    rf"(?P<who>[甲乙])方{_OWN}{{0,30}}?(?:付款|(?:支付|付清|付给|拖欠|交付){_OWN}{{0,16}}?(?:费|款|报酬|租金))"
    r"|(?P<entrusts>[甲乙])方[^。；\n甲乙]{0,30}委托(?:给)?[甲乙]方"
)
_PROVIDERS_DUTY = compile_regex(
    rf"(?P<who>[甲乙])方{_OWN}{{0,24}}?(?:响应|到场|到达现场|修复|巡检|派员|派[出遣驻]|驻场|上门|返工|开具|开票|填写"
    rf"|(?:负责|进行|承担){_OWN}{{0,10}}?(?:运维|维护|开发)|提供{_OWN}{{0,16}}?服务(?!器)|提交{_OWN}{{0,12}}?报告)"
)
_ENOUGH = 3


def first_provides(source: SourceText) -> bool:
    """Whether 甲方 is the one who serves and is paid.

    Captions say so (甲方（服务方）), unless the duties say the contrary; without such captions only duties that all
    but agree do: who pays, who entrusts, who serves.
    """
    roles, _ = blocks_in(source)
    doing = {function: set[str]() for function in (CLIENT, PROVIDER)}
    for title, letter in roles.of_title.items():
        if (function := FUNCTIONS.get(title, "")) in doing:
            doing[function].add(letter)
    told = doing[CLIENT] | doing[PROVIDER]
    if told and (CLIENT in doing[CLIENT] or PROVIDER in doing[PROVIDER]):
        return False
    usual, unusual = _duties(source)
    if told:
        return usual < _ENOUGH or usual <= unusual
    return unusual >= _ENOUGH and unusual >= 3 * usual


def _duties(source: SourceText) -> tuple[int, int]:
    """How many duties stand where they usually do, and how many the other way round."""
    counts = {"甲": 0, "乙": 0}
    view = source.normalized
    for found in view.finditer(_CLIENTS_DUTY, source.body):
        counts[found["who"] or found["entrusts"]] += 1
    for found in view.finditer(_PROVIDERS_DUTY, source.body):
        counts["甲" if found["who"] == "乙" else "乙"] += 1
    return counts["甲"], counts["乙"]
