"""How a text calls its two sides."""

from __future__ import annotations

import re

from contractlint import regex
from contractlint.model import Agreement
from contractlint.text import Span

_COMMON = {
    "甲": ("甲方", "委托方", "委托人", "采购人", "采购方", "买方", "需方", "用户方", "发包方", "发包人", "业主"),
    "乙": ("乙方", "受托方", "受托人", "供应商", "供方", "卖方", "服务方", "服务商", "承包方", "承包人"),
}


def role_words(agreement: Agreement, role: str) -> tuple[str, ...]:
    """Everything that names a side: its label, its defined short names, and the customary words."""
    party = agreement.party(role)
    own = (party.label, *party.short_names) if party else ()
    others = {word for other in agreement.parties if other.role != role for word in (other.label, *other.short_names)}
    return tuple(dict.fromkeys(word for word in (*own, *_COMMON.get(role, ())) if word and word not in others))


def exempted_role(agreement: Agreement, place: Span) -> str:
    """The side named last before (or inside) a place in its sentence: who 「不承担责任」 speaks of; empty if none."""
    sentence = agreement.sentence_at(place.start)
    words = agreement.folded(Span(sentence.start, place.end))
    last, role = -1, ""
    for candidate in ("甲", "乙"):
        for word in role_words(agreement, candidate):
            for match in regex.finditer(re.escape(word), words):
                if match.start() > last:
                    last, role = match.start(), candidate
    return role
