"""A Word package opened for writing: the parts a comment touches, and the way back into bytes."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from contractlint.annotation.archive import rewritten
from contractlint.dataclass import dataclass
from contractlint.readers.limits import Limits
from contractlint.readers.package import Package, open_package, parse_xml
from contractlint.readers.word.names import w
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT = compile_regex(rb"http://purl\.oclc\.org/ooxml/(\w+)/([\w/]*)")
_WORD = w("x")[1:-2]


@dataclass(slots=True)
class Draft:
    """The main part of a Word file and its comments, open for changes."""

    data: bytes
    package: Package
    document: _Element
    comments: _Element
    """The root of the comments part; a new one where there is none yet."""
    styles: _Element | None
    comments_name: str
    """Name of the comments part; empty where there is none yet."""
    _strict: frozenset[tuple[bytes, bytes]] = field(default_factory=frozenset)

    @property
    def signed(self) -> bool:
        """Whether the file carries a digital signature, which no change leaves valid."""
        return any(name.lower().startswith("_xmlsignatures/") for name in self.package.names)

    def written(self) -> bytes:
        """The file with the main part and the comments as they are now."""
        main = self.package.main
        changed = {main: self._xml(self.document)}
        name = self.comments_name or _free_name(self.package)
        changed[name] = self._xml(self.comments)
        if not self.comments_name:
            changed.update(_introduced(self.package, name, strict=bool(self._strict)))
        return rewritten(self.data, changed)

    def _xml(self, root: _Element) -> bytes:
        from lxml import etree

        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        for strict, transitional in self._strict:
            for mark in (b'"', b"'"):
                data = data.replace(mark + transitional + mark, mark + strict + mark)
        return data


def open_draft(data: bytes, limits: Limits) -> Draft:
    """The file in ``data`` open for changes. Raises :class:`UnreadableFile` as the reader does."""
    package = open_package(data, limits)
    package.check_everything()
    main = package.part(package.main) or b""
    related = package.related(package.main)
    comments = next((target for kind, target in related.values() if kind == "comments"), "")
    styles = next((target for kind, target in related.values() if kind == "styles"), "")
    document = parse_xml(main, limits)
    root = package.xml(comments) if comments else None
    if root is None:
        root = document.makeelement(w("comments"), nsmap={"w": _WORD})
    return Draft(
        data,
        package,
        document,
        root,
        package.xml(styles) if styles else None,
        comments,
        frozenset(
            (found[0], b"http://schemas.openxmlformats.org/%b/2006/%b" % (found[1], found[2]))
            for found in _STRICT.finditer(main)
        ),
    )


def _free_name(package: Package) -> str:
    folder = package.main.rpartition("/")[0]
    taken = {name.lower() for name in package.names}
    index = 0
    while True:
        name = f"{folder}/comments{index or ''}.xml".lstrip("/")
        if name.lower() not in taken:
            return name
        index += 1


def _introduced(package: Package, name: str, *, strict: bool) -> dict[str, bytes]:
    """The content types and the relationships of the main part, with a new comments part in them."""
    from lxml import etree

    changed: dict[str, bytes] = {}
    types = package.xml(_spelt(package, "[Content_Types].xml"))
    if types is not None:
        override = types.makeelement(_beside(types, "Override"))
        override.set("PartName", f"/{name}")
        override.set("ContentType", _COMMENTS_TYPE)
        types.append(override)
        changed[_spelt(package, "[Content_Types].xml")] = etree.tostring(
            types, encoding="UTF-8", xml_declaration=True, standalone=True
        )
    folder, _, base = package.main.rpartition("/")
    path = _spelt(package, f"{folder}/_rels/{base}.rels".lstrip("/"))
    data = package.part(path)
    if data is None:
        data = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    relations = parse_xml(data, package.limits)
    used = {one.get("Id") for one in relations}
    index = next(index for index in range(1, len(used) + 2) if f"rIdComments{index}" not in used)
    relation = relations.makeelement(_beside(relations, "Relationship"))
    relation.set("Id", f"rIdComments{index}")
    relation.set("Type", f"{_RELATIONS}/comments")
    relation.set("Target", name.rpartition("/")[2])
    relations.append(relation)
    xml = etree.tostring(relations, encoding="UTF-8", xml_declaration=True, standalone=True)
    if strict or b"purl.oclc.org/ooxml" in data:
        xml = xml.replace(_RELATIONS.encode(), _STRICT_RELATIONS.encode())
    changed[path] = xml
    return changed


def _spelt(package: Package, name: str) -> str:
    """The name as the package spells it."""
    return next((one for one in package.names if one.replace("\\", "/").strip("/").lower() == name.lower()), name)


def _beside(root: _Element, name: str) -> str:
    """A name in the namespace of the root element."""
    space, bracket, _ = str(root.tag).rpartition("}")
    return space + bracket + name
