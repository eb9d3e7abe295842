"""What a file is by its first bytes, whatever its name says; formats that are not read get a sentence here."""

from __future__ import annotations

import re

from contractlint.errors import UnreadableFile
from contractlint.regex import compile_regex

ADVICE = "请用 Word 或 WPS 打开后另存为 .docx 再试。"

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", " RTF 文件"),
    (b"\x89PNG\r\n\x1a\n", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    (b"Rar!\x1a\x07", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"BZh91AY&SY", "压缩包"),
    (b"\xfd7zXZ\0", "压缩包"),
    (b"\x7fELF", "程序文件"),
    (b"MZ\x90\0", "程序文件"),
    (b"SQLite format 3\0", "数据库文件"),
)
_OTHER_ADVICE = {
    "图片": "图片里的文字无法审查，请提供 .docx 文件。",
    "压缩包": "请先解压，再审查里面的 .docx 文件。",
    "程序文件": "请提供 .docx 文件。",
    "数据库文件": "请提供 .docx 文件。",
}
_HTML = compile_regex(rb"^[\s\0]{0,200}<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_PDF = compile_regex(rb"(?:^|[\r\n])%PDF-\d")
_XML = compile_regex(rb"^\s{0,200}<\?xml\s")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip package, as .docx files do."""
    return data.startswith(_ZIP)


def refuse_foreign(data: bytes, suffix: str) -> None:
    """Raise :class:`UnreadableFile` where the content is a known format that is not read, with what to do instead.

    ``suffix`` is in lower case with its dot and serves only to choose the words.
    """
    if data.startswith(_OLE):
        raise _ole(data, suffix)
    kind = _kind(data)
    if kind:
        raise UnreadableFile(f"这是{kind}，暂不支持这种格式，{_OTHER_ADVICE.get(kind, ADVICE)}")


def _kind(data: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    # A PDF may carry some bytes before its header; readers look for it within the first kilobyte.
    if _PDF.search(data[:1024]):
        return " PDF 文件"
    if (
        (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[:3] == b"\0\0\0" and data[4:8] == b"ftyp")
        or _is_bitmap(data)
    ):
        return "图片"
    head = data[:4096]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    if _HTML.match(head) or _HTML.match(head.replace(b"\0", b"")):
        return "网页（HTML）文件"
    if head[:13].lower() == b"mime-version:":
        return "单文件网页（MHT）"
    if _XML.match(head):
        if b"mso-application" in head or b"schemas.microsoft.com/office/word/2003" in head or b"xmlPackage" in head:
            return " Word XML 文件"
        if re.search(rb"<html[\s>]", head, re.IGNORECASE):
            return "网页（HTML）文件"
        return " XML 文件"
    return ""


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and len(data) > 26 and data[6:10] == b"\0\0\0\0" and data[15:18] == b"\0\0\0"


def _ole(data: bytes, suffix: str) -> UnreadableFile:
    def stream(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if stream("EncryptedPackage"):
        return UnreadableFile("文档已加密，需要密码才能打开，请在 Word 中取消密码后另存为 .docx 再试。")
    if suffix in (".wps", ".wpt"):
        return UnreadableFile("这是 WPS 文字的 .wps 格式，暂不支持，请用 WPS 打开后另存为 .docx 再试。")
    if stream("WordDocument"):
        renamed = "（虽然扩展名是 .docx）" if suffix == ".docx" else ""
        return UnreadableFile(f"这是旧版 Word 的 .doc 格式{renamed}，暂不支持，{ADVICE}")
    if stream("Workbook") or stream("Book"):
        return UnreadableFile("这是旧版 Excel 的 .xls 格式，不是 Word 文档；暂不支持这种格式，请另存为 .docx 再试。")
    if stream("PowerPoint Document"):
        return UnreadableFile(
            "这是旧版 PowerPoint 的 .ppt 格式，不是 Word 文档；暂不支持这种格式，请另存为 .docx 再试。"
        )
    return UnreadableFile(f"这是旧版 Office 的二进制格式，暂不支持，{ADVICE}")
