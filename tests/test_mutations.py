"""Each mutation of a clean agreement changes exactly the codes it says; nothing else may move."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

import tests.mutations
from contractlint.rulebook.book import load_rulebook
from tests.drafts import codes_of_text, text_of
from tests.mutation import Mutation

MUTATIONS: tuple[Mutation, ...] = tuple(
    mutation
    for module in iter_modules(tests.mutations.__path__)
    for mutation in import_module(f"tests.mutations.{module.name}").MUTATIONS
)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_changes_exactly_its_codes(mutation: Mutation) -> None:
    clean = text_of(mutation.fixture)
    broken = mutation.apply(clean)
    assert broken != clean, "stale mutation"
    before, after = codes_of_text(clean), codes_of_text(broken)
    assert (after - before, before - after) == (mutation.gains, mutation.loses)


def test_names_are_unique() -> None:
    names = [mutation.name for mutation in MUTATIONS]
    assert len(names) == len(set(names))


def test_every_rule_has_a_mutation() -> None:
    codes = {rule.code for rule in load_rulebook().rules}
    covered = frozenset().union(*(mutation.gains for mutation in MUTATIONS))
    assert codes - covered == set()
    assert covered - codes == set()
