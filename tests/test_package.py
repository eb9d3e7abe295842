"""The door of the zip package: what is found in an honest one, whatever it calls its parts."""

from __future__ import annotations

import dataclasses
import zipfile

import pytest

import tests.hostile_files as hostile
from contractlint.errors import UnreadableFile
from contractlint.readers.limits import Limits
from contractlint.readers.package import Package, open_package, parse_xml, shown

PREFIX = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def package(changes: dict[str, str]) -> Package:
    """An honest package with parts replaced or added."""
    return open_package(hostile.zipped(hostile.parts() | {name: text.encode() for name, text in changes.items()}))


def test_an_honest_package() -> None:
    opened = open_package(hostile.word())
    assert opened.main == "word/document.xml"
    assert opened.names == ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    assert opened.part("word/document.xml") == hostile.parts()["word/document.xml"]
    assert opened.part("word/styles.xml") is None
    assert opened.xml("word/styles.xml") is None
    assert opened.content_type(opened.main) == hostile.MAIN_TYPE
    assert opened.content_type("word/unknown.xml") == "application/xml"
    assert opened.content_type("word/unknown.bin") == ""


@pytest.mark.parametrize(
    "kind",
    [
        f"{PREFIX}document.main+xml",
        f"{PREFIX}template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_documents_and_templates_with_and_without_macros(kind: str) -> None:
    assert open_package(hostile.zipped(hostile.parts(kind=kind))).main == "word/document.xml"


def test_the_main_part_may_have_any_name_and_place() -> None:
    entries = hostile.parts(main="inhalt/haupt1.xml")
    assert open_package(hostile.zipped(entries)).main == "inhalt/haupt1.xml"
    entries["_rels/.rels"] = hostile.relationships(("rId1", "officeDocument", "/inhalt/haupt1.xml")).encode()
    assert open_package(hostile.zipped(entries)).main == "inhalt/haupt1.xml"


def test_without_content_types_the_root_element_decides() -> None:
    entries = hostile.parts()
    del entries["[Content_Types].xml"]
    assert open_package(hostile.zipped(entries)).main == "word/document.xml"
    with pytest.raises(UnreadableFile, match="没有 Word 文档"):
        open_package(hostile.zipped(entries | {"word/document.xml": b"<x/>"}))


def test_names_are_found_in_any_case_and_spelling() -> None:
    entries = hostile.parts()
    entries["Word/Document.xml"] = entries.pop("word/document.xml")
    opened = open_package(hostile.zipped(entries))
    assert opened.main == "Word/Document.xml"
    assert opened.part("/word/DOCUMENT.xml") == entries["Word/Document.xml"]
    backslashes = {name.replace("/", "\\"): data for name, data in hostile.parts().items()}
    assert open_package(hostile.zipped(backslashes)).part("word/document.xml") is not None


def test_relationships_are_resolved_and_dropped() -> None:
    rels = hostile.relationships(
        ("rId1", "styles", "styles.xml"),
        ("rId2", "header", "/word/header1.xml"),
        ("rId3", "customXml", "../customXml/item1.xml"),
        ("rId4", "image", "NULL"),
        ("rId5", "image", "../../../../etc/passwd"),
        ("rId6", "hyperlink", "#_top"),
        ("rId7", "footer", "%E9%A1%B5%E8%84%9A.xml"),
        ("rId8", "image", "media\\image1.png"),
        external="https://example.com/",
    )
    opened = package(
        {
            "word/_rels/document.xml.rels": rels,
            "word/styles.xml": "<x/>",
            "word/header1.xml": "<x/>",
            "customXml/item1.xml": "<x/>",
            "word/页脚.xml": "<x/>",
            "word/media/image1.png": "",
        }
    )
    assert opened.related(opened.main) == {
        "rId1": ("styles", "word/styles.xml"),
        "rId2": ("header", "word/header1.xml"),
        "rId3": ("customXml", "customXml/item1.xml"),
        "rId7": ("footer", "word/页脚.xml"),
        "rId8": ("image", "word/media/image1.png"),
    }
    assert opened.dangling(opened.main) == ("NULL", "../../../../etc/passwd")
    assert opened.related("word/styles.xml") == {}


def test_strict_names_become_transitional() -> None:
    strict = hostile.document(hostile.paragraph("合同")).replace(
        hostile.W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    rels = hostile.relationships(("rId1", "officeDocument", "word/document.xml")).replace(
        hostile.OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    opened = package({"_rels/.rels": rels, "word/document.xml": strict})
    root = opened.xml(opened.main)
    assert root is not None
    assert root.tag == f"{{{hostile.W}}}document"
    assert "".join(root.itertext()) == "合同"
    assert opened.related("") == {"rId1": ("officeDocument", "word/document.xml")}


def test_strict_names_in_the_text_stay() -> None:
    link = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    root = parse_xml(f"<t a='{link}'>见 {link}</t>".encode())
    assert root.text == f"见 {link}"
    assert root.get("a") == hostile.W


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_packages(encoding: str) -> None:
    name = "UTF-16" if "16" in encoding else "utf-8"
    assert parse_xml(f'<?xml version="1.0" encoding="{name}"?><a>甲方</a>'.encode(encoding)).text == "甲方"


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be", "utf-7", "cp037", "utf-16"])
def test_a_dtd_is_refused_in_whatever_clothes(encoding: str) -> None:
    for declared in ("", f'<?xml version="1.0" encoding="{encoding}"?>', '<?xml version="1.0" encoding="UTF-8"?>'):
        with pytest.raises(UnreadableFile):
            parse_xml(f'{declared}<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode(encoding))


def test_a_declaration_too_long_to_look_at_cannot_change_the_encoding() -> None:
    hidden = "+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-"
    with pytest.raises(UnreadableFile):
        parse_xml(f'<?xml version="1.0"{" " * 1000}encoding="UTF-7"?>{hidden}'.encode())


def test_limits_of_one_part() -> None:
    small = Limits(elements=10, text_node=100)
    assert len(parse_xml(b"<a>" + b"<b/>" * 9 + b"</a>", small)) == 9
    with pytest.raises(UnreadableFile, match="元素超过 10 个"):
        parse_xml(b"<a>" + b"<b/>" * 10 + b"</a>", small)
    assert parse_xml(b"<a>" + b"x" * 95 + b"</a>", small).text == "x" * 95
    with pytest.raises(UnreadableFile, match="有一段文字超过 100 字节"):
        parse_xml(b"<a>" + b"x" * 105 + b"</a>", small)
    with pytest.raises(UnreadableFile, match="有一段文字超过 100 字节"):
        parse_xml(b"<a><b/>" + b"x" * 300 + b"<b/></a>", small)


def test_limits_of_the_package() -> None:
    data = hostile.zipped(hostile.parts() | {"word/media/image1.png": b"\0" * 5000})
    honest = dataclasses.replace(Limits(), parts=4)
    assert open_package(data, honest).main
    with pytest.raises(UnreadableFile, match="部件超过 3 个"):
        open_package(data, dataclasses.replace(honest, parts=3))
    with pytest.raises(UnreadableFile, match="解压后过大"):
        open_package(data, dataclasses.replace(honest, declared_bytes=5000))
    with pytest.raises(UnreadableFile, match="解压后过大"):
        open_package(data, dataclasses.replace(honest, read_bytes=500))
    with pytest.raises(UnreadableFile, match="解压后过大"):
        open_package(data, dataclasses.replace(honest, part_bytes=100))
    with pytest.raises(UnreadableFile, match="文件超过 0 MB"):
        open_package(data, dataclasses.replace(honest, file_bytes=100))


def test_everything_is_checked_on_request() -> None:
    honest = open_package(hostile.zipped(hostile.parts() | {"word/media/image1.png": b"\x89PNG" * 1000}))
    honest.check_everything()
    lying = open_package(hostile.hidden_media_bomb())
    with pytest.raises(UnreadableFile, match="登记的大小"):
        lying.check_everything()


def test_a_stored_package_is_read() -> None:
    assert open_package(hostile.zipped(hostile.parts(), zipfile.ZIP_STORED)).main == "word/document.xml"


def test_entries_that_are_folders_are_no_parts() -> None:
    assert "word/" not in open_package(hostile.zipped(hostile.parts() | {"word/": b""})).names


def test_names_are_fit_to_be_shown() -> None:
    assert shown("合同.docx") == "合同.docx"
    assert shown("a\nb\x1b[0m\u202e") == "a\ufffdb\ufffd[0m\ufffd"
    assert len(shown("长" * 5000)) < 130
