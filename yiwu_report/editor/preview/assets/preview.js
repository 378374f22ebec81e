// In every page of the preview, before the page's own scripts: updates it in place, marks what
// changed, and shows problems over the last valid page.
(() => {
  "use strict";
  const MARKED_MS = 1600;
  const OWN = "data-preview";

  let source = document.cloneNode(true); // the page as served, without changes by its scripts
  let version = null;
  let changed = new Set();

  // --- update in place -------------------------------------------------------------------------------

  const key = (node) => node.nodeName + (node.id ? `#${node.id}` : "");

  // The nodes of `live` that correspond to those of `before`, ignoring nodes that scripts added; null if unclear.
  const counterparts = (live, before) => {
    const found = [];
    let node = live.firstChild;
    for (const each of before.childNodes) {
      while (node && key(node) !== key(each)) node = node.nextSibling;
      if (!node) return null;
      found.push(node);
      node = node.nextSibling;
    }
    return found;
  };

  // Pairs of indices of nodes to keep, in order: equal nodes, then nodes of the same kind between them.
  const pairs = (before, after) => {
    const made = [];
    let start = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) {
      made.push([start, start]);
      start += 1;
    }
    const tail = [];
    let [left, right] = [before.length - 1, after.length - 1];
    while (left >= start && right >= start && before[left].isEqualNode(after[right])) {
      tail.unshift([left, right]);
      left -= 1;
      right -= 1;
    }
    let at = start;
    for (let old = start; old <= left; old += 1) {
      let next = at;
      const fits = (node) => (left - start === right - start ? key(node) === key(before[old])
        : node.isEqualNode(before[old]) || (node.id && node.id === before[old].id));
      while (next <= right && !fits(after[next])) next += 1;
      if (next <= right) {
        made.push([old, next]);
        at = next + 1;
      }
    }
    return [...made, ...tail];
  };

  const mark = (node) => changed.add(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

  const takeAttributes = (live, before, after) => {
    for (const { name, value } of after.attributes) {
      if (before.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    for (const { name } of before.attributes) {
      if (!after.hasAttribute(name)) live.removeAttribute(name);
    }
  };

  const replaceChildren = (live, after) => {
    live.replaceChildren(...[...after.childNodes].map((node) => document.importNode(node, true)));
    mark(live);
  };

  const takeChildren = (live, before, after) => {
    const standing = counterparts(live, before);
    if (!standing) return replaceChildren(live, after);
    const old = [...before.childNodes];
    const fresh = [...after.childNodes];
    const going = new Map(pairs(old, fresh).map(([from, to]) => [to, from]));
    const kept = new Set(going.values());
    standing.forEach((node, index) => {
      if (kept.has(index)) return;
      node.remove();
      mark(live);
    });
    let last = null; // the live node after which to insert the next one
    fresh.forEach((node, index) => {
      const from = going.get(index);
      if (from === undefined) {
        const made = document.importNode(node, true);
        if (last) last.after(made);
        else live.prepend(made);
        mark(made);
        last = made;
      } else {
        last = standing[from];
        take(last, old[from], node);
      }
    });
  };

  const take = (live, before, after) => {
    if (before.isEqualNode(after)) return;
    if (live.nodeType !== Node.ELEMENT_NODE) {
      live.data = after.data;
      if (after.data.trim() !== before.data.trim()) mark(live);
      return;
    }
    takeAttributes(live, before, after);
    takeChildren(live, before, after);
    if (live.matches("path, rect, circle, use, line")) mark(live);
  };

  const head = (doc, selector) => [...doc.head.querySelectorAll(selector)].filter((each) => !each.hasAttribute(OWN));
  const addresses = (doc) => head(doc, "script[src]").map((each) => each.getAttribute("src")).join();

  // A new style sheet is added before the old one is removed, so that the page is never unstyled.
  const takeStyle = (after) => {
    const [old] = head(document, "link[rel=stylesheet]");
    const [fresh] = head(after, "link[rel=stylesheet]");
    if (!old || !fresh || old.getAttribute("href") === fresh.getAttribute("href")) return;
    const made = document.importNode(fresh);
    made.addEventListener("load", () => old.remove());
    old.after(made);
  };

  // Elements that a page's scripts refer to: if they change, the scripts must restart.
  const SCRIPTED = ".contents, .figure-list";
  const outline = (doc) => [...doc.querySelectorAll(SCRIPTED)]
    .map((each) => [...each.querySelectorAll("a[href], li[id]")].map((node) => node.id || node.getAttribute("href")).join())
    .join("\n");

  const takePage = (after) => {
    if (addresses(after) !== addresses(source) || outline(after) !== outline(source)) {
      location.reload();
      return;
    }
    changed = new Set();
    document.title = after.title;
    takeStyle(after);
    takeAttributes(document.documentElement, source.documentElement, after.documentElement);
    take(document.body, source.body, after.body);
    source = after;
    closeCharts();
    show();
  };

  // An interactive chart with changed data is closed; it opens with the new data.
  const closeCharts = () => {
    for (const box of document.querySelectorAll(".is-live")) {
      const figure = box.closest("figure");
      if (![...changed].some((each) => figure.contains(each))) continue;
      figure.querySelector("[data-interactive]")?.click();
      box.querySelector(".chart-live")?.remove();
    }
  };

  // --- highlight changes briefly ------------------------------------------------------------------------

  const boxOf = (element) => element.closest("svg") ?? element;

  const show = () => {
    const boxes = new Set([...changed].filter((each) => each?.isConnected && each !== document.body).map(boxOf));
    for (const box of boxes) {
      box.classList.add("preview-changed");
      setTimeout(() => box.classList.remove("preview-changed"), MARKED_MS);
    }
    const seen = [...boxes].some((box) => {
      const { top, bottom } = box.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    say(boxes.size === 0 ? "" : `${boxes.size} changed${seen ? "" : ", none of it in sight"}`);
  };

  // --- problems -------------------------------------------------------------------------------------------------

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...children);
    return made;
  };

  const lineOf = ({ number, text, at }) => {
    const line = element("span", { class: at === null ? "line" : "line is-at", "data-number": number });
    if (at === null || at >= text.length) line.append(text || " ");
    else line.append(text.slice(0, at), element("mark", {}, text.slice(at, at + 1)), text.slice(at + 1));
    return line;
  };

  const problemOf = ({ place, message, remedy, rule, lines }) => element(
    "li", {},
    element("p", { class: "place" }, place),
    element("p", {}, element("strong", {}, message), ` `, element("span", { class: "rule" }, `[${rule}]`)),
    element("p", { class: "remedy" }, remedy),
    ...(lines.length ? [element("pre", {}, ...lines.map(lineOf))] : []),
  );

  let panel = null;
  let restoredTo = null;

  const hide = () => {
    if (!panel) return;
    const had = panel.contains(document.activeElement);
    panel.remove();
    panel = null;
    if (had) restoredTo?.focus({ preventScroll: true });
  };

  const complain = (problems) => {
    const focused = document.activeElement;
    const isNew = !panel;
    panel?.remove();
    if (isNew) restoredTo = focused;
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const close = element("button", { type: "button" }, "Hide (Esc)");
    close.addEventListener("click", hide);
    panel = element(
      "section",
      { id: "preview-problems", role: "alertdialog", "aria-labelledby": "preview-problems-title", tabindex: "-1" },
      element("header", {}, element("h2", { id: "preview-problems-title" }, count), close),
      element("p", {}, source.body.childElementCount
        ? "The last valid version is shown behind this panel." : "The report will be shown when they are fixed."),
      element("ol", {}, ...problems.map(problemOf)),
    );
    document.body.append(panel);
    panel.focus({ preventScroll: true });
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel && !event.defaultPrevented) hide();
  });

  // --- status corner -----------------------------------------------------------------------------------------------

  const status = element("span", { role: "status" });
  const corner = element("aside", { id: "preview-corner", "aria-label": "Preview" }, status);
  if (!location.pathname.startsWith("/-/")) corner.append(element("a", { href: "/-/desk" }, "Overview"));
  const say = (words) => { status.textContent = words || "Up to date"; };
  document.body.append(corner);

  // --- server-sent events -----------------------------------------------------------------------------------------------------

  const fetchPage = async () => {
    const response = await fetch(location.pathname, { cache: "no-store" });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  const news = new EventSource(`/-/news?path=${encodeURIComponent(location.pathname)}`);
  news.addEventListener("message", async (event) => {
    const state = JSON.parse(event.data);
    if (state.problems.length) {
      say(state.problems.length === 1 ? "1 problem" : `${state.problems.length} problems`);
      complain(state.problems);
    } else {
      hide();
      if (version === null) say("");
    }
    const isLater = version !== null && version !== state.version;
    version = state.version;
    if (isLater && (!state.problems.length || !source.body.childElementCount)) takePage(await fetchPage());
    document.documentElement.dataset.previewVersion = version;
  });
  news.addEventListener("error", () => say("The preview has stopped"));
})();
