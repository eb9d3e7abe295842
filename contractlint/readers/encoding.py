"""Bytes of a plain text file → characters, in the encodings Chinese files come in, without guessing where unsure."""

from __future__ import annotations

import codecs

from contractlint.errors import UnreadableFile
from contractlint.readers.limits import Limits
from contractlint.regex import compile_regex

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000
_CONTROL = compile_regex("[\x00-\x08\x0e-\x1f\x7f]")
_HAN = compile_regex("[\u4e00-\u9fff]")
_EXPECTED = compile_regex("[\t\n\r\x20-\x7e\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
# A fifth of the Han characters of any agreement; next to none where the bytes were read in the wrong encoding.
_EVERYDAY = compile_regex("[的一不本合同方甲乙人应應為为之在有及或和与與以日期条條款]")
_LINE_ENDS = compile_regex("\r\n|[\r\f\v\x85\u2028\u2029]")
_UNKNOWN = "无法识别文字编码，请用记事本或 WPS 打开后另存为 UTF-8 编码再试。"


def decode(data: bytes, limits: Limits) -> str:
    """The text with ``\\n`` as its only line break: byte order mark, UTF-8, UTF-16 without a mark, GB18030,
    and Big5 where GB18030 makes no sense.

    Carriage returns, form feeds, vertical tabs and the Unicode line and paragraph separators become ``\\n``. Raises
    :class:`UnreadableFile` for binary content and for text in none of these encodings.
    """
    # No encoding needs more than four bytes for a character, so that hopeless sizes are not decoded at all.
    if len(data) > 4 * limits.text:
        raise _too_long(limits)
    text = _decoded(data).removesuffix("\x1a")
    if len(text) > limits.text:
        raise _too_long(limits)
    if _CONTROL.search(text):
        raise UnreadableFile(
            "文件内容不是纯文本（含有控制字符或二进制数据），请另存为 .docx 或 UTF-8 编码的 .txt 再试。"
        )
    text = _LINE_ENDS.sub("\n", text)
    if text.count("\n") >= limits.lines:
        raise UnreadableFile(f"文件超过 {limits.lines} 行，超出可以审查的范围，拒绝读取。")
    return text


def _too_long(limits: Limits) -> UnreadableFile:
    return UnreadableFile(f"文字超过 {limits.text // 10_000} 万字，超出可以审查的范围，拒绝读取。")


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\0" in data[:_SAMPLE]:
        return _utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _plausible(text, sure=encoding != "gb18030"):
            return text
    raise UnreadableFile(_UNKNOWN)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile(_UNKNOWN) from None


def _utf16(data: bytes) -> str:
    """Text with NUL bytes is UTF-16 where nearly all of a sample comes out as Chinese or ASCII, else binary."""
    best, encoding = 0.0, ""
    for candidate in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(candidate, "replace")
        share = len(_EXPECTED.findall(sample)) / max(len(sample), 1)
        if share > best:
            best, encoding = share, candidate
    if len(data) % 2 or best < 0.85:
        raise UnreadableFile("文件内容不是纯文本（含有二进制数据），请另存为 .docx 或 UTF-8 编码的 .txt 再试。")
    return _strict(data, encoding)


def _plausible(text: str, *, sure: bool) -> bool:
    """Whether text decoded from two-byte characters is Chinese; the wrong encoding also decodes without an error.

    With few Han characters there is nothing to count; then it is taken unless the caller must be ``sure``.
    """
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    if han < 20:
        foreign = sum(not char.isprintable() and char not in "\t\n\r\f\v" for char in sample)
        return not sure and foreign * 2 <= han
    return len(_EVERYDAY.findall(sample)) >= 0.03 * han
