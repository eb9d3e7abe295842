"""A bad file is an answer, not a crash: every refusal is one Chinese sentence that says which, in bounded time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.hostile_files as hostile
from contractlint.errors import UnreadableFile, UsageError
from contractlint.readers import READERS, read, read_path
from contractlint.readers.limits import Limits

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40

# name of the file, what builds it, a phrase of the sentence that no other fault has
PACKAGES: list[tuple[str, Callable[[], bytes], str]] = [
    ("外部实体", hostile.external_entity, "声明了 DTD 或实体，可能借此藏匿文字"),
    ("参数实体", hostile.parameter_entity, "声明了 DTD 或实体"),
    ("实体膨胀", hostile.laughs, "声明了 DTD 或实体"),
    ("UTF-16 里的实体", hostile.entity_in_utf16, "声明了 DTD 或实体"),
    ("UTF-7 里的实体", hostile.entity_in_utf7, "Word 文档不允许的编码"),
    ("关系里的实体", hostile.entity_in_relationships, "声明了 DTD 或实体"),
    ("正文过大", hostile.big_document, "解压后过大，疑似压缩炸弹"),
    ("压缩比异常", hostile.squeezed_document, "的压缩比异常，疑似压缩炸弹"),
    ("大小造假", hostile.forged_document, "与压缩包里登记的大小或校验值不符"),
    ("图片炸弹", hostile.media_bomb, "解压后过大，疑似压缩炸弹"),
    ("元素过多", hostile.many_elements, "XML 元素超过 1500000 个"),
    ("部件过多", hostile.many_parts, "部件超过 5000 个"),
    ("嵌套过深", lambda: hostile.deep("sdtContent", 3000), "嵌套超过 255 层"),
    ("嵌套 256 层", lambda: hostile.deep("smartTag", 256), "嵌套超过 255 层"),
    ("文字过长", hostile.long_text, "有一段文字超过"),
    ("属性过长", hostile.long_attribute, "有一段文字超过"),
    ("同名部件", hostile.twice_the_document, "有两个同名部件“word/document.xml”"),
    ("大小写不同的同名部件", hostile.same_name_in_capitals, "有两个同名部件"),
    ("加密部件", hostile.encrypted_entry, "已加密，请取消密码"),
    ("别的压缩方式", hostile.bzipped, "Word 不支持的压缩方式"),
    ("校验值不符", hostile.wrong_checksum, "与压缩包里登记的大小或校验值不符"),
    ("压缩流损坏", hostile.broken_stream, "与压缩包里登记的大小或校验值不符"),
    ("截断", hostile.truncated, "文件不完整"),
    ("目录损坏", hostile.broken_directory, "压缩包目录无法读取"),
    ("缺正文", hostile.without_main_part, "缺少正文部件"),
    ("标签不配对", hostile.not_well_formed, "XML 无法解析"),
    ("不是 UTF-8", hostile.not_utf8, "XML 无法解析"),
    ("声明 GBK", hostile.gbk_declared, "Word 文档不允许的编码"),
    ("Excel", hostile.excel, "一个 Excel 工作簿，不是 Word 文档"),
    ("PowerPoint", hostile.powerpoint, "一个 PowerPoint 演示文稿，不是 Word 文档"),
    ("OpenDocument", hostile.opendocument, "一个 OpenDocument 文档"),
    ("普通压缩包", hostile.ordinary_zip, "里面没有 Word 文档"),
    ("Java 程序包", hostile.jar, "一个 Java 程序包"),
    ("空压缩包", hostile.empty_zip, "里面没有 Word 文档"),
]

# name, content, phrase
FOREIGN: list[tuple[str, bytes, str]] = [
    ("空.docx", b"", "文件是空的"),
    ("空.txt", b"", "文件是空的"),
    ("加密.docx", hostile.ole("EncryptionInfo", "EncryptedPackage"), "需要密码才能打开"),
    ("旧.doc", hostile.ole("WordDocument", "1Table"), "旧版 Word 的 .doc 格式，暂不支持"),
    ("旧.docx", hostile.ole("WordDocument", "1Table"), "虽然扩展名是 .docx"),
    ("旧.wps", hostile.ole("WordDocument"), "WPS 文字的 .wps 格式"),
    ("旧.xls", hostile.ole("Workbook"), "旧版 Excel 的 .xls 格式"),
    ("旧.ppt", hostile.ole("PowerPoint Document"), "旧版 PowerPoint 的 .ppt 格式"),
    ("旧.msg", hostile.ole("__substg1.0_0037001F"), "旧版 Office 的二进制格式"),
    ("扫描.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "这是 PDF 文件，暂不支持"),
    ("扫描.docx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "这是 PDF 文件，暂不支持"),
    ("合同.rtf", rb"{\rtf1\ansi\deff0 {\fonttbl}}", "这是 RTF 文件，暂不支持"),
    ("合同.doc", rb"{\rtf1\ansi\deff0 {\fonttbl}}", "这是 RTF 文件，暂不支持"),
    ("网页.html", b"<!DOCTYPE html><html><body>x</body></html>", "这是网页（HTML）文件，暂不支持"),
    ("网页.doc", b"\xef\xbb\xbf\r\n<html xmlns:o='x'><body>x</body></html>", "这是网页（HTML）文件，暂不支持"),
    ("网页.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "单文件网页"),
    ("旧.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "这是 Word XML 文件"),
    ("数据.xml", b'<?xml version="1.0"?><x/>', "这是 XML 文件"),
    ("图.docx", PNG, "图片里的文字无法审查"),
    ("图.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "图片里的文字无法审查"),
    ("包.docx", b"Rar!\x1a\x07\x01\0", "请先解压"),
    ("包.gz", b"\x1f\x8b\x08\0", "请先解压"),
    ("程序.docx", b"\x7fELF\x02\x01\x01" + b"\0" * 20, "这是程序文件"),
    ("文本.docx", "第一条 服务内容".encode(), "扩展名是 .docx，内容却不是 Word 文档"),
    ("文本.pdf", "第一条 服务内容".encode(), "暂不支持 PDF 文件"),
    ("文本.xyz", "第一条 服务内容".encode(), "暂不支持 .xyz 格式"),
    ("乱.txt", bytes(range(256)) * 8, "不是纯文本"),
    ("控制.txt", "第一条\x1b[31m服务内容".encode(), "不是纯文本"),
    ("空字节.txt", b"abc\0def\0\0\0\0\0ghi", "不是纯文本"),
    ("乱码.txt", "第一条 服务内容".encode()[:-1], "无法识别文字编码"),
    (
        "日文.txt",
        ("本契約は、甲が乙に対し業務を委託し、乙はこれを受託する。" * 3).encode("shift_jis"),
        "无法识别文字编码",
    ),
]


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data, name)
    assert caught.value.exit_code == 3
    return str(caught.value)


def check_sentence(sentence: str, name: str, phrase: str) -> None:
    assert phrase in sentence
    assert sentence.startswith(f"{name}：")
    assert "\n" not in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize(("name", "build", "phrase"), PACKAGES, ids=[name for name, _, _ in PACKAGES])
def test_a_bad_package_is_refused_with_its_sentence(name: str, build: Callable[[], bytes], phrase: str) -> None:
    file = f"{name}.docx"
    check_sentence(refusal(build(), file), file, phrase)


@pytest.mark.parametrize(("name", "data", "phrase"), FOREIGN, ids=[name for name, _, _ in FOREIGN])
def test_what_is_not_read_is_named(name: str, data: bytes, phrase: str) -> None:
    check_sentence(refusal(data, name), name, phrase)


def test_the_honest_file_beside_them_is_read() -> None:
    assert "技术服务合同" in read(hostile.word(), "合同.docx").text


def test_a_word_file_is_read_whatever_its_name_says() -> None:
    for name in ("合同.doc", "合同.txt", "合同", "合同.DOCX", ""):
        assert "技术服务合同" in read(hostile.word(), name).text


def test_a_package_in_utf16_is_read() -> None:
    text = hostile.document(hostile.paragraph("技术服务合同")).replace("UTF-8", "UTF-16")
    assert "技术服务合同" in read(hostile.with_main(text.encode("utf-16")), "合同.docx").text


def test_pictures_are_never_inflated() -> None:
    assert "技术服务合同" in read(hostile.hidden_media_bomb(), "合同.docx").text


@pytest.mark.parametrize("levels", [100, 200, 240])
def test_nesting_below_the_limit_is_read(levels: int) -> None:
    assert "深" in read(hostile.deep("smartTag", levels), "深.docx").text


def test_limits_are_the_callers() -> None:
    small = Limits(file_bytes=100, text=10, lines=3)
    with pytest.raises(UnreadableFile, match="文件超过"):
        read(b"x" * 101, "a.txt", limits=small)
    with pytest.raises(UnreadableFile, match="文字超过"):
        read("合同".encode() * 6, "a.txt", limits=small)
    with pytest.raises(UnreadableFile, match="超过 3 行"):
        read(b"a\nb\nc\nd", "a.txt", limits=small)
    assert read(b"a\nb\nc", "a.txt", limits=small).text == "a\nb\nc"


def test_revisions_must_be_known() -> None:
    with pytest.raises(UsageError, match="accept 或 reject"):
        read(b"x", "a.txt", revisions="both")


def test_every_suffix_of_the_table_is_read() -> None:
    for suffix in READERS:
        data = hostile.word() if suffix.startswith(".do") else "技术服务合同".encode()
        source = read(data, f"合同{suffix}")
        assert "技术服务合同" in source.text
        assert source.path == f"合同{suffix}"


# ---------------------------------------------------------------- on disk


@pytest.mark.parametrize(
    "name", ["-rf.txt", "换\n行.txt", "😀 合同（终稿）.txt", "a b'c\"d.txt", ".txt", "合同 v1.2", "合同."]
)
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("第一条 服务内容", encoding="utf-8")
    source = read_path(tmp_path / name)
    assert source.text == "第一条 服务内容"
    assert source.path == str(tmp_path / name)


def test_a_name_never_breaks_the_line_of_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "换\n行\x1b[31m.docx"
    path.write_bytes(b"")
    with pytest.raises(UnreadableFile) as caught:
        read_path(path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("没有.docx", "找不到文件"),
        ("文件夹.docx", "这是一个文件夹"),
        ("文本.txt/里面.docx", "找不到文件"),
        ("长" * 300 + ".docx", "文件名过长"),
        ("环.docx", "符号链接循环"),
        ("管道.docx", "不是普通文件"),
        ("零\0.docx", "不允许的字符"),
    ],
)
def test_what_cannot_be_opened_is_told_apart(tmp_path: Path, name: str, phrase: str) -> None:
    (tmp_path / "文件夹.docx").mkdir()
    (tmp_path / "文本.txt").write_text("合同", encoding="utf-8")
    (tmp_path / "环.docx").symlink_to(tmp_path / "环.docx")
    os.mkfifo(tmp_path / "管道.docx")
    with pytest.raises(UnreadableFile, match=phrase) as caught:
        read_path(f"{tmp_path}/{name}")
    assert str(caught.value).count("。") == 1


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "密.docx").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile, match="没有读取权限"):
        read_path(tmp_path / "密.docx")


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    (tmp_path / "坏.docx").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(UnreadableFile, match="读取文件时出错"):
        read_path(tmp_path / "坏.docx")


# ---------------------------------------------------------------- bounds

SECONDS = 2.0
MEGABYTES = 300

# The reading happens in a process of its own, so that its peak is its own; writing and sockets are watched there.
CHILD = textwrap.dedent(
    """
    import json, os, sys, time
    sys.dont_write_bytecode = True
    from contractlint.errors import UnreadableFile
    from contractlint.readers import read_path
    touched = []
    def watch(event, args):
        if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            touched.append(str(args[0]))
        elif event.startswith(("socket.", "os.mkdir", "os.rename", "tempfile.", "subprocess.", "os.remove")):
            touched.append(event)
    sys.addaudithook(watch)
    start = time.process_time()
    try:
        read_path(sys.argv[1])
        said = ""
    except UnreadableFile as error:
        said = str(error)
    seconds = time.process_time() - start
    peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")][0]
    print(json.dumps([said, seconds, int(peak.split()[1]) // 1024, touched]))
    """
)

WORST: list[tuple[str, Callable[[], bytes], str]] = [
    *(
        (f"{name}.docx", build, phrase)
        for name, build, phrase in PACKAGES
        if build
        in (
            hostile.big_document,
            hostile.forged_document,
            hostile.squeezed_document,
            hostile.media_bomb,
            hostile.many_elements,
            hostile.many_parts,
            hostile.long_text,
            hostile.laughs,
            hostile.external_entity,
            hostile.parameter_entity,
        )
    ),
    ("图片.docx", hostile.hidden_media_bomb, ""),
    ("长.txt", lambda: b"a" * 90_000_000, "文字超过"),
    ("行.txt", lambda: b"a\n" * 1_000_000, "行，超出"),
    ("表.txt", lambda: (b"a|" * 40 + b"\n") * 30_000, "单元格超过"),
    ("表.md", lambda: b"|a" * 40 + b"|\n" + b"|-" * 40 + b"|\n" + (b"|a" * 40 + b"|\n") * 30_000, "单元格超过"),
    ("括号.md", lambda: (b"[" * 90_000 + b"\n") * 5, ""),
    ("星号.md", lambda: (b"**a " * 22_000 + b"\n") * 5, ""),
    ("反引号.md", lambda: (b"`a``b" * 18_000 + b"\n") * 5, ""),
    ("一行.md", lambda: b"*a* " * 1_000_000, ""),
    ("注释.md", lambda: b"<!--" * 250_000, ""),
    ("标签.md", lambda: (b"<b>" * 30_000 + b"\n") * 5, ""),
    ("链接.md", lambda: (b"[a](b" * 18_000 + b"\n") * 5, ""),
    ("空白.txt", lambda: b" " * 1_000_000 + b"x", ""),
    ("线.txt", lambda: b"_" * 1_000_000 + b"x", ""),
]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize(("name", "build", "phrase"), WORST, ids=[name for name, _, _ in WORST])
def test_time_and_memory_are_bounded_and_nothing_is_written(
    tmp_path: Path, name: str, build: Callable[[], bytes], phrase: str
) -> None:
    path = tmp_path / name
    path.write_bytes(build())
    before = sorted(tmp_path.iterdir())
    result = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    said, seconds, peak, touched = json.loads(result.stdout)
    assert phrase in said
    assert bool(said) == bool(phrase)
    assert peak < MEGABYTES
    assert touched == []
    assert seconds < SECONDS
    assert sorted(tmp_path.iterdir()) == before


# ---------------------------------------------------------------- anything at all


@given(data=st.binary(max_size=300), suffix=st.sampled_from([*READERS, "", ".doc", ".pdf"]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    read_or_refuse(data, f"a{suffix}")


@given(
    start=st.sampled_from([b"PK\x03\x04", b"%PDF", hostile.OLE, b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml "]),
    data=st.binary(max_size=300),
)
def test_any_bytes_behind_a_signature_are_read_or_refused(start: bytes, data: bytes) -> None:
    read_or_refuse(start + data, "a.docx")


@given(places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_package_with_bytes_changed_is_read_or_refused(places: list[tuple[int, int]]) -> None:
    data = bytearray(HONEST)
    for place, value in places:
        data[place % len(data)] = value
    read_or_refuse(bytes(data), "a.docx")


@given(
    part=st.sampled_from(["[Content_Types].xml", "_rels/.rels", "word/document.xml"]),
    places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_a_part_with_bytes_changed_is_read_or_refused(part: str, places: list[tuple[int, int]]) -> None:
    parts = hostile.parts()
    data = bytearray(parts[part])
    for place, value in places:
        data[place % len(data)] = value
    read_or_refuse(hostile.zipped(parts | {part: bytes(data)}), "a.docx")


HONEST = hostile.word(hostile.paragraph("技术服务合同") * 3)


def read_or_refuse(data: bytes, name: str) -> None:
    try:
        said = read(data, name).text
    except UnreadableFile as error:
        said = ""
        sentence = str(error)
    else:
        sentence = "。"
    assert "\r" not in said
    assert "\n" not in sentence
    assert sentence.endswith("。")
