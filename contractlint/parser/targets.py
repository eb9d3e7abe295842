"""The clause that a reference points to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractlint.model import Clause, Reference

Path = tuple[int, ...]

_FRAMES = ("chapter", "heading", "bold", "bracket")


def find_target(reference: Reference, path: Path, clauses: Sequence[Clause]) -> Clause | None:
    """The clause one of the ``numbers`` of a ``clause`` or ``annex`` reference points to, or None where there is none.

    ``clauses`` are the roots of the tree. A paragraph without a number of its own (第三条第二款) counts as found in a
    clause that has no numbered parts.
    """
    lenient = "款" in reference.text
    if reference.kind == "annex":
        root = next((one for one in clauses if one.style == "annex" and one.value == path[0]), None)
        return root if root is None or len(path) == 1 else _descend(root, path[1:], lenient)
    if reference.relative:
        return _near(reference, path, clauses, lenient)
    body = [one for one in clauses if one.annex is None]
    for roots in (_home(reference, clauses), body):
        for first, length in _named_first(roots, path):
            hit = first if length == len(path) else _descend(first, path[length:], lenient)
            if hit is not None:
                return hit
    return None


def _near(reference: Reference, path: Path, clauses: Sequence[Clause], lenient: bool) -> Clause | None:
    """本条第（二）款 is looked for in the article around it, 第（二）款 in whatever is around it, the nearest first."""
    around = list(_around(clauses, reference.span.start))
    if reference.text.startswith("本条"):
        articles = [one for one in around if one.style == "article"] or [one for one in around if one.value is not None]
        around = articles[:1]
    for forgiving in (False, lenient):
        for one in reversed(around):
            hit = _descend(one, path, forgiving)
            if hit is not None:
                return hit
    return None


def _home(reference: Reference, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses of the annex the reference stands in; none in the body."""
    inside = next((one for one in clauses if one.style == "annex" and one.span.contains(reference.span)), None)
    return [] if inside is None else list(inside.children)


def _around(clauses: Sequence[Clause], offset: int) -> Iterator[Clause]:
    """The clauses that hold ``offset``, from the root down."""
    level: Sequence[Clause] = clauses
    while True:
        inner = next((one for one in level if one.span.start <= offset < one.span.end), None)
        if inner is None:
            return
        yield inner
        level = inner.children


def _named_first(roots: Sequence[Clause], path: Path) -> Iterator[tuple[Clause, int]]:
    """Clauses that the beginning of a path names, and how much of the path that is."""
    every = [clause for root in roots for clause in root.walk()]
    for length in range(len(path), 1, -1):
        yield from ((one, length) for one in every if one.style == "decimal" and one.path[-length:] == path[:length])
    top = [one for one in every if one.style == "article"] or list(_top(roots))
    yield from ((one, 1) for one in top if one.value == path[0])
    yield from ((one, 1) for one in every if one.style == "chapter" and one.value == path[0])


def _top(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The uppermost numbered clauses; chapters and headings only frame them."""
    for clause in clauses:
        if clause.style in _FRAMES:
            yield from _top(clause.children)
        else:
            yield clause


def _descend(clause: Clause, path: Path, lenient: bool) -> Clause | None:
    """Follow ``path`` downwards."""
    for child in _top(clause.children):
        if child.value == path[0]:
            hit = child if len(path) == 1 else _descend(child, path[1:], lenient)
            if hit is not None:
                return hit
    for child in clause.children:
        # 附件1第二章: chapters frame the articles of others, and are what is numbered here.
        if child.style == "chapter" and child.value == path[0]:
            hit = child if len(path) == 1 else _descend(child, path[1:], lenient)
            if hit is not None:
                return hit
    numbered = any(child.value is not None for child in clause.children)
    return clause if lenient and len(path) == 1 and not numbered else None
