"""The unified social credit code of Chinese organisations (GB 32100-2015): form and check characters."""

from __future__ import annotations

from contractlint.regex import compile_regex

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of the standard; the index is the value. I, O, S, V and Z do not occur."""

LENGTH = 18

_WEIGHTS = tuple(pow(3, index, 31) for index in range(17))
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = compile_regex(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\-]+")
_SHAPE = compile_regex(rf"[{CHARACTERS}]{{2}}[0-9]{{6}}[{CHARACTERS}]{{10}}")
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def fold_code(written: str) -> str:
    """A code without blanks and hyphens, half-width, in capitals: as it is compared and checked."""
    return _BLANKS.sub("", written.translate(_FULL_WIDTH)).upper()


def check_character(first: str) -> str:
    """The 18th character that belongs to the first 17 (folded).

    Raises ``ValueError`` where one of them is not in :data:`CHARACTERS` or there are not 17.
    """
    if len(first) != len(_WEIGHTS):
        raise ValueError(f"17 characters wanted, not {len(first)}")
    total = sum(CHARACTERS.index(character) * weight for character, weight in zip(first, _WEIGHTS, strict=True))
    return CHARACTERS[-total % 31]


def fault(written: str) -> str:
    """Why a code cannot be right: ``characters``, ``length``, ``shape`` or ``check``; empty where it can.

    ``shape`` is a letter among the six digits of the administrative division. Whether the organisation exists, and
    which value the first two characters may take, is not asked.
    """
    code = fold_code(written)
    if any(character not in CHARACTERS for character in code):
        return "characters"
    if len(code) != LENGTH:
        return "length"
    if _SHAPE.fullmatch(code) is None:
        return "shape"
    return "" if check_character(code[:17]) == code[17] else "check"


def is_valid(written: str) -> bool:
    """Whether length, characters and check character agree."""
    return not fault(written)


def body_agrees(written: str) -> bool:
    """Whether the 17th character checks the organisation code within (9th to 16th), as GB 11714 computes it.

    A second opinion only: the algorithm was derived from examples, so that no verdict may rest on it alone.
    """
    code = fold_code(written)
    if len(code) != LENGTH or any(character not in CHARACTERS for character in code):
        return False
    total = sum(int(character, 36) * weight for character, weight in zip(code[8:16], _BODY_WEIGHTS, strict=True))
    return code[16] == "0123456789X0"[11 - total % 11]
