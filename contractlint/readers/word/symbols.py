"""Characters of picture fonts as the Unicode characters a reader takes them for.

Check boxes matter most: 「☑同意 □不同意」 is often set in Wingdings, as ``w:sym`` or as a letter in that font.
Sources: the Unicode mapping of the Wingdings family (L2/12-368) and Adobe's Symbol encoding, reduced to what
stands in agreements; boxes with any kind of tick are ☑, with any kind of cross ☒.
"""

from __future__ import annotations

UNKNOWN = "▪"
"""For a picture without a counterpart: a small ornament, which nobody takes for a box to tick."""

_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "☒", 0x80: "⓪", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA3: "○",
    0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + index: chr(0x2460 + index) for index in range(10)},
    **{0x8C + index: chr(0x2776 + index) for index in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0x99: "○", 0x9A: "○",
    0x9E: "○", 0xA0: "■", 0xA1: "■", 0xA2: "■", 0xA3: "□", 0xA4: "□", 0xA5: "□",
    **{0x6A + index: chr(0x2460 + index) for index in range(10)},
}  # fmt: skip
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xD6: "√",
    0xD7: "⋅", 0xE5: "∑", 0x22: "∀", 0x24: "∃", 0x27: "∍", 0x2D: "−",
    **dict(zip(map(ord, "ABGDEZHQIKLMNXOPRSTUFCYW"), "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True)),
    **dict(zip(map(ord, "abgdezhqiklmnxoprstufcyw"), "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_ASCII_AS_IT_IS = "!#%&()+,./0123456789:;<=>?[]_{|}"


def is_picture_font(font: str) -> bool:
    """Whether letters in ``font`` are pictures."""
    return font.strip().lower() in _FONTS


def symbol(font: str, code: int) -> str:
    """The character for ``w:sym``: one character, whatever the font. ``code`` may carry Word's 0xF000."""
    table = _FONTS.get(font.strip().lower())
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
    elif table is None or code > 0xFF:
        # A real character, chosen from an ordinary font.
        usable = 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and not 0xE000 <= code <= 0xF8FF
        return chr(code) if usable else UNKNOWN
    if table is _SYMBOL and 0x20 <= code < 0x7F and chr(code) in _ASCII_AS_IT_IS:
        return chr(code)
    if code == 0x20:
        return " "
    return (_WINGDINGS if table is None else table).get(code, UNKNOWN)


def pictured(text: str, font: str) -> str:
    """The text of a run set in a picture font, one character for one."""
    return "".join(
        symbol(font, ord(char)) if ord(char) < 0x100 or "\uf000" <= char <= "\uf0ff" else char for char in text
    )


def unpictured(text: str) -> str:
    """Private-use characters of a run in an ordinary font, one for one: what a picture font, mostly Wingdings, left."""
    return "".join(symbol("wingdings", ord(char)) if "\uf000" <= char <= "\uf0ff" else char for char in text)
