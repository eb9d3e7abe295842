"""References of the agreement to its own clauses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.finding import Hit, NotApplicable
from contractlint.kinds import Kind
from contractlint.model import Agreement, Clause, Reference
from contractlint.parser.targets import find_target
from contractlint.regex import compile_regex
from contractlint.rulebook.rule import Options
from contractlint.text import Span

# A supplement speaks of the clauses of the agreement it amends.
_AMENDMENT = "amendment"
_NUMBERED = frozenset({"article", "chapter", "decimal", "han", "arabic", "paren-han", "paren-arabic"})
# Words before or behind a number that make it another text's: 原第三条, 招标文件中第二条, 第五条（原合同）.
_FOREIGN_BEFORE = compile_regex(
    r"(?:原|旧|对方|前述法律|上述法律|该法|招标|投标|章程|制度|标准|规范|规程|法律|法规|条例|办法|公约|规则|说明书?|主合同|总合同|总包合同)[^，。；\n]{0,6}$"
)
_ITEMS = frozenset({"paren-han", "paren-arabic", "circled", "letter"})
_FEWEST = 3
_BLANKS = (" ", "\u3000", "\t", "\xa0")


def dead_cross_reference(agreement: Agreement, options: Options) -> Iterator[Hit | NotApplicable]:
    """Each reference to a clause of this agreement, or to a clause of an annex in the file, that is not there."""
    if agreement.type.code == _AMENDMENT:
        yield NotApplicable("补充或者终止协议引用的是原合同的条款。")
        return
    roots = agreement.clauses
    numbered = sum(clause.style in _NUMBERED and clause.annex is None for clause in agreement.all_clauses)
    if numbered < _FEWEST or _numbers_lost(roots):
        yield NotApplicable("合同的条款没有编号，无法核对引用。")
        return
    known: dict[object, bool] = {}
    for reference in agreement.references:
        if not _is_own(agreement, reference):
            continue
        missing = [path for path in reference.numbers if not _leads_somewhere(agreement, reference, path, known)]
        if missing:
            quote = f"「{agreement.folded(reference.span)}」"
            if len(missing) < len(reference.numbers):
                quote += "里的" + "、".join(_printed(path, reference) for path in missing)
            yield Hit((reference.span,), {"quote": quote})


def _leads_somewhere(
    agreement: Agreement, reference: Reference, path: tuple[int, ...], known: dict[object, bool]
) -> bool:
    """Whether the target is there; ``known`` keeps answers that do not depend on where the reference stands."""
    if reference.relative:
        return find_target(reference, path, agreement.clauses) is not None
    annex = agreement.annex_at(reference.span.start)
    key = (reference.kind, path, "款" in reference.text, annex.span if annex else None)
    if key not in known:
        known[key] = find_target(reference, path, agreement.clauses) is not None
    return known[key]


def _numbers_lost(roots: Sequence[Clause]) -> bool:
    """Whether only items are left, list after list: the headings above them have lost their numbers."""
    body = [clause for clause in roots if clause.style != "annex" and clause.value is not None]
    return all(clause.style in _ITEMS for clause in body) and sum(clause.value == 1 for clause in body) > 1


def _printed(path: tuple[int, ...], reference: Reference) -> str:
    unit = reference.text[-1:] if reference.text[-1:] in "条款项章节" else "条"
    return f"第{path[0]}{unit}" if len(path) == 1 else ".".join(map(str, path))


def _is_own(agreement: Agreement, reference: Reference) -> bool:
    """Whether a reference speaks of a numbered clause that stands, or should stand, in this file."""
    if not reference.numbers:
        return False
    if reference.kind == "annex":
        return _annex_has_clauses(agreement.clauses, reference)
    if reference.kind != "clause":
        return False
    before = agreement.folded(Span(max(0, reference.span.start - 12), reference.span.start))
    if _FOREIGN_BEFORE.search(before):
        return False
    behind = agreement.text[reference.span.end : reference.span.end + 1]
    if reference.span.start == 0 or before.endswith("\n"):
        # A number at the start of a line that the clause tree does not know is a heading, not a reference.
        return False
    # 。第二十条　税费: a heading that lost its line break.
    return not (before.rstrip()[-1:] in ("。", "；", "") and behind in _BLANKS)


def _annex_has_clauses(clauses: Sequence[Clause], reference: Reference) -> bool:
    """A missing annex is another rule's; one without numbers has nothing to point to."""
    if any(len(path) < 2 for path in reference.numbers):
        return False
    annex = next((one for one in clauses if one.style == "annex" and one.value == reference.numbers[0][0]), None)
    return annex is not None and any(child.value is not None for child in annex.children)


CHECKS: dict[str, Kind] = {"dead-cross-reference": dead_cross_reference}
