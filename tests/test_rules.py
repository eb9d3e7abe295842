"""Every shipped rule is proven by its own examples, and each part of it by an example that needs that part."""

from __future__ import annotations

import json

import pytest

from contractlint.checkers import CHECKERS
from contractlint.examples import faults, survivors
from contractlint.packs.wording import wording_faults
from contractlint.rulebook.book import COMPILED, Rulebook, compile_rulebook, load_rulebook, rules_folder
from contractlint.rulebook.rule import Rule

RULES = load_rulebook(examples=True).rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_hit_exactly_where_they_are_marked(rule: Rule, book: Rulebook) -> None:
    found = faults(rule, book)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.kind != "checker"], ids=lambda rule: rule.code)
def test_no_part_of_a_declarative_rule_is_decoration(rule: Rule, book: Rulebook) -> None:
    alive = survivors(rule, book)
    assert not alive, f"{rule.code}: no example of its own needs: {alive}"


def test_every_checker_is_used_and_every_used_checker_exists() -> None:
    used = {str(rule.options["checker"]) for rule in RULES if rule.kind == "checker"}
    assert used == set(CHECKERS)


def test_the_compiled_rule_book_is_fresh() -> None:
    folder = rules_folder()
    assert (folder / COMPILED).read_text("utf-8") == compile_rulebook(folder), "run `make rules`"


def test_the_compiled_rule_book_says_the_same_as_the_packs() -> None:
    compiled, parsed = load_rulebook(), load_rulebook(examples=True)
    assert compiled.vocabulary == parsed.vocabulary
    assert compiled.version == parsed.version
    plain = {"examples", "place"}
    for one, other in zip(compiled.rules, parsed.rules, strict=True):
        for key in Rule.__slots__:
            if key not in plain:
                assert getattr(one, key) == getattr(other, key), (one.code, key)


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


def test_an_error_says_why_and_what_to_write_instead() -> None:
    for rule in RULES:
        assert rule.why.strip(), rule.code
        assert rule.advice.strip(), rule.code
        assert rule.when_not.strip(), rule.code


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_texts_are_short_polite_sentences_and_the_name_says_what_is_wrong(rule: Rule) -> None:
    assert list(wording_faults(rule)) == []


def test_pointers_between_rules_lead_somewhere() -> None:
    modules = {words.code for words in load_rulebook().vocabulary.modules}
    types = {words.code for words in load_rulebook().vocabulary.types} | {"general"}
    for rule in RULES:
        assert set(rule.needs) <= modules, rule.code
        assert set(rule.applies) | set(rule.not_for) <= types, rule.code
        assert rule.code not in rule.yields_to, rule.code


def test_the_compiled_file_holds_no_examples() -> None:
    data = json.loads((rules_folder() / COMPILED).read_text("utf-8"))
    assert all("examples" not in rule for rule in data["rules"])
