"""The summary as a page: figures, score distribution, most frequent rules, every document with its report.

One file without scripts and without anything from elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from contractlint.folders.entry import REVIEWED, Entry
from contractlint.folders.summary import VERDICTS, Frequent, Summary, kind
from contractlint.folders.table import shown_path

_FREQUENT = 10
_TALLEST = 7
"""Height of the longest bar, in rem."""
_SEVERITIES = {"error": "必须改", "warning": "建议改", "info": "请确认"}
_STYLE = """
:root{--ink:#1c2733;--soft:#5b6875;--line:#dfe4ea;--paper:#fff;--ground:#f5f7f9;--bar:#3a6ea5;
--reject:#b3261e;--revise:#8a5a00;--pass:#1b6e3c;--unsure:#5d3f8f}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaee;--soft:#a3afba;--line:#37424d;--paper:#1b2229;--ground:#12171c;
--bar:#7fb0e6;--reject:#ff9b92;--revise:#f0bd62;--pass:#7fd3a0;--unsure:#c7abf5}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.6;
font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif}
main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:0 0 .75rem}p{margin:.25rem 0}
section{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin-top:1rem;
overflow-x:auto}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:.75rem 0 0;list-style:none}
.counts li{border:1px solid var(--line);border-radius:1rem;padding:.1rem .75rem;background:var(--paper)}
.soft{color:var(--soft)}
.reject,.unreadable,.timeout,.crashed,.error{color:var(--reject)}.revise,.warning{color:var(--revise)}
.pass{color:var(--pass)}.not_assessable{color:var(--unsure)}
.scores{display:grid;grid-template-columns:repeat(10,minmax(2.5rem,1fr));gap:.4rem;align-items:end;height:11rem;
margin:0;padding:0;list-style:none;text-align:center;font-size:.85rem}
.scores li{display:flex;flex-direction:column;justify-content:flex-end;height:100%}
.scores i{display:block;flex:none;min-height:.15rem;background:var(--bar);border-radius:.2rem .2rem 0 0}
.scores small{font-size:inherit}.scores span{border-top:1px solid var(--line);color:var(--soft);white-space:nowrap}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.35rem .6rem;border-top:1px solid var(--line);vertical-align:top}
thead th{border-top:0;color:var(--soft);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.v{white-space:nowrap;font-weight:600}td.f{overflow-wrap:anywhere;min-width:14rem}
a{color:inherit}
@media(max-width:40rem){
.scores{grid-template-columns:repeat(10,1fr);gap:.15rem;font-size:.75rem}.scores small{display:none}
.each thead{display:none}.each tr{display:flex;flex-wrap:wrap;border-top:1px solid var(--line);padding:.35rem 0}
.each td{border:0;padding:.1rem .6rem .1rem 0}.each td.f{order:-1;flex-basis:100%;min-width:0}
.each td.n::before{content:attr(data-of) " ";color:var(--soft)}td.f{min-width:0}}
@media print{body{background:#fff}section{border:0;padding:.5rem 0}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(summary: Summary) -> bytes:
    """The page, UTF-8."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>合同审查汇总</title><style>{_STYLE}</style></head><body><main>",
        *_head(summary),
        *_scores(summary),
        *_frequent(summary.frequent),
        *_documents(summary.entries),
        *_skipped(summary),
        "</main></body></html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _head(summary: Summary) -> Iterator[str]:
    yield f"<header><h1>合同审查汇总</h1><p>共 {len(summary.entries)} 份。风险最大的排在最前。</p>"
    counts = "".join(f'<li class="{name}">{VERDICTS[name]} {count}</li>' for name, count in summary.verdicts)
    yield f'<ul class="counts">{counts}</ul></header>'


def _scores(summary: Summary) -> Iterator[str]:
    if not any(summary.scores):
        return
    most = max(summary.scores)
    yield '<section><h2>得分分布</h2><ol class="scores">'
    for index, count in enumerate(summary.scores):
        top = 10 * index + (10 if index == len(summary.scores) - 1 else 9)
        bar = f'{count}<i style="height:{_TALLEST * count / most:.2f}rem"></i>' if count else ""
        yield f"<li>{bar}<span>{10 * index}<small>–{top}</small></span></li>"
    yield "</ol></section>"


def _frequent(frequent: tuple[Frequent, ...]) -> Iterator[str]:
    if not frequent:
        return
    yield "<section><h2>最常见的问题</h2><table><thead><tr><th>编号</th><th>问题</th><th>级别</th>"
    yield '<th class="n">份数</th><th class="n">处数</th></tr></thead><tbody>'
    for one in frequent[:_FREQUENT]:
        yield (
            f"<tr><td>{escape(one.code)}</td><td>{escape(one.title)}</td>"
            f'<td class="v {escape(one.severity)}">{_SEVERITIES[one.severity]}</td>'
            f'<td class="n">{one.documents}</td><td class="n">{one.findings}</td></tr>'
        )
    yield "</tbody></table>"
    if len(frequent) > _FREQUENT:
        yield f'<p class="soft">另有 {len(frequent) - _FREQUENT} 种问题，见 summary.json。</p>'
    yield "</section>"


def _documents(entries: tuple[Entry, ...]) -> Iterator[str]:
    yield '<section><h2>每一份</h2><table class="each"><thead><tr><th>结论</th>'
    yield '<th class="n">得分</th><th class="n">必须改</th><th class="n">建议改</th><th>文件</th></tr></thead><tbody>'
    for entry in entries:
        reviewed = entry.status == REVIEWED
        figures = {
            "得分": "—" if entry.score is None else entry.score,
            "必须改": entry.errors if reviewed else "—",
            "建议改": entry.warnings if reviewed else "—",
        }
        # On a narrow screen the head of the table is gone, and each figure says what it is.
        cells = "".join(f'<td class="n" data-of="{name}">{figure}</td>' for name, figure in figures.items())
        name = kind(entry)
        yield f'<tr><td class="v {name}">{VERDICTS[name]}</td>{cells}<td class="f">{_file(entry)}</td></tr>'
    yield "</tbody></table></section>"


def _file(entry: Entry) -> str:
    name = escape(shown_path(entry.path))
    if entry.reports:
        first, *others = sorted(entry.reports, key=lambda report: not report.endswith(".html"))
        name = f'<a href="{_address(first)}">{name}</a>'
        name += "".join(f' · <a href="{_address(one)}">{escape(one.rpartition(".")[2])}</a>' for one in others)
    about = f"{entry.title or '（没有找到标题）'} · {entry.type_title}" if entry.status == REVIEWED else entry.message
    return f'{name}<br><span class="soft">{escape(shown_path(about.removeprefix(f"{entry.path}：")))}</span>'


def _address(report: str) -> str:
    """A relative link; ``./`` keeps a name with a colon from being taken for a scheme."""
    return "./" + quote(os.fsencode(report))


def _skipped(summary: Summary) -> Iterator[str]:
    if not summary.skipped:
        return
    yield f"<section><h2>没有审查的文件（{len(summary.skipped)}）</h2><table><tbody>"
    for one in summary.skipped:
        yield f'<tr><td class="f">{escape(shown_path(one.path))}</td><td>{escape(one.reason)}</td></tr>'
    yield "</tbody></table></section>"
