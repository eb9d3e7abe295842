"""The zip package of a Word file, opened so that a hostile one is refused with a sentence and never unpacked.

Sizes in a zip directory are only claims. Every part is therefore inflated in pieces and counted, pictures are not
inflated at all, and XML with a DTD is refused: an entity would take text away from the linter that Word still shows.
Standards: ECMA-376 part 2 (packages), part 1 and 4 (strict and transitional names).
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from contractlint.dataclass import dataclass
from contractlint.errors import UnreadableFile
from contractlint.readers.limits import Limits
from contractlint.regex import compile_regex

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from lxml.etree import _Element

_CHUNK = 64 * 1024
_WORD_MAIN = compile_regex(
    r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)"
    r"|ms-word\.(?:document\.macroEnabled|template\.macroEnabledTemplate))\.main\+xml",
    re.IGNORECASE,
)
_STRICT_NAMES = compile_regex(rb"""(["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_ENCODING = compile_regex(rb"""^\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([\w.-]{1,40})["']""")
_READ_AS_UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_DAMAGED = "文件已损坏，请用 Word 打开确认并重新保存后再试。"


def open_package(data: bytes, limits: Limits | None = None) -> Package:
    """The package in ``data``, checked for what can be told from its directory; no part but three small ones is read.

    Raises :class:`UnreadableFile` for anything that is not a Word document or is unsafe to read.
    """
    limits = limits or Limits()
    archive = _open_archive(data, limits)
    members = _members(archive, limits)
    draft = Package("", tuple(info.filename for info in members.values()), limits, archive, members)
    types = _content_types(draft)
    main = _main_part(draft, types)
    return Package(main, draft.names, limits, archive, members, types)


def parse_xml(data: bytes, limits: Limits | None = None) -> _Element:
    """The root element of an XML part; strict OOXML names come out as the transitional ones.

    Raises :class:`UnreadableFile` for a DTD, for XML that is not well formed, too large, too deep, or in an encoding
    that packages do not allow.
    """
    from lxml import etree

    limits = limits or Limits()
    data = _as_utf8(data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _dtd()
    if data.count(b"<") - data.count(b"</") > limits.elements:
        raise UnreadableFile(f"文档里的 XML 元素超过 {limits.elements} 个，疑似恶意构造，拒绝读取。")
    if _has_long_text(data, limits.text_node):
        raise UnreadableFile(f"文档里有一段文字超过 {limits.text_node} 字节，疑似恶意构造，拒绝读取。")
    if b"purl.oclc.org/ooxml" in data:
        data = _STRICT_NAMES.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
    # The encoding is forced: a declared UTF-7 would carry a DTD past every check above.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_fault(str(error), limits) from None
    except ValueError:
        raise UnreadableFile(f"文档里的 XML 无法解析，{_DAMAGED}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _dtd()
    return root


@dataclass(frozen=True, slots=True)
class Package:
    """A Word package. Part names have no leading slash; looking them up ignores case, as packages do."""

    main: str
    """Name of the main document part."""
    names: tuple[str, ...]
    """Every part, as the package spells it."""
    limits: Limits
    _archive: ZipFile = field(repr=False)
    _members: dict[str, ZipInfo] = field(repr=False)
    _types: tuple[dict[str, str], dict[str, str]] = field(default=({}, {}), repr=False)

    def part(self, name: str) -> bytes | None:
        """The inflated bytes of a part, or None where there is none of that name."""
        info = self._members.get(_key(name))
        if info is None:
            return None
        return b"".join(_inflate(self._archive, info, self.limits, self.limits.part_bytes))

    def xml(self, name: str) -> _Element | None:
        """The root element of a part, or None where there is none of that name."""
        data = self.part(name)
        return None if data is None else parse_xml(data, self.limits)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationships of a part: id → (last segment of the type, target part); external and dangling ones dropped."""
        return {rid: (kind, target) for rid, kind, target, _ in self._relationships(name) if target}

    def dangling(self, name: str) -> tuple[str, ...]:
        """Targets inside the package that a part points to and that do not exist, as written."""
        return tuple(written for _, _, target, written in self._relationships(name) if not target)

    def content_type(self, name: str) -> str:
        """The declared content type of a part; empty where none is declared."""
        overrides, defaults = self._types
        return overrides.get(_key(name)) or defaults.get(_suffix(name), "")

    def check_everything(self) -> None:
        """Inflate every part, counted and thrown away: for who hands the file to a library that loads all of it."""
        left = self.limits.declared_bytes
        for info in self._members.values():
            for chunk in _inflate(self._archive, info, self.limits, left):
                left -= len(chunk)

    def _relationships(self, name: str) -> list[tuple[str, str, str, str]]:
        folder, _, base = name.strip("/").rpartition("/")
        root = self.xml(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: list[tuple[str, str, str, str]] = []
        for element in () if root is None else root.iter("{*}Relationship"):
            written = element.get("Target", "")
            if element.get("TargetMode", "").lower() == "external" or written.startswith("#"):
                continue
            kind = element.get("Type", "").rstrip("/").rpartition("/")[2]
            found.append((element.get("Id", ""), kind, self._resolve(folder, written), written))
        return found

    def _resolve(self, folder: str, target: str) -> str:
        from posixpath import normpath
        from urllib.parse import unquote

        path = target.replace("\\", "/").partition("#")[0]
        path = normpath(path if path.startswith("/") else f"{folder}/{path}").strip("/")
        for name in (path, unquote(path)):
            info = self._members.get(_key(name))
            if info is not None:
                return info.filename
        return ""


def _open_archive(data: bytes, limits: Limits) -> ZipFile:
    import struct
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    if len(data) > limits.file_bytes:
        raise UnreadableFile(f"文件超过 {limits.file_bytes // 1024 // 1024} MB，拒绝读取。")
    # Before the directory is read: two million entries fit into 100 MB and take gigabytes as objects.
    if data.count(b"PK\x01\x02") > limits.parts:
        raise UnreadableFile(f"压缩包里的部件超过 {limits.parts} 个，疑似恶意构造，拒绝读取。")
    if b"PK\x05\x06" not in data[-65557:]:
        raise UnreadableFile("文件不完整，可能没有下载或复制完，请重新取得文件后再试。")
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, EOFError, struct.error):
        raise UnreadableFile(f"压缩包目录无法读取，{_DAMAGED}") from None


def _members(archive: ZipFile, limits: Limits) -> dict[str, ZipInfo]:
    members: dict[str, ZipInfo] = {}
    declared = read = 0
    for info in archive.infolist():
        if info.filename.endswith("/"):
            continue
        key = _key(info.filename)
        if key in members:
            raise UnreadableFile(
                f"压缩包里有两个同名部件“{shown(info.filename)}”，不同软件会读到不同的内容，拒绝读取。"
            )
        if info.flag_bits & 0x1:
            raise UnreadableFile(f"压缩包里的部件“{shown(info.filename)}”已加密，请取消密码后另存为 .docx 再试。")
        members[key] = info
        declared += info.file_size
        if key.endswith((".xml", ".rels")):
            read += info.file_size
    if declared > limits.declared_bytes or read > limits.read_bytes:
        raise UnreadableFile("文件解压后过大，疑似压缩炸弹，拒绝读取。")
    return members


def _inflate(archive: ZipFile, info: ZipInfo, limits: Limits, most: int) -> list[bytes]:
    import zlib
    from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile

    name = shown(info.filename)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadableFile(f"压缩包里的部件“{name}”用了 Word 不支持的压缩方式，请用 Word 重新保存后再试。")
    chunks: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise UnreadableFile(f"部件“{name}”解压后过大，疑似压缩炸弹，拒绝读取。")
                if size > limits.ratio_from and size > limits.ratio * max(info.compress_size, 1):
                    raise UnreadableFile(f"部件“{name}”的压缩比异常，疑似压缩炸弹，拒绝读取。")
                chunks.append(chunk)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise UnreadableFile(f"部件“{name}”的内容与压缩包里登记的大小或校验值不符，{_DAMAGED}") from None
    return chunks


def _content_types(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    root = package.xml("[Content_Types].xml")
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    if root is not None:
        for element in root.iter("{*}Override"):
            overrides[_key(element.get("PartName", ""))] = element.get("ContentType", "")
        for element in root.iter("{*}Default"):
            defaults[element.get("Extension", "").lower()] = element.get("ContentType", "")
    return overrides, defaults


def _main_part(package: Package, types: tuple[dict[str, str], dict[str, str]]) -> str:
    targets = [target for kind, target in package.related("").values() if kind == "officeDocument"]
    main = targets[0] if targets else ""
    declared = types[0].get(_key(main)) or types[1].get(_suffix(main), "")
    if main and _WORD_MAIN.fullmatch(declared.strip()):
        return main
    foreign = _foreign_package(package)
    if foreign:
        raise UnreadableFile(f"这是{foreign}，不是 Word 文档；暂不支持这种格式，请另存为 .docx 后再试。")
    if not main and any(name.lower().startswith("word/") for name in package.names):
        raise UnreadableFile(f"Word 文档里缺少正文部件，{_DAMAGED}")
    if not main or not _looks_like_word(package, main):
        raise UnreadableFile("这是一个压缩包，但里面没有 Word 文档；请另存为 .docx 后再试。")
    return main


def _foreign_package(package: Package) -> str:
    """What the package is, where it is something well known that is no Word file; else empty."""
    names = {_key(name) for name in package.names}
    for name, what in (
        ("xl/workbook.xml", "一个 Excel 工作簿"),
        ("xl/workbook.bin", "一个 Excel 工作簿"),
        ("ppt/presentation.xml", "一个 PowerPoint 演示文稿"),
        ("visio/document.xml", "一个 Visio 图"),
        ("ofd.xml", "一个 OFD 版式文件"),
        ("meta-inf/manifest.mf", "一个 Java 程序包"),
    ):
        if name in names:
            return what
    kind = package.part("mimetype") or b""
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "一个 OpenDocument 文档（.odt）"
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        return "一个 OpenDocument 文件"
    if kind.startswith(b"application/epub"):
        return "一本 EPUB 电子书"
    return ""


def _looks_like_word(package: Package, main: str) -> bool:
    """For files whose content types are missing or odd: the root element decides."""
    root = package.xml(main)
    return root is not None and root.tag in (
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document",
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}glossaryDocument",
    )


def _as_utf8(data: bytes) -> bytes:
    """The XML in UTF-8, so that what is searched for in the bytes is found; packages allow UTF-8 and UTF-16 only."""
    encoding = ""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif data[1:2] == b"\0" and data[2:3] != b"\0":
        encoding = "utf-16-le"
    elif data[:1] == b"\0" and data[1:2] != b"\0":
        encoding = "utf-16-be"
    if encoding:
        try:
            return data.decode(encoding).encode()
        except (UnicodeDecodeError, UnicodeEncodeError):
            raise UnreadableFile(f"文档里的 XML 编码有误，{_DAMAGED}") from None
    declared = _ENCODING.match(data[:300].removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].decode("ascii").lower() not in _READ_AS_UTF8:
        raise UnreadableFile("文档里的 XML 用了 Word 文档不允许的编码，请用 Word 重新保存后再试。")
    return data


def _has_long_text(data: bytes, most: int) -> bool:
    """Whether more than ``most`` bytes stand between two tags; looks at the last tag of each window only."""
    start = 0
    while len(data) - start > most:
        tag = data.rfind(b"<", start, start + most + 1)
        if tag < 0:
            return True
        start = tag + 1
    return False


def _syntax_fault(message: str, limits: Limits) -> UnreadableFile:
    lower = message.lower()
    if "depth" in lower:
        return UnreadableFile(f"文档里的元素嵌套超过 {limits.depth} 层，疑似恶意构造，拒绝读取。")
    if "too long" in lower or "huge" in lower or "too large" in lower:
        return UnreadableFile(f"文档里有一段文字超过 {limits.text_node} 字节，疑似恶意构造，拒绝读取。")
    return UnreadableFile(f"文档里的 XML 无法解析，{_DAMAGED}")


def _dtd() -> UnreadableFile:
    return UnreadableFile("文档里的 XML 声明了 DTD 或实体，可能借此藏匿文字（Word 不会生成这样的文件），拒绝读取。")


def shown(name: str) -> str:
    """A name from a file or a command line, fit to stand in a sentence: one line, printable, not endless."""
    clean = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return clean if len(clean) <= 120 else f"{clean[:80]}…{clean[-30:]}"


def _key(name: str) -> str:
    return name.replace("\\", "/").strip("/").lower()


def _suffix(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()
