"""Bytes of a file → :class:`~contractlint.text.SourceText`. The format follows the content, then the name."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path, PurePath

from contractlint.errors import UnreadableFile, UsageError
from contractlint.readers.limits import Limits
from contractlint.readers.package import shown
from contractlint.readers.signature import ADVICE, is_zip, refuse_foreign
from contractlint.text import SourceText

Reader = Callable[[bytes, str, str, Limits], SourceText]
"""``(data, path, revisions, limits)``"""


def _word(data: bytes, path: str, revisions: str, limits: Limits) -> SourceText:
    from contractlint.readers.docx import read_docx

    return read_docx(data, revisions=revisions, limits=limits, path=path)


def _plain(data: bytes, path: str, revisions: str, limits: Limits) -> SourceText:
    from contractlint.readers.plain import read_plain

    return read_plain(data, limits=limits, path=path)


def _markdown(data: bytes, path: str, revisions: str, limits: Limits) -> SourceText:
    from contractlint.readers.markdown import read_markdown

    return read_markdown(data, limits=limits, path=path)


READERS: dict[str, Reader] = {
    ".docx": _word,
    ".docm": _word,
    ".dotx": _word,
    ".dotm": _word,
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
}
"""Every format that is read, by suffix."""

_NAMES = "、".join(READERS)
_OWN_FORMATS = {
    ".doc": "旧版 Word 的 .doc 格式",
    ".dot": "旧版 Word 的 .dot 格式",
    ".wps": " WPS 文字的 .wps 格式",
    ".wpt": " WPS 文字的 .wpt 格式",
    ".pdf": " PDF 文件",
    ".rtf": " RTF 文件",
    ".odt": " OpenDocument 文档",
    ".ofd": " OFD 版式文件",
    ".htm": "网页（HTML）文件",
    ".html": "网页（HTML）文件",
    ".mht": "单文件网页（MHT）",
    ".xml": " XML 文件",
    ".csv": "表格文件",
    ".xls": " Excel 工作簿",
    ".xlsx": " Excel 工作簿",
    ".ppt": " PowerPoint 演示文稿",
    ".pptx": " PowerPoint 演示文稿",
    ".png": "图片",
    ".jpg": "图片",
    ".jpeg": "图片",
}


def read(data: bytes, name: str = "", *, revisions: str = "accept", limits: Limits | None = None) -> SourceText:
    """The text of a file that lies in memory; ``name`` may be empty, then the content alone decides.

    ``revisions`` is ``accept`` or ``reject``. Raises :class:`UnreadableFile` with one sentence that begins with the
    name.
    """
    limits = limits or Limits()
    if revisions not in ("accept", "reject"):
        raise UsageError(f"修订的处理方式只能是 accept 或 reject，不能是“{shown(revisions)}”。")
    try:
        return _reader(data, PurePath(name).suffix.lower(), limits)(data, name, revisions, limits)
    except UnreadableFile as error:
        raise _named(name, str(error)) from None


def read_path(path: str | Path, *, revisions: str = "accept", limits: Limits | None = None) -> SourceText:
    """The text of a file on disk; nothing but regular files is opened."""
    limits = limits or Limits()
    return read(read_bytes(path, limits), os.fspath(path), revisions=revisions, limits=limits)


def read_bytes(path: str | Path, limits: Limits | None = None) -> bytes:
    """The bytes of a regular file that is not too large; raises :class:`UnreadableFile` as :func:`read` does."""
    name = os.fspath(path)
    try:
        return _bytes(name, limits or Limits())
    except (OSError, ValueError) as error:
        raise _named(name, _trouble(error)) from None
    except UnreadableFile as error:
        raise _named(name, str(error)) from None


def _reader(data: bytes, suffix: str, limits: Limits) -> Reader:
    if not data:
        raise UnreadableFile("文件是空的。")
    if len(data) > limits.file_bytes:
        raise _too_large(limits)
    if is_zip(data):
        return _word
    refuse_foreign(data, suffix)
    reader = READERS.get(suffix)
    if reader is _word:
        raise UnreadableFile(f"扩展名是 {suffix}，内容却不是 Word 文档；如果是纯文本，请把扩展名改为 .txt 再试。")
    if suffix in _OWN_FORMATS:
        raise UnreadableFile(f"暂不支持{_OWN_FORMATS[suffix]}，{ADVICE}")
    if suffix and reader is None and suffix[1:].isascii() and suffix[1:].isalnum() and not suffix[1:].isdigit():
        raise UnreadableFile(f"暂不支持 {shown(suffix)} 格式，{ADVICE}可读的格式：{_NAMES}。")
    return reader or _plain


def _bytes(name: str, limits: Limits) -> bytes:
    mode = Path(name).stat()
    if stat.S_ISDIR(mode.st_mode):
        raise UnreadableFile("这是一个文件夹，请给出文件。")
    if not stat.S_ISREG(mode.st_mode):
        raise UnreadableFile("这不是普通文件，拒绝读取。")
    if mode.st_size > limits.file_bytes:
        raise _too_large(limits)
    with Path(name).open("rb") as file:
        return file.read(limits.file_bytes + 1)


def _trouble(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "找不到文件。"
    if isinstance(error, PermissionError):
        return "没有读取权限。"
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return "文件名过长，找不到文件。"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "符号链接循环，找不到文件。"
    if isinstance(error, ValueError):
        return "文件名含有不允许的字符，找不到文件。"
    return "读取文件时出错，请检查磁盘或网络位置后再试。"


def _too_large(limits: Limits) -> UnreadableFile:
    return UnreadableFile(f"文件超过 {limits.file_bytes // 1024 // 1024} MB，拒绝读取。")


def _named(name: str, sentence: str) -> UnreadableFile:
    return UnreadableFile(f"{shown(name)}：{sentence}" if name else sentence)
