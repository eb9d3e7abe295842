"""A draft with the tracked changes of one person and time accepted and all others rejected: what they alone bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from contractlint import api
from contractlint.dataclass import replace
from contractlint.finding import Finding
from contractlint.readers import read_bytes
from contractlint.readers.limits import Limits
from contractlint.readers.package import open_package, parse_xml
from contractlint.readers.word.names import w
from contractlint.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element

Hand = tuple[str, str]
"""Author and date of tracked changes, as the file has them."""
_PAIRS = (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
_OTHER = {w(one): w(other) for pair in _PAIRS for one, other in (pair, pair[::-1])}
_AUTHOR, _DATE = w("author"), w("date")
_MOST = 12
"""Hands that are tried; a draft that more have worked on is told by places alone."""


class Hands:
    """Everybody who changed a draft, and which risks the changes of each bring by themselves."""

    def __init__(self, draft: Path | bytes | str, settings: Settings, hands: Sequence[Hand], codes: set[str]) -> None:
        self._draft = draft
        self._settings = replace(settings, revisions="reject", select=tuple(sorted(codes)), ignore=(), type_ignores=())
        self._hands = tuple(dict.fromkeys(hands))

    def bring(self, finding: Finding) -> tuple[Hand, ...]:
        """Those whose changes alone bring a finding that the draft without any changes does not have."""
        if len(self._hands) == 1:
            return self._hands
        return tuple(hand for hand, found in self._found if _same(finding, found))

    @cached_property
    def _found(self) -> list[tuple[Hand, tuple[Finding, ...]]]:
        if len(self._hands) > _MOST or isinstance(self._draft, str):
            return []
        limits = self._settings.limits
        data = read_bytes(self._draft, limits) if isinstance(self._draft, Path) else self._draft
        return [(hand, api.review(changed_by(data, hand, limits), self._settings).findings) for hand in self._hands]


def _same(finding: Finding, found: Sequence[Finding]) -> bool:
    quoted = {one.text for one in finding.evidence}
    return any(
        one.code == finding.code
        and one.absent == finding.absent
        and (one.message == finding.message or (not one.absent and bool(quoted & {each.text for each in one.evidence})))
        for one in found
    )


def changed_by(data: bytes, hand: Hand, limits: Limits | None = None) -> bytes:
    """A Word file that reads, with all changes rejected, as the given one with the changes of one hand accepted.

    An insertion that is accepted is a deletion that is rejected, and the other way round, so the two change names.
    Parts that hold no text are left out.
    """
    from lxml import etree

    package = open_package(data, limits)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in package.names:
            if not name.lower().endswith((".xml", ".rels")):
                continue
            part = package.part(name) or b""
            if b":author=" in part:
                root = parse_xml(part, limits)
                for change in list(_changes(root, hand)):
                    change.tag = _OTHER[str(change.tag)]
                part = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
            archive.writestr(name, part)
    return target.getvalue()


def _changes(root: _Element, hand: Hand) -> Iterator[_Element]:
    for element in root.iter(*_OTHER):
        if (element.get(_AUTHOR, ""), element.get(_DATE, "")) == hand:
            yield element
