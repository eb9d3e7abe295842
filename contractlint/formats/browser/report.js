
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  const cards = new Map(all(".finding").map((card) => [card.dataset.n, card]));
  const groups = all(".group");
  const marks = all(".paper [data-p]").map((node) => ({ node, ids: node.dataset.p.split(" ") }));
  const refs = all(".paper .ref");
  const boxes = all("[name=severity]");
  const module = one("[name=module]"), side = one("[name=side]"), search = one("[name=search]");
  const keys = one("[name=keys]"), status = one(".filters [role=status]"), nothing = one("#nothing"), back = one(".back");
  const sentence = nothing.textContent;
  const levels = ["info", "warning", "error"];
  const wide = matchMedia("(min-width: 1001px)");
  let current = null, waiting = 0, searched = "";

  const owner = (id) => (id.startsWith("p") ? cards.get(id.slice(1).split("-")[0]) : undefined);
  const shown = () => [...cards.values()].filter((card) => !card.hidden);

  // What is listed, and in the text what is marked.
  const words = new Map();
  const text = (card) => {
    if (!words.has(card)) words.set(card, folded(card.textContent));
    return words.get(card);
  };
  // Searched words in the agreement itself: drawn over it, not written into it.
  const MOST = 2000;
  const alike = (words) => {
    const low = words.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).toLowerCase();
    return low.length === words.length ? low : words;
  };
  let passages = null, found = [], at = -1;
  const passage = (nodes) => ({ nodes, words: alike(nodes.map((node) => node.data).join("")) });
  const read = () => {
    const walker = document.createTreeWalker(one(".paper"), NodeFilter.SHOW_TEXT);
    const every = [];
    let nodes = [], home = null;
    while (walker.nextNode()) {
      const its = walker.currentNode.parentElement.closest("p, td");
      if (its !== home && nodes.length) every.push(passage(nodes));
      if (its !== home) nodes = [];
      home = its;
      nodes.push(walker.currentNode);
    }
    if (nodes.length) every.push(passage(nodes));
    return every;
  };
  const stretch = (nodes, start, end) => {
    const range = document.createRange();
    let offset = 0, open = false;
    for (const node of nodes) {
      const next = offset + node.length;
      if (!open && start < next) {
        range.setStart(node, start - offset);
        open = true;
      }
      if (open && end <= next) {
        range.setEnd(node, end - offset);
        break;
      }
      offset = next;
    }
    return range;
  };
  const draw = (name, ranges) => {
    if (window.CSS && CSS.highlights) CSS.highlights.set(name, new Highlight(...ranges));
  };
  const look = (terms) => {
    found = [];
    at = -1;
    passages ||= terms.length ? read() : null;
    for (const { nodes, words } of terms.length ? passages : []) {
      const here = [];
      for (const term of terms)
        for (let from = words.indexOf(term); from >= 0; from = words.indexOf(term, from + term.length)) here.push([from, from + term.length]);
      here.sort((a, b) => a[0] - b[0]);
      for (const [start, end] of here) if (found.length < MOST) found.push(stretch(nodes, start, end));
    }
    draw("searched", found);
    draw("reached", []);
  };
  const reach = (by) => {
    if (!found.length) return;
    at = (at + by + found.length) % found.length;
    found[at].startContainer.parentElement.scrollIntoView({ block: "center" });
    align();
    draw("reached", [found[at]]);
    count();
  };
  let listed = 0;
  const count = () => {
    let words = `显示 ${listed} 条，共 ${cards.size} 条`;
    if (search.value.trim()) {
      const amount = found.length < MOST ? `${found.length}` : `至少 ${MOST}`;
      words += at < 0 ? `；原文 ${amount} 处` : `；原文第 ${at + 1} 处，共 ${amount} 处`;
    }
    status.textContent = words;
  };

  const apply = () => {
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const terms = folded(search.value).split(/\s+/).filter(Boolean);
    let amount = 0;
    for (const card of cards.values()) {
      const { severity, module: its, side: whose } = card.dataset;
      card.hidden = !(severities.has(severity) && (!module.value || its === module.value) &&
        (!side.value || whose === side.value || whose === "双") && terms.every((term) => text(card).includes(term)));
      amount += !card.hidden;
    }
    for (const group of groups) {
      const every = all(".finding", group), open = every.filter((card) => !card.hidden);
      group.hidden = !open.length;
      group.querySelector(".amount").textContent = open.length < every.length ? `（${open.length} / ${every.length}）` : `（${every.length}）`;
    }
    for (const ref of refs) ref.hidden = cards.get(ref.dataset.n).hidden;
    for (const { node, ids } of marks) {
      if (node.localName !== "mark") continue;
      const seen = ids.map(owner).filter((card) => card && !card.hidden).map((card) => levels.indexOf(card.dataset.severity));
      node.classList.remove("off", ...levels);
      node.classList.add(seen.length ? levels[Math.max(...seen)] : "off");
    }
    listed = amount;
    searched = search.value;
    look(alike(search.value).split(/\s+/).filter(Boolean));
    count();
    nothing.hidden = amount > 0;
    nothing.textContent = cards.size ? "没有符合筛选条件的问题。" : sentence;
  };
  const reset = () => {
    for (const box of boxes) box.checked = box.defaultChecked;
    module.value = side.value = search.value = "";
    apply();
  };
  const reveal = (card) => {
    if (!card || !card.hidden) return;
    reset();
    if (card.hidden) {
      for (const box of boxes) if (box.value === card.dataset.severity) box.checked = true;
      apply();
    }
  };

  // Jumping both ways.
  const light = (card, id) => {
    for (const node of all(".now")) node.classList.remove("now");
    current = card || current;
    if (card) card.classList.add("now");
    const stem = id || (card && `p${card.dataset.n}-`);
    if (!stem) return;
    for (const { node, ids } of marks) {
      if (!ids.some((each) => (id ? each === id : each.startsWith(stem)))) continue;
      node.classList.add("now");
      if (id) {
        node.classList.remove("flash");
        void node.offsetWidth;
        node.classList.add("flash");
      }
    }
    if (card) for (const ref of refs) if (ref.dataset.n === card.dataset.n) ref.classList.add("now");
  };
  // Side by side, both panes stay whole in the window.
  const align = () => {
    if (wide.matches) one(".work").scrollIntoView({ block: "start" });
  };
  const toPlace = (id, focus) => {
    const target = document.getElementById(id);
    if (!target) return;
    const card = owner(id);
    light(card, id);
    if (card && wide.matches) card.scrollIntoView({ block: "nearest" });
    target.scrollIntoView({ block: "center" });
    align();
    if (!focus) return;
    // The link back stands behind the place; an overview's place has none.
    const ref = card && refs.find((each) => each.dataset.n === card.dataset.n && each.compareDocumentPosition(target) & 2);
    const landing = ref || target;
    if (!ref) target.tabIndex = -1;
    landing.focus({ preventScroll: true });
    back.hidden = !card;
    if (card) {
      back.href = `#f${card.dataset.n}`;
      back.textContent = `回到问题 ${card.dataset.n}`;
    }
  };
  const toCard = (card, follow) => {
    reveal(card);
    light(card, "");
    const article = card.querySelector("article");
    article.scrollIntoView({ block: "start" });
    align();
    article.focus({ preventScroll: true });
    back.hidden = true;
    if (follow && wide.matches) {
      document.getElementById(`p${card.dataset.n}-0`)?.scrollIntoView({ block: "center" });
      align();
    }
  };
  const go = (hash, follow) => {
    const id = decodeURIComponent(hash.slice(1));
    if (/^f\d+$/.test(id) && cards.has(id.slice(1))) toCard(cards.get(id.slice(1)), follow);
    else if (/^[pt]\d+-\d+$/.test(id)) {
      reveal(owner(id));
      toPlace(id, true);
    } else if (/^g-/.test(id)) {
      for (const box of boxes) if (box.value === id.slice(2)) box.checked = true;
      apply();
      document.getElementById(id)?.scrollIntoView();
      align();
    } else return false;
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      if (go(link.getAttribute("href"), !link.closest(".paper"))) event.preventDefault();
      return;
    }
    const pick = event.target.closest("[data-pick]");
    if (pick) {
      reset();
      module.value = pick.dataset.pick;
      apply();
      one(".work").scrollIntoView();
      one("#findings").scrollTop = 0;
      one("#findings").focus({ preventScroll: true });
      return;
    }
    // A place that several findings share leads to each of them in turn.
    const mark = event.target.closest(".paper mark");
    if (!mark || String(getSelection())) return;
    const owners = [...new Set(mark.dataset.p.split(" ").map(owner))].filter((card) => card && !card.hidden);
    if (owners.length) toCard(owners[(owners.indexOf(current) + 1) % owners.length], false);
  });
  addEventListener("hashchange", () => go(location.hash, true));

  // Without a mouse.
  const step = (by) => {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
    toCard(list[next], true);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && event.target === search) {
      search.value = "";
      apply();
      search.blur();
    } else if (event.key === "Enter" && event.target === search) {
      clearTimeout(waiting);
      if (searched !== search.value) apply();
      reach(event.shiftKey ? -1 : 1);
    } else if (event.key === "Enter" && event.target.localName === "article") {
      const link = event.target.querySelector(".to-text");
      if (link) link.click();
    } else if (keys.checked && !/^(input|select|textarea)$/.test(event.target.localName)) {
      if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "/") search.focus();
      else return;
    } else return;
    event.preventDefault();
  });

  for (const box of boxes) box.addEventListener("change", apply);
  for (const choice of [module, side]) choice.addEventListener("change", apply);
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  one("[name=reset]").addEventListener("click", () => {
    reset();
    search.focus();
  });
  // On paper nothing can be opened.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
  apply();
  if (location.hash) go(location.hash, true);
})();

