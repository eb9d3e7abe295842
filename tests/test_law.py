"""The law data holds together, and no rule says more than the law does.

What a rule may not say stands in ``wrong_beliefs.yaml``, each pattern with sentences that prove it.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contractlint.errors import RuleFault
from contractlint.rulebook.book import DATA_FILES, rules_folder
from contractlint.rulebook.law import Law, Nonexistent, Renumbered, Repealed, Statute, parse_law
from contractlint.rulebook.tree import load_tree

RULES_DATE = "2026-11-25"
"""The day the rules were last compared with the law."""

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "contractlint"
SPOKEN = ("title", "message", "why", "advice", "when_not")


def load(path: Path) -> Any:
    return load_tree(path.read_bytes(), path.name).plain()


LAW_DATA = load(rules_folder() / "law.yaml")
LAW = parse_law(LAW_DATA)
RULES: list[dict[str, Any]] = [
    rule for path in sorted(rules_folder().glob("*.yaml")) if path.name not in DATA_FILES for rule in load(path)
]
by_code = pytest.mark.parametrize("rule", RULES, ids=[rule["code"] for rule in RULES])


# --- the data ---


def test_dates_that_can_be_looked_up() -> None:
    assert LAW.article("民法典", "585") == "2021-01-01"
    assert LAW.article("中华人民共和国民法典", "585") == "2021-01-01"
    assert LAW.article("民法典", "1259") == "2021-01-01"
    assert LAW.article("合同编通则解释", "65") == "2023-12-05"
    assert LAW.article("仲裁法", "27") == "2026-03-01"
    assert LAW.article("网络安全法", "23") == "2026-01-01"
    assert LAW.article("反不正当竞争法", "10") == "2025-10-15"
    assert LAW.article("增值税法", "10") == "2026-01-01"
    assert LAW.article("保障中小企业款项支付条例", "9") == "2025-06-01"
    assert LAW.article("个人信息保护法", "21") == "2021-11-01"


def test_what_rules_must_not_cite() -> None:
    assert LAW.article("仲裁法", "16") is None, "the matter is in article 27 now"
    assert LAW.article("反不正当竞争法", "9") is None, "trade secrets are in article 10 now"
    assert LAW.article("票据法", "8") is None, "it is about bills, not about agreements"
    assert LAW.statute("合同法") is None
    assert LAW.statute("知识产权法") is None


def test_everything_was_in_force_on_the_day_of_the_rules() -> None:
    for statute in LAW.statutes:
        assert statute.since <= RULES_DATE, statute.name
        for article, since in statute.articles.items():
            assert statute.since <= since <= RULES_DATE, (statute.name, article)
    assert all(entry.until <= RULES_DATE for entry in LAW.repealed)
    assert all(entry.since <= RULES_DATE for entry in LAW.renumbered)


def test_a_successor_was_there_when_the_old_law_ended() -> None:
    for entry in LAW.repealed:
        successor = LAW.statute(entry.replaced_by)
        assert successor is not None
        assert successor.since == entry.until, entry.name


def test_the_nine_laws_the_civil_code_ended() -> None:
    ended = {entry.name for entry in LAW.repealed if entry.replaced_by == "民法典"}
    assert ended == {
        "婚姻法",
        "继承法",
        "民法通则",
        "收养法",
        "担保法",
        "合同法",
        "物权法",
        "侵权责任法",
        "民法总则",
    }


@pytest.mark.parametrize("entry", LAW.renumbered, ids=lambda entry: f"{entry.statute}-{entry.old}")
def test_renumbered(entry: Renumbered) -> None:
    assert entry.old != entry.new
    assert LAW.article(entry.statute, entry.new) == entry.since, "the new number is as old as the renumbering"
    statute = LAW.statute(entry.statute)
    assert statute is not None
    if entry.old in statute.articles:
        assert entry.cues, "the old number is a good citation too, so a word must tell which one is meant"


def mentions(text: str, entry: Statute | Repealed | Nonexistent) -> list[str]:
    """Names of the law in the text that stand outside of ``not_within``."""
    covered = [found.span() for word in entry.not_within for found in re.finditer(re.escape(word), text)]
    names = sorted((entry.name, *entry.aliases), key=len, reverse=True)
    found = re.finditer("|".join(map(re.escape, names)), text)
    return [
        match.group()
        for match in found
        if not any(start <= match.start() and match.end() <= end for start, end in covered)
    ]


ENDED_OR_UNKNOWN: tuple[Repealed | Nonexistent, ...] = (*LAW.repealed, *LAW.nonexistent)
OUT_OF_DATE = {entry.name: entry for entry in ENDED_OR_UNKNOWN}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("根据《中华人民共和国合同法》及有关规定", {"合同法"}),
        ("根据《合同法》第五十二条", {"合同法"}),
        ("双方应遵守合同法的规定", {"合同法"}),
        ("依照《担保法》、《物权法》办理", {"担保法", "物权法"}),
        ("《中华人民共和国知识产权法》", {"知识产权法"}),
        ("《中华人民共和国增值税暂行条例》", {"增值税暂行条例"}),
        ("根据《中华人民共和国劳动合同法》", set()),
        ("本合同法律关系适用中国法律", set()),
        ("签订本合同法定代表人应到场", set()),
        ("提供担保法人应出具决议，担保法律文件另附", set()),
        ("由知识产权法院管辖，遵守知识产权法律法规", set()),
        ("《中华人民共和国民法典》《中华人民共和国印花税法》", set()),
    ],
)
def test_names_inside_other_words_are_not_mentions(text: str, names: set[str]) -> None:
    assert {name for name, entry in OUT_OF_DATE.items() if mentions(text, entry)} == names


def test_statutes_whose_names_contain_another_are_told_apart() -> None:
    arbitration = LAW.statute("仲裁法")
    assert arbitration is not None
    assert mentions("《中华人民共和国仲裁法》第十六条", arbitration)
    assert not mentions("《中华人民共和国劳动争议调解仲裁法》第十六条", arbitration)


# --- faults ---


FIRST_RENUMBERED = LAW_DATA["renumbered"][0]


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("statutes", 0, "since"), None, "缺少「since」"),
        (("statutes", 0, "sinse"), "2021-01-01", "不认识的键「sinse」"),
        (("abolished",), [], "不认识的键「abolished」"),
        (("repealed",), {}, "应是一个列表"),
        (("repealed", 0, "until"), "2021-02-30", "日期应写成"),
        (("repealed", 0, "until"), "20210101", "日期应写成"),
        (("repealed", 0, "replaced_by"), "民法大全", "「民法大全」不在 statutes 里"),
        (("renumbered", 0, "old"), 16, "应是一段文字"),
        (("renumbered", 0, "new"), "二十七", "条号应是阿拉伯数字"),
        (("renumbered", 0, "new"), "999", "第 999 条不在 statutes 里"),
        (("renumbered", 1), FIRST_RENUMBERED, f"第 {FIRST_RENUMBERED['old']} 条写了两次"),
        (("statutes", 0, "articles", "2022-01-01"), ["585"], "第 585 条写了两次"),
        (("statutes", 0, "articles"), ["585"], "应是「日期: [条号, …]」的形式"),
        (("statutes", 0, "status"), "repealed", "只能是 in-force"),
        (("nonexistent", 0, "aliases"), ["民法典"], "「民法典」指了两部法律"),
        (("nonexistent", 0, "not_within"), ["合同法律"], "排除它没有意义"),
    ],
)
def test_faults(place: tuple[Any, ...], value: Any, words: str) -> None:
    data = copy.deepcopy(LAW_DATA)
    holder = data
    for step in place[:-1]:
        holder = holder[step]
    if value is None:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    with pytest.raises(RuleFault, match=re.escape(words)) as caught:
        parse_law(data)
    assert str(caught.value).startswith("rules/law.yaml：$")


def test_the_law_is_a_mapping() -> None:
    with pytest.raises(RuleFault):
        parse_law([])
    assert parse_law({"statutes": [], "repealed": [], "renumbered": [], "nonexistent": []}) == Law((), (), (), ())


# --- wrong beliefs ---


@dataclass(frozen=True)
class Belief:
    id: str
    belief: str
    pattern: str
    wrong: list[str]
    right: list[str]
    unless: str = ""
    not_in: tuple[str, ...] = ()


BELIEF_DATA = load(HERE / "wrong_beliefs.yaml")
NEGATED = re.compile(BELIEF_DATA["negated"])
BELIEFS = [Belief(**entry) for entry in BELIEF_DATA["beliefs"]]


def sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"[。；！？\n]", text):
        yield NEGATED.sub("", sentence)


def believed(text: str, key: str = "message") -> list[str]:
    """Which wrong beliefs a text shares."""
    return [
        f"{belief.id} {belief.belief}：{sentence}"
        for sentence in sentences(text)
        for belief in BELIEFS
        if key not in belief.not_in
        and re.search(belief.pattern, sentence)
        and not (belief.unless and re.search(belief.unless, sentence))
    ]


def test_all_forty_are_watched() -> None:
    assert {belief.id for belief in BELIEFS} == {f"M{number:02}" for number in range(1, 41)}


@pytest.mark.parametrize("belief", BELIEFS, ids=[f"{belief.id}-{i}" for i, belief in enumerate(BELIEFS)])
def test_each_pattern_is_proved(belief: Belief) -> None:
    assert belief.wrong
    assert belief.right
    for sentence in belief.wrong:
        (cut,) = sentences(sentence)
        assert re.search(belief.pattern, cut), sentence
        assert any(line.startswith(f"{belief.id} {belief.belief}：") for line in believed(sentence)), sentence
    for sentence in belief.right:
        assert not believed(sentence), sentence


@pytest.mark.parametrize("belief", [belief for belief in BELIEFS if belief.unless], ids=lambda belief: belief.id)
def test_each_exception_is_needed(belief: Belief) -> None:
    cuts = [cut for sentence in belief.right for cut in sentences(sentence)]
    assert any(re.search(belief.pattern, cut) and re.search(belief.unless, cut) for cut in cuts)


def test_a_denied_claim_is_no_claim() -> None:
    assert believed("没有盖公章的合同无效")
    assert not believed("没有盖公章的合同并不因此无效")
    assert believed("没有盖公章的，不是小事，合同无效"), "the denial is about something else"


# --- the rules ---


def spoken(rule: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in SPOKEN:
        if key in rule:
            yield key, rule[key]


def test_there_are_rules_to_read() -> None:
    assert RULES


@by_code
def test_no_rule_spreads_a_wrong_belief(rule: dict[str, Any]) -> None:
    assert [line for key, text in spoken(rule) for line in believed(text, key)] == []


@by_code
def test_every_citation_exists_and_is_dated_right(rule: dict[str, Any]) -> None:
    for reference in rule.get("law", []):
        since = LAW.article(reference["statute"], reference["article"])
        assert since is not None, f"{reference['statute']} {reference['article']} is not in law.yaml"
        assert reference["since"] == since
        assert since <= RULES_DATE
        statute = LAW.statute(reference["statute"])
        assert statute is not None
        assert reference["statute"] == statute.name, "one law, one name in the report"


VERDICT = re.compile("无效|违法|不成立|不生效|不产生[^，。；]{0,6}效力|不发生效力|不受法律保护")


@by_code
def test_a_verdict_has_a_basis(rule: dict[str, Any]) -> None:
    """Who says that something is invalid says by which article."""
    verdicts = [
        sentence
        for key, text in spoken(rule)
        if key != "advice"
        for sentence in sentences(text)
        if VERDICT.search(sentence)
    ]
    assert not verdicts or rule.get("law"), verdicts


NAMED = re.compile(r"《([^《》]{2,40}?(?:法|法典|条例|规定|办法|解释|批复))》")
CITED = re.compile(r"《?([\u4e00-\u9fff]{2,24}?)》?(?:的)?第([零一二三四五六七八九十百千]+)条")


def number(words: str) -> str:
    """一千二百五十九 → 1259."""
    total, digit = 0, 0
    for character in words:
        if character in "十百千":
            total += (digit or 1) * 10 ** ("十百千".index(character) + 1)
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(character)
    return str(total + digit)


@pytest.mark.parametrize(
    ("words", "digits"),
    [("九", "9"), ("十", "10"), ("二十七", "27"), ("五百八十五", "585"), ("五百一十", "510"), ("一千零三十八", "1038")],
)
def test_number(words: str, digits: str) -> None:
    assert number(words) == digits


def cited_in(text: str) -> Iterator[tuple[Statute, str]]:
    names = {name: law for law in LAW.statutes for name in (law.name, law.full, *law.aliases)}
    for found in CITED.finditer(text):
        ending = max((name for name in names if found[1].endswith(name)), key=len, default=None)
        if ending:
            yield names[ending], number(found[2])


def test_cited_in() -> None:
    text = "按民法典第五百一十一条履行，不是本合同第八条；《中华人民共和国仲裁法》第二十七条另有规定"
    assert [(law.name, article) for law, article in cited_in(text)] == [("民法典", "511"), ("仲裁法", "27")]


@by_code
def test_law_in_the_prose_is_law_we_know(rule: dict[str, Any]) -> None:
    known = {name for law in LAW.statutes for name in (law.name, law.full, *law.aliases)}
    if rule["name"] == "repealed-law":
        known |= {name for entry in OUT_OF_DATE.values() for name in (entry.name, *entry.aliases)}
    for key, text in spoken(rule):
        assert set(NAMED.findall(text)) <= known, key
        for statute, article in cited_in(text):
            assert article in statute.articles, f"{key}：{statute.name} {article}"


def speeches(path: Path) -> Iterator[str]:
    """Chinese string literals of a module, f-strings with … for what is filled in."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            text = node.value
        else:
            continue
        # Patterns are no speech: they hold the wrong words in order to find them in agreements.
        if re.search(r"[\u4e00-\u9fff]", text) and not re.search(r"\(\?|\[\^|\\|\|", text):
            yield text


def test_speeches(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'A = "没有写期限。"\nB = r"最终(?:解释权)"\nC = f"写了{A}两处。"\nD = "english"\n', encoding="utf-8"
    )
    assert sorted(speeches(module)) == ["写了…两处。", "没有写期限。"]


@pytest.mark.parametrize(
    "path",
    sorted([*PACKAGE.glob("checkers/*.py"), *PACKAGE.glob("kinds/*.py"), PACKAGE / "report.py", PACKAGE / "score.py"]),
    ids=lambda path: path.stem,
)
def test_no_checker_spreads_a_wrong_belief(path: Path) -> None:
    for text in speeches(path):
        assert believed(text) == [], text
        for statute, article in cited_in(text):
            assert article in statute.articles, text
