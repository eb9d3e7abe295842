"""What a user may choose; one small frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from contractlint.dataclass import dataclass
from contractlint.decisions import Baseline, Waiver
from contractlint.errors import UsageError
from contractlint.finding import Severity
from contractlint.readers.limits import Limits
from contractlint.rulebook.book import Rulebook
from contractlint.rulebook.rule import Rule

OWN_SIDE = "我方"
SIDES = ("甲", "乙", OWN_SIDE)


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are what `contractlint review FILE` does."""

    type: str = ""
    """Agreement type; empty recognises it."""
    revisions: str = "accept"
    """Tracked changes are judged as if accepted (``accept``) or rejected (``reject``)."""
    fail_on: Severity | None = Severity.ERROR
    """Exit code 1 from this severity upwards; None never."""
    fail_under: int | None = None
    """Exit code 1 where the score is below it."""
    select: tuple[str, ...] = ()
    """Codes, prefixes of codes or names of rules to run; empty runs all."""
    ignore: tuple[str, ...] = ()
    """Codes, prefixes or names not to run."""
    type_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Rules not to run on agreements of a type, for each type."""
    severities: tuple[tuple[str, Severity], ...] = ()
    """Severity for a code, prefix or name; the longest that fits wins, also over what a rule says of a single place."""
    side: str = ""
    """Hide what only hurts the other side: ``甲``, ``乙``, or ``我方``: the party that is one of ``company_names``."""
    min_severity: Severity = Severity.INFO
    """Findings below are left out of the report, but never those that ``fail_on`` looks at; the score counts them."""
    show_info: bool = False
    """Whether formats for people list ``info`` findings."""
    packs: tuple[Path, ...] = ()
    """Rule packs of one's own."""
    lexicon: tuple[str, ...] = ()
    """Words added to the lexicon: a vague word inside one of them is none."""
    company_names: tuple[str, ...] = ()
    """Full registered names of one's own company: taken as registered, and watched for slips of the pen."""
    waivers: tuple[Waiver, ...] = ()
    """Findings somebody has decided to live with."""
    baseline: Baseline | None = None
    """What was known before; only what is new is reported."""
    today: date | None = None
    """The day on which waivers must be valid; needed where one has a last day. The only clock there is."""
    limits: Limits = field(default_factory=Limits)
    """How much of a file is looked at before it is refused."""
    configuration: str = ""
    """The configuration file these settings come from, as messages name it."""
    places: tuple[tuple[str, str], ...] = ()
    """Where codes, prefixes and names of rules were written (``file:line`` or a flag), so that a refusal can say so."""
    type_places: tuple[tuple[str, str], ...] = ()
    """The same for types of agreements."""


def chosen_rules(book: Rulebook, settings: Settings) -> tuple[Rule, ...]:
    """The rules to run. An entry of the settings that names nothing is refused."""
    of_types = [entry for _, entries in settings.type_ignores for entry in entries]
    of_severities = [name for name, _ in settings.severities]
    places = dict(settings.places)
    for entry in dict.fromkeys((*settings.select, *settings.ignore, *of_types, *of_severities, *places)):
        if not any(names(entry, rule) for rule in (*book.rules, *book.off)):
            unknown = f"{said_at(entry, places)}没有名为「{entry}」的规则{_near(entry, book)}"
            raise UsageError(f"{unknown}用 contractlint rules 查看全部规则。")
    return tuple(
        rule
        for rule in book.rules
        if (not settings.select or any(names(entry, rule) for entry in settings.select))
        and not any(names(entry, rule) for entry in settings.ignore)
    )


def known_types(book: Rulebook, settings: Settings) -> None:
    """Refuses a type of agreement that nobody knows."""
    known = [*(words.code for words in book.vocabulary.types), "general"]
    for code in (settings.type, *(code for code, _ in settings.type_ignores)):
        if code and code not in known:
            place = said_at(code, dict(settings.type_places))
            raise UsageError(f"{place}没有「{code}」这种合同类型；可用：{'、'.join(known)}。")


def said_at(word: str, places: Mapping[str, str]) -> str:
    """「place：」 of a word, empty where nothing is known of it."""
    return f"{places[word]}：" if word in places else ""


def suited(rules: Iterable[Rule], type_code: str, settings: Settings) -> tuple[Rule, ...]:
    """The rules without those that are ignored for that type of agreement."""
    entries = [entry for code, listed in settings.type_ignores if code == type_code for entry in listed]
    return tuple(rule for rule in rules if not any(names(entry, rule) for entry in entries))


def graded(rule: Rule, settings: Settings) -> Rule:
    """The rule with the severity chosen for it."""
    severity = chosen_severity(rule, settings)
    return rule if severity is None else replace(rule, severity=severity)


def chosen_severity(rule: Rule, settings: Settings) -> Severity | None:
    """The severity somebody chose for the rule, by its code or name before prefixes; None where nobody did."""
    fitting = [(_closeness(name, rule), severity) for name, severity in settings.severities if names(name, rule)]
    return max(fitting)[1] if fitting else None


def names(entry: str, rule: Rule) -> bool:
    """Whether an entry of ``select`` or ``ignore`` means the rule: its name, its code, or the beginning of its code.

    The prefix of a house rule is one word: ``A`` is the module of acceptance and no part of ``ACME-01``.
    """
    if rule.name == entry:
        return True
    return rule.code.startswith(entry) and len(entry) >= len(rule.code.partition("-")[0] if "-" in rule.code else entry)


def _closeness(entry: str, rule: Rule) -> int:
    return 100 if entry in (rule.code, rule.name) else len(entry)


def _near(entry: str, book: Rulebook) -> str:
    from difflib import get_close_matches

    known = [*(rule.code for rule in book.rules), *(rule.name for rule in book.rules)]
    near = [] if entry.isascii() and len(entry) < 3 else get_close_matches(entry.upper(), known, n=1, cutoff=0.75)
    near = near or get_close_matches(entry.lower(), known, n=1, cutoff=0.75)
    return f"，是不是「{near[0]}」？" if near else "；"
