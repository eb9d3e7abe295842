"""Packs of one's own: rules with a prefix of their own, changes of rules by code, and the law they cite.

A pack is a YAML file or a folder of them. An item with ``kind`` is a rule, as in the shipped packs; one without changes
a rule that is there already: its severity, its advice, its law, or whether it runs at all. A rule may cite what the
shipped law knows, or what ``law.yaml`` of the pack declares: nobody else answers for a citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from contractlint.dataclass import dataclass, replace
from contractlint.errors import RuleFault
from contractlint.finding import LawRef, Severity
from contractlint.parser.vocabulary import Vocabulary
from contractlint.regex import compile_regex
from contractlint.rulebook.law import Law, Statute
from contractlint.rulebook.pack_files import LAW, PackFile
from contractlint.rulebook.rule import Place, Rule
from contractlint.rulebook.schema import KIND_OPTIONS, read_law, read_rule, read_severity
from contractlint.rulebook.tree import Tree, load_tree

_OWN_CODE = compile_regex(r"[A-Z][A-Z0-9]{1,9}-[0-9]{2,3}")
_SHIPPED_CODE = compile_regex(r"[A-Z][0-9]{2}")
_CHANGEABLE = frozenset({"code", "severity", "advice", "law", "enabled"})
_MODULES = ("needs", "where", "not_where", "when_module", "anchor", "module")
_TYPES = ("applies", "not_for")
_REGEX_FAULTS = {
    "nothing to repeat": "「*」「+」「?」或者「{」前面没有可以重复的内容",
    "missing ), unterminated subpattern": "缺少右括号「)」",
    "unbalanced parenthesis": "多了一个右括号「)」",
    "unterminated character set": "缺少右方括号「]」",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a pack changes of a rule that was there before it; None leaves it as it is."""

    code: str
    place: Place
    severity: Severity | None
    advice: str | None
    law: tuple[LawRef, ...] | None
    enabled: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """The rules after all packs, those switched off, what the packs brought, and everything wrong with them."""

    rules: tuple[Rule, ...]
    off: tuple[Rule, ...]
    law: Law
    own: tuple[Rule, ...]
    changes: tuple[Change, ...]
    faults: tuple[RuleFault, ...]


def join(rules: Iterable[Rule], law: Law, vocabulary: Vocabulary, packs: Iterable[Iterable[PackFile]]) -> Joined:
    """Lay the packs over the rules, one after the other; a later one may change what an earlier one brought."""
    desk = _Desk({rule.code: rule for rule in rules}, law, vocabulary)
    for files in packs:
        desk.lay(tuple(files))
    desk.check_pointers()
    return Joined(
        tuple(desk.rules[code] for code in sorted(desk.rules)),
        tuple(desk.off[code] for code in sorted(desk.off)),
        desk.law,
        tuple(desk.rules.get(code) or desk.off[code] for code in sorted(desk.own)),
        tuple(desk.changes),
        tuple(desk.faults),
    )


class _Desk:
    """Where packs are laid over the rules; lives for one call of :func:`join`."""

    def __init__(self, rules: dict[str, Rule], law: Law, vocabulary: Vocabulary) -> None:
        self.rules = rules
        self.off: dict[str, Rule] = {}
        self.law = law
        self.own: dict[str, Tree] = {}
        self.changes: list[Change] = []
        self.faults: list[RuleFault] = []
        self._names = {rule.name: rule for rule in rules.values()}
        self._codes = {
            **dict.fromkeys(_MODULES, frozenset(words.code for words in vocabulary.modules)),
            **dict.fromkeys(_TYPES, frozenset(words.code for words in vocabulary.types) | {"general"}),
        }

    def lay(self, files: tuple[PackFile, ...]) -> None:
        """Lay one pack over what is there."""
        trees: list[Tree] = []
        for file in sorted(files, key=lambda one: not one.is_law):
            try:
                tree = load_tree(file.data, file.name)
                if file.is_law:
                    self.law = declared(tree, self.law)
                else:
                    trees.extend(tree.items())
            except RuleFault as fault:
                self.faults.append(fault)
        changed: dict[str, Place] = {}
        for tree in trees:
            try:
                self._item(tree, changed)
            except RuleFault as fault:
                self.faults.append(fault)

    def check_pointers(self) -> None:
        """Rules that own rules yield to must be there; said at the end, since they may come later in the pack."""
        for code, tree in self.own.items():
            rule = self.rules.get(code) or self.off[code]
            for other in rule.yields_to:
                if other not in self.rules and other not in self.off:
                    self.faults.append(_fault(tree.mapping()["yields_to"], f"没有编号为「{other}」的规则"))

    def _item(self, tree: Tree, changed: dict[str, Place]) -> None:
        mapping = tree.mapping()
        code = mapping["code"].text() if "code" in mapping else ""
        known = self.rules.get(code) or self.off.get(code)
        if "kind" not in mapping and (known or _SHIPPED_CODE.fullmatch(code)):
            if known is None:
                near = get_close_matches(code, sorted(self.rules), n=1)
                mapping["code"].fault(f"没有编号为「{code}」的规则{f'，是不是「{near[0]}」？' if near else ''}")
            if code in changed:
                mapping["code"].fault(f"「{code}」在 {changed[code]} 已经改过一次")
            changed[code] = tree.place
            self._change(tree, known)
        else:
            self._add(tree, mapping, code)

    def _change(self, tree: Tree, rule: Rule) -> None:
        change = _read_change(tree, self.law)
        decided = {key: value for key in ("severity", "advice", "law") if (value := getattr(change, key)) is not None}
        rule = replace(rule, **decided, decided=tuple(sorted({*rule.decided, *decided})))
        self.changes.append(change)
        self.rules.pop(rule.code, None)
        self.off.pop(rule.code, None)
        (self.rules if change.enabled else self.off)[rule.code] = rule

    def _add(self, tree: Tree, mapping: Mapping[str, Tree], code: str) -> None:
        if code and not _OWN_CODE.fullmatch(code):
            taken = (
                f"「{code}」是随程序安装的规则的编号；要改那条规则，只写 code 和要改的键，不写 kind。"
                if code in self.rules
                else ""
            )
            mapping["code"].fault(taken + "自己的规则编号要带前缀，形如 ACME-01：大写字母开头，连字符后是两三位数字")
        rule = read_rule(tree)
        if rule.code in self.own:
            mapping["code"].fault(f"编号「{code}」已经在 {self.own[rule.code].place} 用过了")
        if rule.name in self._names:
            mapping["name"].fault(f"英文名「{rule.name}」已经是 {self._names[rule.name].code} 的了")
        self._check_parts(mapping, rule)
        _check_cited(mapping, self.law)
        self.own[rule.code] = tree
        self._names[rule.name] = rule
        self.rules[rule.code] = rule

    def _check_parts(self, mapping: Mapping[str, Tree], rule: Rule) -> None:
        for key, tree in mapping.items():
            for one in _each(tree) if key in self._codes else ():
                if one.text() not in self._codes[key]:
                    known = "、".join(sorted(self._codes[key]))
                    one.fault(f"没有「{one.text()}」这种{'合同类型' if key in _TYPES else '部分'}；可用：{known}")
            if KIND_OPTIONS[rule.kind].get(key) == "patterns":
                _check_patterns(tree)


def _each(tree: Tree) -> tuple[Tree, ...]:
    """The items of a list; a single text counts as a list of one."""
    return tree.items() if isinstance(tree.value, tuple) else (tree,)


def _check_patterns(tree: Tree) -> None:
    for one in (*_each(tree), None):
        text = "|".join(f"(?:{each.text()})" for each in _each(tree)) if one is None else one.text()
        try:
            pattern = re.compile(text)
        except (re.error, OverflowError, RecursionError) as error:
            what = _REGEX_FAULTS.get(getattr(error, "msg", ""), str(error))
            (one or tree).fault(f"正则表达式写法有误：{what}")
        if pattern.fullmatch("") is not None:
            (one or tree).fault("这个正则表达式连空白都能匹配，等于没有写")


def _read_change(tree: Tree, law: Law) -> Change:
    mapping = tree.mapping()
    for key, child in mapping.items():
        if key not in _CHANGEABLE:
            child.fault(
                f"改随程序安装的规则，只能写 severity、advice、law、enabled，不能写「{key}」；"
                "写自己的规则，请用带前缀的编号，例如 ACME-01"
            )
    if len(mapping) == 1:
        tree.fault("没有写要改什么；可以写 severity、advice、law 或者 enabled: false")
    _check_cited(mapping, law)
    return Change(
        code=mapping["code"].text(),
        place=tree.place,
        severity=read_severity(mapping["severity"]) if "severity" in mapping else None,
        advice=mapping["advice"].text() if "advice" in mapping else None,
        law=tuple(read_law(item) for item in mapping["law"].items()) if "law" in mapping else None,
        enabled="enabled" not in mapping or mapping["enabled"].flag(),
    )


def _check_cited(mapping: Mapping[str, Tree], law: Law) -> None:
    """Every citation must be one that the law file, shipped or of the pack, answers for."""
    for tree in mapping["law"].items() if "law" in mapping else ():
        cited = read_law(tree)
        statute = law.statute(cited.statute)
        if statute is None or statute.name != cited.statute:
            tree.fault(f"不认识《{cited.statute}》{_known_as(cited.statute, law)}；别的依据先写进规则包的 {LAW}")
        since = statute.articles.get(cited.article)
        if since is None:
            tree.fault(f"没有核对过《{cited.statute}》第 {cited.article} 条；核对原文后写进规则包的 {LAW}，才能引用")
        if since != cited.since:
            tree.mapping()["since"].fault(f"《{cited.statute}》第 {cited.article} 条自 {since} 起施行")


def _known_as(name: str, law: Law) -> str:
    statute = law.statute(name)
    if statute is not None:
        return f"，请写简称「{statute.name}」"
    for repealed in law.repealed:
        if name in (repealed.name, *repealed.aliases):
            return f"，它自 {repealed.until} 起不再有效，由《{repealed.replaced_by}》代替"
    return ""


def declared(tree: Tree, law: Law) -> Law:
    """The law with the statutes that a pack's ``law.yaml`` declares; it can add articles, and change none."""
    for item in tree.keys(frozenset({"statutes"}), frozenset({"statutes"}))["statutes"].items():
        law = _with_statute(item, law)
    return law


def _with_statute(tree: Tree, law: Law) -> Law:
    mapping = tree.keys(frozenset({"name", "full", "since", "articles"}), frozenset({"name", "since", "articles"}))
    name, since = mapping["name"].text(), _day(mapping["since"])
    gone = {word for one in law.repealed for word in (one.name, *one.aliases)}
    gone |= {word for one in law.nonexistent for word in (one.name, *one.aliases)}
    if name in gone or ("full" in mapping and mapping["full"].text() in gone):
        mapping["name"].fault(f"《{name}》不是有效的法律{_known_as(name, law)}")
    known = law.statute(name)
    if known is not None and (known.name != name or known.since != since):
        mapping["name"].fault(f"《{name}》已在随程序安装的 law.yaml 里：name: {known.name}，since: '{known.since}'")
    articles = dict(known.articles) if known else {}
    for article, day, place in _articles(mapping["articles"]):
        if articles.get(article, day) != day:
            place.fault(f"第 {article} 条已在随程序安装的 law.yaml 里，自 {articles[article]} 起施行")
        articles[article] = day
    if known is not None:
        statute = replace(known, articles=articles)
    else:
        full = mapping["full"].text() if "full" in mapping else name
        statute = Statute(name, full, (), (), "in-force", since, articles)
    return replace(law, statutes=(*(one for one in law.statutes if one is not known), statute))


def _articles(tree: Tree) -> Iterator[tuple[str, str, Tree]]:
    """``day: [article, …]`` as article, day and place."""
    for day, numbers in tree.mapping().items():
        for item in numbers.items():
            number = item.text()
            if not (number.isascii() and number.isdigit()) or number.startswith("0"):
                item.fault("条号应是阿拉伯数字，例如 '585'")
            yield number, _day(Tree(day, numbers.place, f"{tree.path}.{day}")), item


def _day(tree: Tree) -> str:
    day = tree.text()
    try:
        written = date.fromisoformat(day).isoformat() == day
    except ValueError:
        written = False
    return day if written else tree.fault("日期应写成 2021-01-01 的形式")


def _fault(tree: Tree, sentence: str) -> RuleFault:
    return RuleFault(f"{tree.place}：{tree.path}：{sentence}")
