"""GB 32100: only check characters are asserted, never which organisation a code belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractlint.parser.credit_code import CHARACTERS, body_agrees, check_character, fault, fold_code, is_valid

RIGHT = (
    "12100000400000624D",
    "91440300708461136T",
    "91110000802100433B",
    "914403001922038216",
    "9144030071526726XG",
    "91330100799655058B",
    "91350100M000100Y43",
)


@pytest.mark.parametrize("code", RIGHT)
def test_published_codes_agree_with_their_check_characters(code: str) -> None:
    assert fault(code) == ""
    assert is_valid(code)
    assert body_agrees(code)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("91350100M000100Y4Z", "characters"),
        ("91310115MA1H8R7C6D", "check"),
        ("9133010057462616XH", "check"),
        ("91440300708461136", "length"),
        ("91440300708461136TT", "length"),
        ("9144O300708461136T", "characters"),
        ("914403A0708461136T", "shape"),
        ("", "length"),
    ],
)
def test_what_is_wrong_is_named(code: str, why: str) -> None:
    assert fault(code) == why


def test_the_weights_give_the_example_known_to_be_misprinted_its_right_character() -> None:
    assert check_character("91310115MA1H8R7C6") == "7"


def test_width_blanks_and_case_are_folded_before_the_check() -> None:
    assert fold_code(" ９１44 0300-7084 61136t ") == "91440300708461136T"
    assert is_valid("9144 0300 7084 6113 6t")


def test_only_seventeen_known_characters_have_a_check_character() -> None:
    with pytest.raises(ValueError, match="17"):
        check_character("9144")
    with pytest.raises(ValueError, match="substring"):
        check_character("9144030070846113O")


@given(st.sampled_from(RIGHT), st.integers(0, 17), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_always_found(code: str, place: int, other: str) -> None:
    changed = code[:place] + other + code[place + 1 :]
    assert is_valid(changed) == (changed == code)


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert fault(text) in ("", "characters", "length", "shape", "check")
    body_agrees(text)
