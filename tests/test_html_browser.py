"""The browser report in a real Chromium: clicks, keys, filters, sizes, paper, contrast, and drafts that mean harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from contractlint.api import review
from contractlint.finding import Evidence, Severity
from contractlint.folders.entry import Entry
from contractlint.folders.index import as_html
from contractlint.folders.summary import summarize
from contractlint.formats import Look, render
from contractlint.formats.browser.places import numbered
from contractlint.report import Report
from contractlint.text import Block, SourceText, Span
from tests.conftest import skip_or_fail
from tests.drafts import FIXTURES
from tests.test_html import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
SAMPLES = ("risky-typed.docx", "clean-typed.docx", "tracked.docx", "form.docx", "scan.docx")
DESK, PHONE = (1280, 800), (360, 740)


@dataclass
class Opened:
    """A page on the screen, and whatever it did that it should not."""

    page: Page
    troubles: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    """Requests that the policy of the page did not let out."""

    def shown(self) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all(
            ".finding", "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.n)"
        )
        return found

    def status(self) -> str:
        return self.page.inner_text("[role=status]")

    def focus(self) -> str:
        """The link that has the focus, or the id of what else has it."""
        return str(self.page.evaluate("(e => e.getAttribute('href') || e.id || e.name)(document.activeElement)"))

    def in_sight(self, selector: str) -> bool:
        """Whether its beginning stands in the window and nothing covers it."""
        return bool(
            self.page.eval_on_selector(
                selector,
                """node => {
                    const box = node.getClientRects()[0] || node.getBoundingClientRect();
                    const [x, y] = [box.left + Math.min(box.width, 8) / 2, box.top + Math.min(box.height, 16) / 2];
                    const top = document.elementFromPoint(x, y);
                    return !!top && (node.contains(top) || top.contains(node)) &&
                        !["HTML", "BODY", "MAIN"].includes(top.tagName);
                }""",
            )
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        skip_or_fail("playwright is not installed")
    if not CHROMIUM.exists():
        skip_or_fail(f"no {CHROMIUM}")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield running
        running.close()


def stopped(seen: Opened, url: str) -> None:
    seen.troubles.remove(url)
    seen.stopped.append(url)


Open = Callable[..., Opened]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from disk; at the end none may have complained or asked for anything."""
    every: list[Opened] = []

    def opened(content: str, size: tuple[int, int] = DESK, **context: Any) -> Opened:
        file = tmp_path / f"report-{len(every)}.html"
        file.write_text(content, "utf-8")
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context).new_page()
        seen = Opened(page)
        every.append(seen)
        page.on("console", lambda message: seen.troubles.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: seen.troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (seen.troubles.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: request.url != file.as_uri() and seen.troubles.append(request.url))
        page.on("requestfailed", lambda request: request.failure == "csp" and stopped(seen, request.url))
        page.goto(file.as_uri())
        return seen

    yield opened
    for seen in every:
        assert seen.troubles == []
        seen.page.context.close()


@cache
def reviewed(name: str) -> Report:
    return review(FIXTURES / name)


def page_of(name: str) -> str:
    return str(render(reviewed(name), "html", Look()))


@pytest.fixture
def risky(show: Open) -> Opened:
    return show(page_of("risky-typed.docx"))


def test_a_finding_leads_to_its_place_and_back(risky: Opened) -> None:
    last = [one for one in numbered(reviewed("risky-typed.docx").findings) if not one.finding.absent][-15]
    assert not risky.in_sight(f"#{last.place(0)}")
    risky.page.click(f"#{last.id} .to-text")
    assert risky.in_sight(f"[data-p~='{last.place(0)}']")
    assert risky.in_sight(".filters")
    assert risky.focus() == f"#{last.id}"
    assert risky.page.inner_text(f"[data-p~='{last.place(0)}'].now").strip() == last.finding.evidence[0].text.strip()
    risky.page.eval_on_selector("#findings", "pane => pane.scrollTop = 0")
    risky.page.keyboard.press("Enter")
    assert risky.focus() == last.id
    assert risky.in_sight(f"#{last.id}")
    risky.page.keyboard.press("Enter")
    assert risky.focus() == f"#{last.id}"


def test_every_place_of_the_overview_leads_into_the_text(risky: Opened) -> None:
    links = risky.page.eval_on_selector_all("#overview a[href^='#t']", "all => all.map(a => a.getAttribute('href'))")
    assert len(links) > 20
    for link in links[::5]:
        risky.page.evaluate("window.scrollTo(0, 0)")
        risky.page.click(f"#overview a[href='{link}'] >> nth=0")
        assert risky.page.locator(f".paper [data-p~='{link[1:]}'].now").count() or risky.in_sight(link)


def test_a_mark_that_findings_share_leads_to_each_of_them(risky: Opened) -> None:
    shared = risky.page.eval_on_selector_all(
        ".paper mark:not(.off)", "all => all.map(m => m.dataset.p).filter(p => /p\\d+-\\d+ .*p\\d+-/.test(p))"
    )
    assert shared
    owners = list(dict.fromkeys("f" + place[1:].split("-")[0] for place in shared[0].split() if place[0] == "p"))
    for owner in [*owners, owners[0]]:
        risky.page.click(f".paper mark[data-p='{shared[0]}'] >> nth=0")
        assert risky.focus() == owner


def test_the_filters_show_what_they_say(risky: Opened) -> None:
    every = numbered(reviewed("risky-typed.docx").findings)

    def those(keep: Callable[[Any], bool]) -> list[str]:
        return [str(one.number) for one in every if keep(one.finding)]

    grave = those(lambda one: one.severity > Severity.INFO)
    assert risky.shown() == grave
    assert risky.status() == f"显示 {len(grave)} 条，共 {len(every)} 条"
    assert risky.page.inner_text("#g-error") == f"必须改（{reviewed('risky-typed.docx').count(Severity.ERROR)}）"
    risky.page.check("[name=severity][value=info]")
    assert risky.shown() == those(lambda one: True)
    risky.page.uncheck("[name=severity][value=warning]")
    assert risky.shown() == those(lambda one: one.severity is not Severity.WARNING)
    risky.page.select_option("[name=module]", "F")
    assert risky.shown() == those(lambda one: one.severity is not Severity.WARNING and one.module == "F")
    errors = (
        those(lambda one: one.severity is Severity.ERROR),
        those(lambda one: one.severity is Severity.ERROR and one.module == "F"),
    )
    assert risky.page.inner_text("#g-error") == f"必须改（{len(errors[1])} / {len(errors[0])}）"
    risky.page.click("[name=reset]")
    assert risky.shown() == grave
    risky.page.select_option("[name=side]", "乙")
    own = those(lambda one: one.severity > Severity.INFO and one.side.value in "乙双")
    assert len(own) < len(grave)
    assert risky.shown() == own
    marked = risky.page.eval_on_selector_all(
        ".paper .ref", "all => [...new Set(all.filter(a => a.checkVisibility()).map(a => a.dataset.n))]"
    )
    assert sorted(marked, key=int) == own
    assert risky.page.locator(".paper mark.off").count() > 0
    risky.page.click("[name=reset]")
    risky.page.click("[data-pick=L]")
    assert risky.shown() == those(lambda one: one.severity > Severity.INFO and one.module == "L")
    assert risky.in_sight("#findings h2")


def test_the_search_takes_all_words_in_any_width(risky: Opened) -> None:
    risky.page.fill("[name=search]", "Ｓ０６ 信用代码")
    risky.page.get_by_text("显示 1 条", exact=False).wait_for()
    (only,) = risky.shown()
    assert "S06" in risky.page.inner_text(f"#f{only}")
    risky.page.fill("[name=search]", "没有这样的话")
    risky.page.wait_for_selector("#nothing:visible")
    assert risky.shown() == []
    assert risky.page.inner_text("#nothing") == "没有符合筛选条件的问题。"
    risky.page.press("[name=search]", "Escape")
    assert len(risky.shown()) > 60


def test_the_search_steps_through_the_agreement(risky: Opened) -> None:
    """Across the pieces that marks cut a sentence into, in the order of the text, round and round."""
    words = "签订后支付50％"
    text = reviewed("risky-typed.docx").source.text
    assert text.count("签订后支付50%") == 1
    risky.page.fill("[name=search]", words)
    risky.page.get_by_text("原文 1 处", exact=False).wait_for()
    risky.page.fill("[name=search]", "服务期")
    risky.page.press("[name=search]", "Enter")
    amount = text.count("服务期")
    assert amount > 2
    assert risky.status().endswith(f"原文第 1 处，共 {amount} 处")
    assert risky.page.evaluate("[...CSS.highlights.get('searched')].map(r => r.toString())") == ["服务期"] * amount
    tops = []
    for _ in range(amount):
        tops.append(
            risky.page.evaluate(
                "[...CSS.highlights.get('reached')][0].getBoundingClientRect().top + document.querySelector('#agreement').scrollTop"
            )
        )
        risky.page.press("[name=search]", "Enter")
    assert tops == sorted(tops)
    assert risky.status().endswith(f"原文第 1 处，共 {amount} 处")
    risky.page.press("[name=search]", "Shift+Enter")
    assert risky.status().endswith(f"原文第 {amount} 处，共 {amount} 处")
    risky.page.press("[name=search]", "Escape")
    assert "原文" not in risky.status()
    assert risky.page.evaluate("CSS.highlights.get('searched').size") == 0


def test_a_link_to_a_finding_out_of_the_filter_brings_it_back(risky: Opened) -> None:
    risky.page.select_option("[name=module]", "J")
    first = risky.page.get_attribute(".bill tbody a >> nth=0", "href")
    assert first
    assert first[2:] not in risky.shown()
    risky.page.click(".bill tbody a >> nth=0")
    assert first[2:] in risky.shown()
    assert risky.focus() == first[1:]


def test_without_a_mouse(risky: Opened) -> None:
    press = risky.page.keyboard.press
    press("Tab")
    assert risky.focus() == "#findings"
    assert risky.in_sight(".skip a")
    press("Enter")
    press("j")
    press("j")
    assert risky.focus() == "f2"
    assert risky.in_sight("[data-p~='p2-0']")
    press("k")
    assert risky.focus() == "f1"
    press("/")
    assert risky.focus() == "search"
    risky.page.keyboard.type("jk")
    assert risky.page.input_value("[name=search]") == "jk"
    press("Escape")
    risky.page.click(".keys summary")
    risky.page.uncheck("[name=keys]")
    press("j")
    assert risky.focus() == "keys"
    outline = "(e => getComputedStyle(e).outlineStyle)(document.activeElement)"
    for _ in range(12):
        press("Tab")
        assert risky.page.evaluate(outline) == "solid", risky.focus()


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_sticks_out(show: Open, name: str) -> None:
    seen = show(page_of(name))
    for width, height in (PHONE, DESK, (1900, 1000)):
        seen.page.set_viewport_size({"width": width, "height": height})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        beyond = seen.page.evaluate(
            """[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() &&
                !e.closest(".grid, .skip, .unseen") && e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert beyond == []


def test_on_a_phone_a_button_leads_back(show: Open) -> None:
    seen = show(page_of("risky-typed.docx"), PHONE, has_touch=True, is_mobile=True)
    seen.page.tap("#f4 .to-text")
    assert seen.in_sight("[data-p~='p4-0']")
    seen.page.tap(".back")
    assert seen.focus() == "f4"
    assert seen.in_sight("#f4")
    assert not seen.page.is_visible(".back")


def test_it_reads_without_script(show: Open) -> None:
    seen = show(page_of("risky-typed.docx"), java_script_enabled=False)
    assert seen.page.is_visible("#f1")
    assert seen.page.is_visible(".filters") is False
    info = next(one for one in numbered(reviewed("risky-typed.docx").findings) if one.finding.severity is Severity.INFO)
    assert seen.page.is_visible(f"#{info.id}")


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_can_be_read_and_named(show: Open, name: str) -> None:
    """Contrast of every visible text by WCAG 2.1 AA, a name for every control, headings without gaps, landmarks."""
    seen = show(page_of(name))
    for box in seen.page.query_selector_all("[name=severity]"):
        box.check()
    faults = seen.page.evaluate(ACCESSIBLE)
    assert faults == []


ACCESSIBLE = """() => {
    const faults = [];
    const channels = text => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
    const ground = node => {
        for (let at = node; at; at = at.parentElement) {
            const found = channels(getComputedStyle(at).backgroundColor);
            if (found.length === 3 || found[3] === 1) return found;
            if (found[3] > 0) faults.push("half transparent: " + at.className);
        }
        return [255, 255, 255];
    };
    const judge = (node, what) => {
        const style = getComputedStyle(node);
        const [a, b] = [light(channels(style.color)), light(ground(node))];
        const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
        if (contrast < (large ? 3 : 4.5)) faults.push(`contrast ${contrast.toFixed(2)}: ${node.className} ${what.slice(0, 20)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.data.trim() && node.parentElement.checkVisibility() && !/SCRIPT|STYLE/.test(node.parentElement.tagName))
            judge(node.parentElement, node.data);
    }
    for (const ref of document.querySelectorAll(".ref")) judge(ref, ref.dataset.n);
    for (const control of document.querySelectorAll("a[href], button, input, select, summary")) {
        const name = (control.getAttribute("aria-label") || control.textContent || "").trim() ||
            [...(control.labels || [])].map(label => label.textContent.trim()).join("");
        if (!name) faults.push("nameless: " + control.outerHTML.slice(0, 80));
    }
    for (const part of document.querySelectorAll("main section, nav, [role=group], [role=search], article")) {
        const by = part.getAttribute("aria-labelledby");
        if (!(part.getAttribute("aria-label") || (by && document.getElementById(by)?.textContent.trim())))
            faults.push("unlabelled: " + part.outerHTML.slice(0, 80));
    }
    let level = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
        const its = Number(heading.tagName[1]);
        if (its > level + 1) faults.push(`h${level} then h${its}: ${heading.textContent}`);
        level = its;
    }
    for (const once of ["h1", "main", "body > header", "body > footer", "nav", "[role=search]"])
        if (document.querySelectorAll(once).length !== 1) faults.push("not once: " + once);
    for (const cell of document.querySelectorAll("thead th, tbody th"))
        if (!cell.scope) faults.push("no scope: " + cell.textContent);
    if (document.querySelector("[aria-live]").getAttribute("aria-live") !== "polite") faults.push("silent count");
    return faults;
}"""


def test_hostile_words_do_nothing(show: Open) -> None:
    draft = (FIXTURES / "risky-short.txt").read_text("utf-8")
    evil = "".join("".join(one for one in words if ord(one) > 31) for words in HOSTILE)
    report = review(draft.replace("有限公司", f"{evil}有限公司") + f"\n第九十条 {evil}\n{evil}应尽快支付。\n")
    report = replace(
        report,
        notices=HOSTILE,
        findings=tuple(replace(one, title=evil, message=evil, advice=evil, heading=evil) for one in report.findings),
    )
    tame = show(str(render(review(draft), "html", Look())))
    seen = show(str(render(report, "html", Look())))
    count = "(name => document.querySelectorAll(name).length)"
    for name in ("script", "style", "base", "iframe", "img", "[onerror], [onload], [onmouseover], [style]"):
        assert seen.page.evaluate(f"{count}({name!r})") == tame.page.evaluate(f"{count}({name!r})"), name
    seen.page.click("#f1 .to-text")
    seen.page.click(".paper mark >> nth=0")
    assert seen.page.evaluate("[...document.links].every(a => a.protocol === 'file:')")


def test_the_policy_stops_markup_that_got_in_all_the_same(show: Open) -> None:
    smuggled = (
        "<script>window.smuggled = 1</script><img src=x onerror='window.smuggled = 1'>"
        "<a id=bait href='javascript:window.smuggled = 1'>x</a><p id=painted style='color: red'>x</p>"
        "<iframe srcdoc='<script>top.smuggled = 1</script>'></iframe>"
        "<img src='https://example.invalid/a.png'><base href='https://example.invalid/'>"
    )
    seen = show(page_of("risky-short.txt").replace("</main>", f"{smuggled}</main>"))
    seen.page.click("#bait")
    assert seen.page.evaluate("window.smuggled") is None
    assert seen.page.evaluate("document.baseURI").startswith("file:")
    assert seen.page.eval_on_selector("#painted", "e => getComputedStyle(e).color") != "rgb(255, 0, 0)"
    assert seen.page.is_visible("#f1")
    assert len(seen.stopped) == 2
    assert any("Content Security Policy" in one for one in seen.troubles)
    assert [one for one in seen.troubles if not one.startswith("console:")] == []
    seen.troubles.clear()


def test_on_paper_nothing_is_cut_or_left_out(show: Open) -> None:
    seen = show(page_of("risky-typed.docx"))
    seen.page.emulate_media(media="print")
    assert not seen.page.is_visible("nav")
    assert not seen.page.is_visible("[name=search]")
    assert seen.page.is_visible("[role=status]")
    for pane in ("#findings", "#agreement"):
        assert seen.page.eval_on_selector(pane, "e => getComputedStyle(e).overflowY") == "visible"
    pdf = seen.page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") > 8


def test_a_thousand_pages_stay_usable(show: Open) -> None:
    """Six hundred thousand characters and two thousand findings: opened, filtered and jumped through."""
    line = "乙方应尽快完成本条所列工作，并按甲方要求提交报告，费用另行协商，逾期按有关规定处理，双方另行签订补充协议。"
    base = reviewed("risky-typed.docx")
    amount = 12_000
    text = "\n".join(f"{number} {line}" for number in range(amount))
    blocks, start = [], 0
    for one in text.split("\n"):
        blocks.append(Block(Span(start, start + len(one))))
        start += len(one) + 1
    model = next(one for one in base.findings if one.severity is Severity.ERROR and not one.absent)
    findings = tuple(
        replace(
            model,
            evidence=(
                Evidence(text[block.span.end - 30 : block.span.end - 4], Span(block.span.end - 30, block.span.end - 4)),
            ),
        )
        for block in blocks[::6]
    )
    report = replace(
        base, source=SourceText(text, tuple(blocks)), findings=findings, parties=(), service_levels=None, records=(), modules=()
    )  # fmt: skip
    seen = show(str(render(report, "html", Look())))
    assert len(seen.shown()) == 2000
    for number in (1000, 2000, 3):
        seen.page.evaluate(f"location.hash = '#p{number}-0'")
        seen.page.wait_for_selector(f".ref[href='#f{number}']:focus")
        assert seen.in_sight(f"[data-p~='p{number}-0']")
    seen.page.keyboard.press("j")
    assert seen.focus() == "f4"
    taken = seen.page.evaluate(
        """() => { const begun = performance.now(); const box = document.querySelector("[name=severity]");
            box.click(); document.body.offsetHeight; return performance.now() - begun; }"""
    )
    assert seen.shown() == []
    assert taken < 3000


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_index_of_a_folder_fits(tmp_path: Path, browser: Browser, size: tuple[int, int]) -> None:
    """Nothing of it is out of sight, and no name of a file becomes part of the page."""
    names = ["<script>alert(1)<!--.docx", "a&quot;b#?%20.docx", f"{'很长的名字' * 12}.docx"]
    entry = Entry(
        "", "reviewed", 1, "不建议按现稿签署。", title="<b>协议", verdict="reject", score=5, errors=25, warnings=38
    )
    entries = [replace(entry, path=f"合同/{name}", reports=(f"{name}.json", f"{name}.html")) for name in names]
    for name in names:
        (tmp_path / f"{name}.html").write_text("<title>report</title>", "utf-8")
    (tmp_path / "index.html").write_bytes(as_html(summarize(entries)))
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto((tmp_path / "index.html").as_uri())
    wide = "all => all.filter(e => e.scrollWidth > e.clientWidth).length"
    assert page.eval_on_selector_all("html, section", wide) == 0
    assert page.locator("script, main b").count() == 0
    for number, name in enumerate(sorted(names)):
        link = page.locator("td.f a:first-child").nth(number)
        assert link.inner_text() == f"合同/{name}"
        link.click()
        assert page.title() == "report"
        page.go_back()
    page.close()
