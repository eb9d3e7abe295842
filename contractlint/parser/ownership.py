"""Whose caption is it: the entries of a form sorted into blocks, each of one party."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field

from contractlint.dataclass import dataclass
from contractlint.model import Annex
from contractlint.parser.captions import CLIENT, FUNCTIONS, PROVIDER, Caption, title_roles
from contractlint.parser.entries import Entry
from contractlint.parser.forms import Form, read_form
from contractlint.parser.pieces import CellPlace, Piece
from contractlint.regex import compile_regex
from contractlint.text import SourceText

_CLAUSE = compile_regex(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]{1,5}[条章节]|[一二三四五六七八九十]{1,3}[、.．]|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}[、.． ])"
)
_ABOUT = (
    "账户|账号|帐户|帐号|银行信息|开户|开票|发票信息|联系方式|联系信息|联系人|联络|通讯|通知方式|通知地址|送达|"
    "接收|收件|"
    "基本信息|单位信息|信息如下"
)
_INVOICE = compile_regex("开票信息|发票信息|购买方信息|开票资料|发票抬头")
_COLLECTING = compile_regex("收款|汇入|付至|支付至|转入|汇至|打入|[下列以如指定]{1,2}(?:银行)?[账帐]户|[账帐]户信息")
_PAID_TO = compile_regex("[付汇转划打支][至到入给向]|支付[至到入给]")
_BANKING = frozenset(("bank", "account", "account_name"))
_HEADING_KEYS = frozenset(("account", "phone", "address", "contact"))
_SIGNING_HEADING = compile_regex("签字|签署|盖章|签章|无正文|签名")
_SIGNED_VALUE = compile_regex("（[^（）]{0,12}(?:章|签字|签名)[^（）]{0,12}）")
_ADDRESSING = compile_regex("如?致|送达|发给|收件人")
_FEW = 3
_NEAR = 600
_PROSE = 25
_CLOSING_PROSE = 40
_STOPS = compile_regex("[。：，]")
_ABOUT_PARTY = compile_regex(_ABOUT)


@dataclass(frozen=True, slots=True)
class Roles:
    """Which role a word for a party has in this text; ``provider`` and ``client`` are the letters of the two sides."""

    of_title: Mapping[str, str]
    provider: str = PROVIDER
    client: str = CLIENT

    def of(self, caption: Caption) -> str:
        """The role of the party a caption names, or nothing."""
        if caption.letter:
            return caption.letter
        return next((role for title in caption.titles if (role := self.of_title.get(title))), "")


@dataclass(slots=True, eq=False)
class Block:
    """The entries of one party that stand together; ``head`` is the caption with its name, where there is one."""

    role: str
    head: Entry | None
    prose: int
    """How many running paragraphs stand before it."""
    invoice: bool = False
    """Stands under a heading about invoices: the name in it is no party's signature."""
    entries: list[Entry] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.head.label.start if self.head is not None else self.entries[0].label.start

    @property
    def end(self) -> int:
        """Where its last value or caption ends."""
        every = [*self.entries, *([self.head] if self.head is not None else [])]
        return max(max(entry.label.end, entry.value.end) for entry in every)


def roles_in(entries: Sequence[Entry]) -> Roles:
    """The roles of all titles a text uses: letters as printed, other words by what the party does."""
    named = [entry.caption for entry in entries if entry.caption.titles]
    aliases: dict[str, str] = {}
    for caption in named:
        for title in caption.titles:
            if caption.letter and title in FUNCTIONS:
                aliases.setdefault(title, caption.letter)
    provider = next((role for title, role in aliases.items() if FUNCTIONS[title] == PROVIDER), "")
    client = next((role for title, role in aliases.items() if FUNCTIONS[title] == CLIENT and role != provider), "")
    if not provider:
        provider = CLIENT if client == PROVIDER else PROVIDER
    if not client:
        client = PROVIDER if provider == CLIENT else CLIENT
    roles = dict(aliases)
    sides = {CLIENT: client, PROVIDER: provider}
    taken = set(aliases.values())
    for caption in named:
        for title in caption.titles:
            # 用户 is nobody's title where the text has already given another one to 甲方.
            if title in FUNCTIONS and title not in roles and sides.get(title_roles(title)) not in taken:
                roles[title] = sides.get(title_roles(title), title_roles(title))
    return Roles(roles, provider, client)


def blocks_in(source: SourceText) -> tuple[Roles, tuple[Block, ...]]:
    """Whom the words for parties mean in a text, and its blocks."""
    known: tuple[Roles, tuple[Block, ...]] | None = source.derived.get(blocks_in)
    if known is None:
        form = read_form(source)
        roles = roles_in(form.entries)
        known = source.derived[blocks_in] = roles, blocks_of(form, roles)
    return known


def blocks_of(form: Form, roles: Roles) -> tuple[Block, ...]:
    """All blocks in order of their first entry; captions that belong to nobody are left out."""
    by_piece: dict[int, list[Entry]] = {}
    for entry in form.entries:
        by_piece.setdefault(entry.piece, []).append(entry)
    headed = _headed_columns(form.entries, roles)
    in_cell: dict[CellPlace, str] = {}
    subject = compile_regex(
        rf"({'|'.join(sorted(('[甲乙丙丁]方', *map(re.escape, roles.of_title)), key=len, reverse=True))})"
        rf"[^。；\n方]{{0,16}}?(?:{_ABOUT})"
    )
    blocks: list[Block] = []
    current: dict[str, Block] = {}
    owner, heading, prose = "", "", 0
    columns: tuple[tuple[int, str], ...] = ()
    for index, piece in enumerate(form.pieces):
        here = by_piece.get(index, [])
        before = piece.text if not here else piece.text[: here[0].offset]
        if before.strip():
            prose += _is_prose(before)
            named = _subject(subject, before, roles)
            if named or _closes(before) or (here and not here[0].caption.titles and _STOPS.search(before)):
                owner, columns, current = named, (), {}
            heading = _last_phrase(before.rstrip(" 。；"))
        sides = _sides(here, columns)
        for entry in here:
            caption = entry.caption
            role = roles.of(caption)
            if not caption.is_party and _is_heading(entry, form, by_piece, titled=bool(role)):
                heading = entry.label.of(form.text)
                if role:
                    owner, columns, current = role, (), {}
                continue
            if caption.is_party and _ADDRESSING.match(entry.label.of(form.text)):
                # 致甲方： above an address: whom a notice goes to, and nobody's name.
                owner, current = role, {}
                continue
            if caption.is_party:
                owner = role
                if role:
                    current[role] = Block(role, entry, prose)
                    blocks.append(current[role])
                    if entry.cell is not None:
                        in_cell[entry.cell] = role
                continue
            if role:
                owner = role
            else:
                role = _role(entry, in_cell, headed, sides, owner, roles, heading)
            if not role:
                continue
            if role not in current:
                current[role] = Block(role, None, prose, bool(_INVOICE.search(heading)))
                blocks.append(current[role])
            current[role].entries.append(entry)
        opened = [
            (entry.column, role) for entry in here if entry.caption.is_party and (role := roles.of(entry.caption))
        ]
        if opened:
            columns = tuple(opened) if len({role for _, role in opened}) > 1 else ()
    return tuple(blocks)


def signing_blocks(form: Form, blocks: Sequence[Block], annexes: Sequence[Annex]) -> tuple[Block, ...]:
    """The blocks in which a party signs.

    Words for a seal or a signature say so; so do a date behind the running text, and the end of the text itself where
    the party has been named before.
    """
    borders = sorted(annex.span.start for annex in annexes)
    prose = [piece.start for piece in _prose_pieces(form)]
    found: set[int] = set()
    named: set[str] = set()
    for number, block in enumerate(blocks):
        if block.head is None or block.invoice:
            continue
        every = [block.head, *block.entries]
        keys = {key for entry in every for key in entry.caption.keys}
        late = block.prose >= _FEW
        border = bisect_right(borders, block.start)
        limit = borders[border] if border < len(borders) else len(form.text)
        following = bisect_right(prose, block.end)
        last = following == len(prose) or prose[following] >= limit
        if (
            any(entry.caption.signing for entry in every)
            or _SIGNED_VALUE.search(block.head.value.of(form.text)) is not None
            or "sign" in keys
            or (late and "date" in keys and last)
            or (late and last and (block.role in named or _under_signing_heading(form, block)))
        ):
            found.add(number)
        named.add(block.role)
    return tuple(
        block for number, block in enumerate(blocks) if number in found or _beside_signing(blocks, number, found)
    )


def _beside_signing(blocks: Sequence[Block], number: int, found: set[int]) -> bool:
    """Whether a block stands next to one where the other party signs, with nothing running between."""
    block = blocks[number]
    if block.head is None or block.prose < _FEW:
        return False
    return any(
        other in found
        and 0 <= other < len(blocks)
        and blocks[other].prose == block.prose
        and abs(blocks[other].start - block.start) < _NEAR
        for other in (number - 2, number - 1, number + 1, number + 2)
    )


def _prose_pieces(form: Form) -> list[Piece]:
    captioned = {entry.piece for entry in form.entries}
    return [piece for index, piece in enumerate(form.pieces) if index not in captioned and _is_prose(piece.text)]


def _under_signing_heading(form: Form, block: Block) -> bool:
    if block.head is None:
        return False
    before = form.pieces[max(0, block.head.piece - 3) : block.head.piece]
    return any(len(piece.text.strip()) <= 30 and _SIGNING_HEADING.search(piece.text) for piece in before)


def _role(
    entry: Entry,
    in_cell: Mapping[CellPlace, str],
    headed: Mapping[int, Sequence[tuple[int, tuple[tuple[int, str], ...]]]],
    sides: Mapping[int, str],
    owner: str,
    roles: Roles,
    heading: str,
) -> str:
    """Whose an entry is that names nobody: by its cell, its column, the text before it, or what money flows for."""
    if entry.cell is not None:
        if entry.cell in in_cell:
            return in_cell[entry.cell]
        rows = headed.get(entry.cell[0], ())
        above = bisect_right(rows, entry.cell[1], key=lambda one: one[0])
        if above and rows[above - 1][1]:
            before = [role for column, role in rows[above - 1][1] if column <= entry.cell[2]]
            return before[-1] if before else ""
    if entry.label.start in sides:
        return sides[entry.label.start]
    if owner:
        return owner
    if _INVOICE.search(heading):
        return roles.client
    if _BANKING.intersection(entry.caption.keys) and _COLLECTING.search(heading):
        return roles.provider
    return ""


def _is_heading(entry: Entry, form: Form, by_piece: Mapping[int, Sequence[Entry]], *, titled: bool) -> bool:
    """乙方指定收款账号： and （1）甲方联系方式 with the fields below: a heading, and no field left blank."""
    here = by_piece[entry.piece]
    if len(entry.value) or entry.caption.signing or entry.caption.keys[0] not in _HEADING_KEYS:
        return False
    if len(here) > 1:
        # 乙方收款账户：户名：… has a colon and nothing between the two captions.
        following = bisect_right(here, entry.offset, key=lambda other: other.offset)
        behind = here[following] if following < len(here) else None
        return behind is not None and behind.label.start <= entry.label.end + 2 and not behind.caption.titles
    if not titled and not _COLLECTING.search(entry.label.of(form.text)):
        return False
    below = by_piece.get(entry.piece + 1, ())
    return bool(below) and not below[0].caption.titles


def _headed_columns(entries: Sequence[Entry], roles: Roles) -> dict[int, list[tuple[int, tuple[tuple[int, str], ...]]]]:
    """For each table the rows that name parties, with their columns; no columns where a row names only one."""
    rows: dict[tuple[int, int], dict[int, str]] = {}
    for entry in entries:
        if entry.cell is not None and entry.caption.is_party and (role := roles.of(entry.caption)):
            number, row, column = entry.cell
            rows.setdefault((number, row), {}).setdefault(column, role)
    found: dict[int, list[tuple[int, tuple[tuple[int, str], ...]]]] = {}
    for (number, row), columns in sorted(rows.items()):
        side_by_side = tuple(sorted(columns.items())) if len(set(columns.values())) > 1 else ()
        found.setdefault(number, []).append((row, side_by_side))
    return found


def _sides(here: Sequence[Entry], columns: Sequence[tuple[int, str]]) -> dict[int, str]:
    """For a line below two parties side by side: the role of each entry, by the place of its caption."""
    free = [entry for entry in here if not entry.caption.titles]
    if not columns or not free or any(entry.caption.is_party for entry in here):
        return {}
    keys = [key for entry in free for key in entry.caption.keys]
    if len(set(keys)) == len(keys):
        return {entry.label.start: min(columns, key=lambda one: abs(one[0] - entry.column))[1] for entry in free}
    found: dict[int, str] = {}
    side, seen = 0, set[str]()
    for entry in free:
        if seen.intersection(entry.caption.keys):
            side, seen = min(side + 1, len(columns) - 1), set()
        seen.update(entry.caption.keys)
        found[entry.label.start] = columns[side][1]
    return found


def _subject(pattern: re.Pattern[str], text: str, roles: Roles) -> str:
    """Whom a heading is about: 乙方指定收款账户, 甲方开票信息如下."""
    found: re.Match[str] | None = None
    phrase = _last_phrase(text.rstrip(" ：。；"))
    if _ABOUT_PARTY.search(phrase) is None:
        return ""
    for match in pattern.finditer(phrase):
        found = match
    if found is None:
        return ""
    title = found[1]
    if _PAID_TO.search(found[0]):
        return roles.provider
    return title[0] if title[0] in "甲乙丙丁" and title[1] == "方" else roles.of_title.get(title, "")


def _last_phrase(text: str) -> str:
    """What stands behind the last 。 or ；."""
    return text[max(text.rfind("。"), text.rfind("；")) + 1 :]


def _is_prose(text: str) -> bool:
    text = text.strip()
    return (len(text) >= _PROSE and _pauses(text)) or _CLAUSE.match(text) is not None


def _pauses(text: str) -> bool:
    return "，" in text or "。" in text or "；" in text


def _closes(text: str) -> bool:
    """Whether a line ends what stands before it: a clause, a sentence, a long line."""
    text = text.strip()
    return (
        text.endswith("。")
        or (len(text) >= _CLOSING_PROSE and _pauses(text))
        or _CLAUSE.match(text) is not None
        or text.startswith(("鉴于", "根据", "为了", "依据", "本合同", "本协议"))
    )
