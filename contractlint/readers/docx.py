"""Word files (.docx, .docm, .dotx, .dotm) as text with places."""

from __future__ import annotations

from contractlint.errors import UnreadableFile
from contractlint.readers.limits import Limits
from contractlint.text import SourceText


def read_docx(data: bytes, *, revisions: str = "accept", limits: Limits, path: str = "") -> SourceText:
    """What a person sees in a Word document: body, then footnotes, endnotes, headers and footers as streams.

    ``revisions`` is ``accept`` or ``reject``: the text with all tracked changes accepted or rejected. Raises
    :class:`UnreadableFile` for a file that is no Word document, is damaged, or is unsafe to read.
    """
    from contractlint.hashes import sha256
    from contractlint.readers.broken import with_whole_paragraphs
    from contractlint.readers.drawn import with_drawn_tables
    from contractlint.readers.package import open_package
    from contractlint.readers.word.parts import read_parts
    from contractlint.readers.word.revisions import View

    view = View(accepted=revisions != "reject")
    try:
        reading = read_parts(open_package(data, limits), view, limits.text)
    except RecursionError:
        raise UnreadableFile("文档里的元素一层套一层，嵌套过深，疑似恶意构造，拒绝读取。") from None
    out = reading.out
    source = SourceText(
        text=out.text,
        blocks=tuple(out.blocks),
        tables=tuple(out.tables),
        streams=tuple(out.streams),
        origins=tuple(out.origins),
        omissions=out.omissions,
        revisions=tuple(out.revisions),
        comments=tuple(reading.comments),
        judged="accepted" if view.accepted else "rejected",
        path=path,
        format="docx",
        sha256=sha256(data).hexdigest(),
        images=reading.images,
    )
    return with_whole_paragraphs(with_drawn_tables(source, limits))
