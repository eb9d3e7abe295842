"""What could follow, for completion with the tab key; called while completing only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def rule_codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of rules, also behind a comma, with their titles for shells that show them."""
    from click.shell_completion import CompletionItem

    from contractlint.rulebook.book import load_rulebook

    before, comma, begun = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{rule.code}", help=rule.title)
        for rule in load_rulebook().rules
        if rule.code.startswith(begun.upper())
    ]


def format_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of formats."""
    from click.shell_completion import CompletionItem

    from contractlint.formats import FORMATS

    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]
