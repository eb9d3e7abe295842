"""Characters nobody sees, or that only look like the right ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from contractlint.finding import Hit
from contractlint.kinds import Kind
from contractlint.model import Agreement
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

_UNSEEN = compile_regex(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u180e\u061c\u115f\u1160\u3164\uffa0\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\ue000-\uf8ff\ufff9-\ufffd]+"
)
_RADICAL = compile_regex("[\u2f00-\u2fd5\u2e80-\u2ef3\uf900-\ufaff]")
# Rare characters that stand for common ones after recognition of scanned pages, and 已 己 巳 in set words.
_LOOK_ALIKE = compile_regex(
    "(?P<cai>釆)|(?P<yi>(?<=自)[已巳]|(?<=知)已(?=知彼)|[己巳](?=经|方已)|(?<=而)[己巳](?=[。，；])|(?<=早)[己巳](?=[经在])|(?<=业)[己巳]经?)"
    "|(?P<mo>(?<=[0-9])[oO](?=[0-9,]{1,12}(?:\\.[0-9]{2})?元)|(?<=[0-9])[oO](?=元|万元|日内|天内))"
)
_RIGHT = {"cai": "采", "yi": "已或者己", "mo": "数字 0"}


def invisible_characters(agreement: Agreement, options: Options) -> Iterator[Hit]:
    """Zero-width and control characters, radicals for characters, 釆 for 采, the letter O inside a number."""
    text = agreement.text
    for match in _UNSEEN.finditer(text, 0, agreement.judged.end):
        if text[max(0, match.start() - 1) : match.start()] == "" and match[0] == "\ufeff":
            continue
        names = "、".join(dict.fromkeys(f"U+{ord(character):04X}" for character in match[0]))
        yield Hit((Span(*match.span()),), {"what": f"看不见的字符（{names}）"})
    for match in _RADICAL.finditer(text, 0, agreement.judged.end):
        plain = unicodedata.normalize("NFKC", match[0])
        if plain != match[0]:
            yield Hit((Span(*match.span()),), {"what": f"「{plain}」的异体编码（U+{ord(match[0]):04X}）"})
    for match in _LOOK_ALIKE.finditer(text, 0, agreement.judged.end):
        right = _RIGHT[str(match.lastgroup)]
        yield Hit((Span(*match.span()),), {"what": f"形近字「{match[0]}」，应为{right}"})


CHECKS: dict[str, Kind] = {"invisible-characters": invisible_characters}
