"""What a rule says to its reader: short, whole, polite sentences that name something."""

from __future__ import annotations

from collections.abc import Iterator

from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Rule

LONGEST_TITLE = 24
_VAGUE = compile_regex("存在.{0,4}风险|不确定性|建议优化|有待完善")
_ENDS = ("。", "）", "」", "？")
_NAME = compile_regex("error|warning|info-|require|must|should")


def wording_faults(rule: Rule) -> Iterator[str]:
    """What is wrong with the words of a rule, each as a sentence that begins with the place of the rule."""
    if _NAME.search(rule.name):
        yield f"{rule.place}：{rule.code} 的 name 应说毛病是什么，不写级别和应当怎样"
    if len(rule.title) > LONGEST_TITLE:
        yield f"{rule.place}：{rule.code} 的 title 超过 {LONGEST_TITLE} 个字"
    if not rule.message.endswith(_ENDS):
        yield f"{rule.place}：{rule.code} 的 message 应是完整的一句话，以句号结尾"
    for key, text in (("message", rule.message), ("why", rule.why), ("advice", rule.advice)):
        vague = _VAGUE.search(text)
        if vague:
            yield f"{rule.place}：{rule.code} 的 {key} 里「{vague[0]}」等于没有说，请写清楚是什么"
