"""Files that want to do harm or cannot be read, each built in memory by a function of its own."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def document(body: str) -> str:
    return f'{DECLARATION}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def content_types(main: str = "word/document.xml", kind: str = MAIN_TYPE) -> str:
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def relationships(*entries: tuple[str, str, str], external: str = "") -> str:
    """``(id, last segment of the type, target)``; ``external`` adds one that leaves the package."""
    inner = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in entries)
    if external:
        inner += f'<Relationship Id="rIdX" Type="{OFFICE}/hyperlink" Target="{external}" TargetMode="External"/>'
    return (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def parts(body: str = "", main: str = "word/document.xml", kind: str = MAIN_TYPE) -> dict[str, bytes]:
    """The three parts no Word file can do without."""
    return {
        "[Content_Types].xml": content_types(main, kind).encode(),
        "_rels/.rels": relationships(("rId1", "officeDocument", main)).encode(),
        main: document(body or paragraph("技术服务合同")).encode(),
    }


def zipped(entries: dict[str, bytes] | list[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in entries.items() if isinstance(entries, dict) else entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def word(body: str = "") -> bytes:
    """A small honest .docx."""
    return zipped(parts(body))


def zeros(name: str, inflated: int, pattern: bytes = b"\0") -> tuple[str, bytes, int]:
    """A raw deflate stream of ``inflated`` bytes, made without holding them: ``(name, packed, checksum)``."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = (pattern * (1024 * 1024 // len(pattern) + 1))[: 1024 * 1024]
    packed: list[bytes] = []
    checksum = 0
    for _ in range(inflated // len(chunk)):
        packed.append(packer.compress(chunk))
        checksum = zlib.crc32(chunk, checksum)
    packed.append(packer.flush())
    return name, b"".join(packed), checksum


def raw_zip(entries: list[tuple[str, bytes, int, int, int]]) -> bytes:
    """A zip by hand: ``(name, packed, checksum, declared size, flags)``, all deflated. Lets the directory lie."""
    body = b""
    directory = b""
    for name, packed, checksum, declared, flags in entries:
        encoded = name.encode()
        fields = (20, flags, 8, 0, 33, checksum, len(packed), declared & 0xFFFFFFFF, len(encoded))
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, *fields[:5], *fields[5:], 0, 0, 0, 0, 0, len(body))
        directory += encoded
        body += struct.pack("<4s5H3I2H", b"PK\3\4", *fields, 0) + encoded + packed
    count = len(entries)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def deflated(name: str, data: bytes, declared: int | None = None, flags: int = 0) -> tuple[str, bytes, int, int, int]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return name, packed, zlib.crc32(data), len(data) if declared is None else declared, flags


def with_bomb(name: str, megabytes: int, declared: int | None = None, pattern: bytes = b"\0") -> bytes:
    """An honest document and one part that inflates to ``megabytes``; the directory may claim another size."""
    entries = [deflated(part, data) for part, data in parts().items() if part != name]
    part, packed, checksum = zeros(name, megabytes * 1024 * 1024, pattern)
    return raw_zip([*entries, (part, packed, checksum, megabytes * 1024 * 1024 if declared is None else declared, 0)])


def big_document() -> bytes:
    """300 MB of running text in the main part, declared as such."""
    return with_bomb("word/document.xml", 300, pattern="合同".encode())


def forged_document() -> bytes:
    """300 MB in the main part, declared as 1,000 bytes."""
    return with_bomb("word/document.xml", 300, declared=1000, pattern="合同".encode())


def squeezed_document() -> bytes:
    """50 MB in the main part, under every limit of size; only its ratio gives it away."""
    return with_bomb("word/document.xml", 50, pattern=b" ")


def media_bomb() -> bytes:
    """A picture of 2 GB, by its directory; it is refused before anybody could see that there is less."""
    return with_bomb("word/media/image1.png", 10, declared=2_000_000_000)


def hidden_media_bomb() -> bytes:
    """A picture of 100 MB, declared as 1,000 bytes: harmless as long as pictures are not inflated."""
    return with_bomb("word/media/image1.png", 100, declared=1000)


def many_elements() -> bytes:
    """Three million empty paragraphs."""
    return with_main(document("#").encode().replace(b"#", b"<w:p/>" * 3_000_000), zipfile.ZIP_STORED)


def many_parts() -> bytes:
    return raw_zip([deflated(f"word/{number}.xml", b"") for number in range(6000)])


def deep(tag: str, levels: int) -> bytes:
    opened = f"<w:{tag}>" * levels
    closed = f"</w:{tag}>" * levels
    return word(f"{opened}{paragraph('深')}{closed}")


def long_text() -> bytes:
    return with_main(document(paragraph("同" * 11_000_000)).encode(), zipfile.ZIP_STORED)


def long_attribute() -> bytes:
    return with_main(document(f'<w:p w:rsidR="{"0" * 11_000_000}"/>').encode(), zipfile.ZIP_STORED)


def with_main(xml: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    return zipped(parts() | {"word/document.xml": xml}, compression)


def external_entity() -> bytes:
    head = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return with_main(document(paragraph("甲方&x;不承担责任")).replace(DECLARATION, DECLARATION + head).encode())


def parameter_entity() -> bytes:
    head = '<!DOCTYPE w:document [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
    return with_main(document(paragraph("甲方")).replace(DECLARATION, DECLARATION + head).encode())


def laughs() -> bytes:
    entities = '<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    head = f"<!DOCTYPE w:document [{entities}]>"
    return with_main(document(paragraph("&j;")).replace(DECLARATION, DECLARATION + head).encode())


def entity_in_utf16() -> bytes:
    head = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w:document [<!ENTITY x "乙方">]>'
    return with_main(document(paragraph("甲方&x;")).replace(DECLARATION, head).encode("utf-16"))


def entity_in_utf7() -> bytes:
    """A DTD written so that no byte of it looks like one."""
    declaration = '<?xml version="1.0" encoding="UTF-7"?>'
    text = document(paragraph("x")).replace(DECLARATION, '<!DOCTYPE w:document [<!ENTITY x "y">]>')
    return with_main((declaration + text.replace("<", "+ADw-").replace("!", "+ACE-")).encode("ascii"))


def entity_in_relationships() -> bytes:
    head = '<!DOCTYPE Relationships [<!ENTITY x "word/document.xml">]>'
    rels = relationships(("rId1", "officeDocument", "&x;")).replace(DECLARATION, DECLARATION + head)
    return zipped(parts() | {"_rels/.rels": rels.encode()})


def twice_the_document() -> bytes:
    """Two main parts of one name: Word and a zip tool may show different ones."""
    entries = [deflated(name, data) for name, data in parts().items()]
    return raw_zip([*entries, deflated("word/document.xml", document(paragraph("另一份")).encode())])


def same_name_in_capitals() -> bytes:
    entries = [deflated(name, data) for name, data in parts().items()]
    return raw_zip([*entries, deflated("WORD/Document.XML", document(paragraph("另一份")).encode())])


def encrypted_entry() -> bytes:
    return raw_zip([deflated(name, data, flags=1) for name, data in parts().items()])


def bzipped() -> bytes:
    return zipped(parts(), zipfile.ZIP_BZIP2)


def wrong_checksum() -> bytes:
    honest = [deflated(name, data) for name, data in parts().items()]
    return raw_zip([(name, packed, checksum ^ 1, size, flags) for name, packed, checksum, size, flags in honest])


def broken_stream() -> bytes:
    honest = [deflated(name, data) for name, data in parts().items()]
    return raw_zip(
        [(name, b"\xff" * len(packed), checksum, size, flags) for name, packed, checksum, size, flags in honest]
    )


def truncated() -> bytes:
    whole = word(paragraph("合同" * 3000))
    return whole[: len(whole) // 2]


def broken_directory() -> bytes:
    whole = word()
    place = whole.index(b"PK\1\2")
    return whole[:place] + b"XX" + whole[place + 2 :]


def without_main_part() -> bytes:
    entries = parts()
    del entries["word/document.xml"]
    return zipped(entries | {"word/styles.xml": b"<x/>"})


def not_well_formed() -> bytes:
    return with_main(document("<w:p>").encode())


def not_utf8() -> bytes:
    return with_main(document(paragraph("合同")).encode("gbk"))


def gbk_declared() -> bytes:
    return with_main(document(paragraph("合同")).replace("UTF-8", "GBK").encode("gbk"))


def excel() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(parts(main="xl/workbook.xml", kind=kind))


def powerpoint() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return zipped(parts(main="ppt/presentation.xml", kind=kind))


def opendocument() -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


def ordinary_zip() -> bytes:
    return zipped({"合同.txt": "合同".encode()})


def jar() -> bytes:
    return zipped({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0", "A.class": b"\xca\xfe\xba\xbe"})


def empty_zip() -> bytes:
    return zipped({})


def ole(*streams: str) -> bytes:
    """As much of an OLE2 file as tells what it is: the header and the names of its streams."""
    return OLE + b"\0" * 504 + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)
