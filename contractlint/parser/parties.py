"""The sides of the agreement: their names, fields, short names, wherever the form puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from contractlint.dataclass import dataclass, replace
from contractlint.model import Annex, Blank, Field, Party
from contractlint.parser.captions import FUNCTIONS, title_roles
from contractlint.parser.fields import KEYS, field_of, is_filled
from contractlint.parser.forms import read_form
from contractlint.parser.mentions import find_mentions
from contractlint.parser.names import is_natural_person, looks_like_person, registered_form, speaks_of_a_person
from contractlint.parser.ownership import Block, blocks_in, signing_blocks
from contractlint.parser.trailing import trailing_fields
from contractlint.regex import compile_regex
from contractlint.text import Found, SourceText, Span

_ORDER = "甲乙丙丁戊己"
_AS_PARTY = (
    r"（(?:[^（）\n]{0,100}[，；、])?(?:以下|下)?(?:统?简?称|称为|"
    r"作为)?(?:为|：)?[“\"'‘「『]?"
    r"(?P<title>[甲乙丙丁]方|[^（）“”「」『』\"，。\s]{2,8}?)[”\"'’」』]?(?:[或、，](?:[“\"'‘「『][^”\"'’」』]{1,12}[”\"'’」』]))?）"
)
_TITLED = compile_regex(_AS_PARTY)
_LONGEST_PREAMBLE = 60
_PREAMBLE = compile_regex(rf"(?P<name>[^，。；：、\n\t“”「」\"《》]{{2,{_LONGEST_PREAMBLE}}}?){_AS_PARTY}")
_PREAMBLE_LEAD = compile_regex(
    r"^(?:[^，。；：]{0,30}?(?:协议|合同|备忘录)(?:由|系由|是由)|由|与|和|及|以及|同|为|系|鉴于|兹有|双方即|即)?"
    rf"(?:(?:[甲乙丙丁]方|{'|'.join(FUNCTIONS)})[：]?)?"
)
_LINE_NAME = compile_regex(
    r"[ \t]*(?:[（(]?(?:\d{1,2}|[一二三四五六a-zA-Z])[）)、.． ] ?)?(?P<name>[^，。；：、\n\t“”「」\"《》]{4,60})，"
)
_DESCRIBED = compile_regex("一家|(?:统一)?社会信用代码|注册地|住所|系|是一家")
_SHORT_NAME = compile_regex(
    r"(?:以下|下)?(?:统?简称|统称|称)(?:为|：)?[“\"'‘「『](?P<first>[^”\"'’」』]{1,20})[”\"'’」』](?:(?:或|"
    r"、)[“\"'‘「『](?P<second>[^”\"'’」』]{1,20})[”\"'’」』])?"
)
_SHORT_NAME_BARE = compile_regex(r"（(?:以下|下)(?:统?简称|称)(?:为|：)?(?P<first>[^“”「」\"（）]{1,12})）")
_NOT_A_NAME = compile_regex(
    r"[。；！？]|^(?:应|须|需|负责|有权|同意|可|不得|不|按|在|对|因|如|若|已|将|保证|承诺|提供|完成|收到|是指|指|"
    r"以|为|向|的|未|无|与|和|及)"
)
_APPOINTED = compile_regex(
    r"(?P<title>[甲乙丙]方)[^，。；\n]{0,12}?(?:指定|委派|指派|安排|确定|"
    r"委任)(?P<name>[_ ]{0,80}[^_，。；：（）\n ]{0,12}[_ ]{0,80})"
    r"(?:先生|女士|同志|（[^（）]{0,80}）)?(?:为|担任|作为)[^，。；\n]{0,14}?(?P<label>联系人|联络人|负责人|接口人|"
    r"项目经理|项目代表)"
    r"|(?P<title2>[甲乙丙]方)(?:的|指定的?)?(?:本?项目|业务|技术|日常)?(?P<label2>联系人|联络人|接口人|项目负责人|"
    r"项目经理)(?:为|是)(?P<name2>[_ ]{0,80}[^_，。；：（）\n ]{0,12})"
)


_NEXT_PARTY = compile_regex("[甲乙丙丁]方[：（]|公司（|[）”][，、]?(?:与|和|及)")
_NEXT_CONTACT = compile_regex("[。；\n]|[甲乙丙]方|$")
_LONGEST_TRAIL = 240
_EARLY = 3
_OFTEN = 3
_LONGEST_NAME = 60


def find_parties(source: SourceText, blanks: Sequence[Blank], annexes: Sequence[Annex] = ()) -> tuple[Party, ...]:
    """The parties in the order 甲, 乙, 丙 of the text.

    ``repeats`` holds every place of a field, and under ``name`` every place of the name but those of signatures;
    ``fields`` the first filled one, else the first.
    """
    form = read_form(source)
    roles, blocks = blocks_in(source)
    signing = signing_blocks(form, blocks, annexes)
    preamble = list(_preamble(source, roles.of_title))
    appointed = list(_appointed(source, blanks))
    found: list[Party] = []
    for role in sorted(_ORDER, key=lambda role: _ORDER.index(source.letter(role))):
        own = [block for block in blocks if block.role == role]
        named = _named(source, role, own, signing, blanks, preamble)
        if named is not None:
            found.append(_party(source, role, named, own, blanks, [one for one in appointed if one[0] == role]))
    if not found:
        return ()
    return tuple(
        replace(
            party,
            mentions=find_mentions(
                source, party, found, _captioned(source, party, blocks, signing, blanks), signing, annexes
            ),
        )
        for party in found
    )


def _captioned(
    source: SourceText, party: Party, blocks: Sequence[Block], signing: Sequence[Block], blanks: Sequence[Blank]
) -> list[Span]:
    """Where names stand behind the party's captions, in the heads and where it signs."""
    fields = list(party.repeats.get("name", ()))
    for block in blocks:
        field = name_field(source, block, blanks) if block.role == party.role and not block.invoice else None
        if field is None or field.blank or len(field.value) > _LONGEST_NAME or _NOT_A_NAME.search(field.value):
            continue
        if block in signing or registered_form(field.value) is not None:
            fields.append(field)
    return [field.span for field in fields if not field.blank]


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a party is introduced: its titles, and every place of its name but those of signatures."""

    titles: tuple[str, ...]
    label: Span
    names: tuple[Field, ...]
    natural_person: bool = False


def _named(
    source: SourceText,
    role: str,
    own: Sequence[Block],
    signing: Sequence[Block],
    blanks: Sequence[Blank],
    preamble: Sequence[tuple[str, str, Field]],
) -> _Named | None:
    heads = [(block, field) for block in own if (field := name_field(source, block, blanks)) is not None]
    declared = [(block, field) for block, field in heads if block not in signing and _declares(source, block, field)]
    introduced = [(title, field) for of, title, field in preamble if of == role]
    chosen = declared or ([] if introduced else [one for one in heads if one[0] in signing])
    titles = tuple(
        dict.fromkeys(
            [title for block in own if block.head is not None for title in block.head.caption.titles]
            + [title for title, _ in introduced]
        )
    )
    if chosen:
        block = next((block for block, field in chosen if not field.blank), chosen[0][0])
        names = tuple(field for _, field in chosen)
        label = block.head.label if block.head is not None else names[0].label
        name = next((field for field in names if not field.blank), names[0])
        return _Named(titles, label, names, _is_person(source, name, [block for block, _ in chosen], titles))
    if introduced:
        field = introduced[0][1]
        return _Named(titles, field.label, (field,), _is_person(source, field, own, titles))
    spoken = _spoken_of(source, role)
    return _Named((f"{role}方",), spoken, ()) if spoken is not None else None


def name_field(source: SourceText, block: Block, blanks: Sequence[Blank]) -> Field | None:
    """The name in a party block: behind its caption, else behind 名称 right below; None for a block without caption."""
    if block.head is None:
        return None
    own = field_of(source, block.head, blanks, "name")
    if own.blank and not block.head.value.of(source.text).strip(" \t_＿\u3000"):
        below = next((entry for entry in block.entries[:3] if "name" in entry.caption.keys), None)
        if below is not None:
            return field_of(source, below, blanks, "name")
    return own


def _declares(source: SourceText, block: Block, field: Field) -> bool:
    """Whether a caption introduces the party and is not the heading of its duties or of a column."""
    if block.invoice:
        return False
    keys = {key for entry in block.entries for key in entry.caption.keys}
    early = block.prose <= _EARLY
    if field.blank:
        colon = source.text[field.label.end : field.label.end + 1] in ("：", ":")
        return bool(keys.intersection(KEYS)) or "id" in keys or (early and (colon or len(field.span) > 0))
    if _NOT_A_NAME.search(field.value) and registered_form(field.value) is None:
        return False
    if len(field.value) > _LONGEST_NAME:
        return False
    return early or registered_form(field.value) is not None or bool(keys.intersection(KEYS)) or "id" in keys


def _is_person(source: SourceText, name: Field, blocks: Sequence[Block], titles: Sequence[str]) -> bool:
    view = source.normalized
    said = " ".join((*(view.of(entry.label) for block in blocks for entry in block.entries), *titles))
    return speaks_of_a_person(said) if name.blank else is_natural_person(name.value, said)


def _spoken_of(source: SourceText, role: str) -> Span | None:
    """The first place of 甲方 or 乙方 in a text that speaks of it again and again without introducing it."""
    if role not in "甲乙":
        return None
    places = []
    for found in source.normalized.finditer(compile_regex(f"{role}方"), source.body):
        places.append(found.span)
        if len(places) == _OFTEN:
            return places[0]
    return None


def _party(
    source: SourceText,
    role: str,
    named: _Named,
    own: Sequence[Block],
    blanks: Sequence[Blank],
    appointed: Sequence[tuple[str, str, Field]],
) -> Party:
    repeats: dict[str, list[Field]] = {}
    for block in own:
        for before, entry in zip([None, *block.entries], block.entries, strict=False):
            for key in entry.caption.keys:
                # 开户银行, 地址, 账号: the address between is the bank's.
                if key == "address" and before is not None and "bank" in before.caption.keys:
                    continue
                if key in KEYS:
                    repeats.setdefault(key, []).append(field_of(source, entry, blanks, key))
    for key, field in _trailing(source, named):
        if not any(field.span.overlaps(one.span) for one in repeats.get(key, ())):
            repeats.setdefault(key, []).append(field)
    for _, key, field in appointed:
        if key == "contact" or not any(field.span.overlaps(one.span) for one in repeats.get(key, ())):
            repeats.setdefault(key, []).append(field)
    fields = {
        key: next((one for one in repeats[key] if not one.blank), repeats[key][0]) for key in KEYS if key in repeats
    }
    every = {key: tuple(repeats[key]) for key in KEYS if key in repeats}
    if named.names:
        every["name"] = named.names
    name = next((one for one in named.names if not one.blank), named.names[0] if named.names else None)
    label = next((title for title in named.titles if title[0] in _ORDER and title[1:] == "方"), "")
    return Party(
        role=role,
        label=label or (named.titles[0] if named.titles else f"{role}方"),
        label_span=named.label,
        name=name,
        fields=fields,
        repeats=every,
        short_names=tuple(dict.fromkeys((*named.titles, *_short_names(source, named)))),
        natural_person=named.natural_person,
    )


def _trailing(source: SourceText, named: _Named) -> Iterator[tuple[str, Field]]:
    """What the line of a name says behind it, up to the next organisation on it."""
    for name in named.names:
        if name.blank:
            continue
        line_end = source.text.find("\n", name.span.end)
        end = min(line_end if line_end >= 0 else len(source.text), name.span.end + _LONGEST_TRAIL)
        following = source.normalized.search(_NEXT_PARTY, Span(name.span.end, end))
        yield from trailing_fields(source, Span(name.span.end, following.span.start if following is not None else end))


def _short_names(source: SourceText, named: _Named) -> Iterator[str]:
    """What the text calls the party besides: 以下简称“…” right behind its name, or in the caption before it."""
    caption = source.normalized.of(named.label)
    for pattern in (_SHORT_NAME, _SHORT_NAME_BARE):
        if (match := pattern.search(caption)) is not None:
            yield from (name for name in match.groups() if name)
            break
    for field in named.names:
        line_end = source.text.find("\n", field.span.end)
        behind = Span(field.span.end, min(line_end if line_end >= 0 else len(source.text), field.span.end + 80))
        text = source.normalized.of(behind)
        if not text.lstrip().startswith("（"):
            continue
        inside = text.lstrip()[: text.lstrip().find("）") + 1]
        for pattern in (_SHORT_NAME, _SHORT_NAME_BARE):
            if (match := pattern.search(inside)) is not None:
                yield from (name for name in match.groups() if name)
                break


def _preamble(source: SourceText, of_title: Mapping[str, str]) -> Iterator[tuple[str, str, Field]]:
    """``(role, title, name)`` of parties introduced in a sentence: 由A公司（以下简称“甲方”）与B公司（…）签订."""
    for match in _introductions(source.normalized.of(source.body)):
        found = Found(match, source.normalized)
        title = found["title"]
        role = of_title.get(title) or title_roles(title)
        words = found["name"]
        words = _behind_bracket(words)
        skipped = len(found["name"]) - len(words)
        lead = _PREAMBLE_LEAD.match(words)
        start = lead.end() if lead is not None and registered_form(words[lead.end() :] or "") else 0
        start += len(words[start:]) - len(words[start:].lstrip(" _"))
        name = words[start:].rstrip(" _")
        at = source.normalized.from_source(found.span_of("name")).start + skipped + start
        described = _at_line_start(source, at) if role and registered_form(name) is None else None
        if described is not None:
            name, at = described
        if not role or not (described or registered_form(name) or looks_like_person(name)):
            continue
        span = source.normalized.to_source(Span(at, at + len(name)))
        yield role, title, Field(found.span_of("title"), span, name, blank="XX" in name or "某某" in name)


def _at_line_start(source: SourceText, offset: int) -> tuple[str, int] | None:
    """The organisation a line begins with, and its place: （1）A公司，一家依…设立的公司，注册地址为…（“客户”）."""
    text = source.normalized.text
    start = text.rfind("\n", 0, offset) + 1
    found = _LINE_NAME.match(text, start, offset)
    if found is None or not (registered_form(found["name"]) or _DESCRIBED.match(text, found.end())):
        return None
    return found["name"], found.start("name")


def _introductions(text: str) -> Iterator[re.Match[str]]:
    """The matches of a name with its title in brackets, as ``finditer`` gives them; looked for from the brackets on,
    since nearly every place of a text may begin a name."""
    end = place = 0
    while (titled := _TITLED.search(text, place)) is not None:
        place = titled.start() + 1
        match = _PREAMBLE.search(text, max(end, titled.start() - _LONGEST_PREAMBLE), titled.end())
        if match is not None:
            yield match
            end = match.end()
            place = max(place, end)


def _behind_bracket(words: str) -> str:
    """What stands behind a bracket that was opened before: ``）与B公司``."""
    closing = words.find("）")
    return words[closing + 1 :] if closing >= 0 and "（" not in words[:closing] else words


def _appointed(source: SourceText, blanks: Sequence[Blank]) -> Iterator[tuple[str, str, Field]]:
    """``(role, key, field)`` of contacts named in a sentence: 甲方指定张三（电话：…）为项目联系人，邮箱…."""
    for found in source.normalized.finditer(_APPOINTED, source.body):
        number = "" if found["title"] else "2"
        span = found.span_of(f"name{number}")
        value = found[f"name{number}"].strip(" _")
        filled = is_filled(source, span, blanks, "contact")
        if filled and not looks_like_person(value):
            continue
        label = found.span_of(f"label{number}")
        role = found[f"title{number}"][0]
        yield role, "contact", Field(label, span, value if filled else "", not filled)
        border = source.normalized.search(
            _NEXT_CONTACT, Span(found.span.end, min(len(source.text), found.span.end + 80))
        )
        end = border.span.start if border is not None else found.span.end
        yield from (
            (role, key, field)
            for key, field in trailing_fields(source, Span(found.span.start, end))
            if key in ("phone", "email")
        )
