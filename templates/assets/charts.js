// Draws charts with plotly.js, in the box that is kept for them: those without a picture when they come near,
// the others when the reader asks. Everything is a classic script, loaded once, so that it works from disk too.
(() => {
  "use strict";
  const figures = {}; // name -> { colours: { "#12436D": "--c1" }, figures: { 360: …, 720: … } }
  const scripts = {};
  const drawn = new Map(); // box -> { name, live, width }
  const config = {
    displayModeBar: false, displaylogo: false, showSendToCloud: false, plotlyServerURL: "", scrollZoom: false,
  };

  window.reportChart = (name, chart) => { figures[name] = chart; };

  // plotly.js brings a style sheet for maps, which no chart here needs and the page's policy refuses.
  document.head.appendChild = (node) => (
    node.localName === "style" && node.textContent ? node : Node.prototype.appendChild.call(document.head, node)
  );

  const load = (src) => (scripts[src] ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  }));

  // The figure with the colours of the page as it is now, light or dark.
  const recolour = (value, colours) => {
    if (typeof value === "string") {
      const token = colours[value];
      return token ? getComputedStyle(document.documentElement).getPropertyValue(token).trim() : value;
    }
    if (Array.isArray(value)) return value.map((each) => recolour(each, colours));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recolour(each, colours)]));
  };

  const room = (box) => [...box.children].find((child) => child.matches(".chart-narrow, .chart-wide") && child.offsetWidth);

  // Plotly draws at the figure's own size; where the box is wider or narrower, both are scaled alike.
  const draw = async (box, always) => {
    const state = drawn.get(box);
    const space = room(box)?.querySelector("svg");
    if (!space) return;
    const width = space.viewBox.baseVal.width;
    state.live.style.transform = `scale(${box.clientWidth / width})`;
    if (state.width === width && !always) return;
    state.width = width;
    const { colours, figures: sizes } = figures[state.name];
    const { data, layout } = recolour(sizes[width], colours);
    await Plotly.react(state.live, data, { ...layout, autosize: false, dragmode: false }, config);
  };

  const open = async (box) => {
    if (drawn.has(box)) return;
    const live = document.createElement("div");
    live.className = "chart-live";
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", box.dataset.description);
    drawn.set(box, { name: box.dataset.chart, live, width: 0 });
    try {
      await Promise.all([load(box.dataset.plotly), load(box.dataset.script)]);
      box.append(live);
      await draw(box, true);
      box.classList.add("is-live");
      resized.observe(box);
    } catch {
      live.remove();
      drawn.delete(box);
      if ("onRequest" in box.dataset) return;
      const message = document.createElement("p");
      message.className = "chart-message";
      message.textContent = box.dataset.failed;
      box.append(message);
    }
  };

  const resized = new ResizeObserver((entries) => entries.forEach((entry) => draw(entry.target, false)));
  const near = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (!entry.isIntersecting) return;
    near.unobserve(entry.target);
    open(entry.target);
  }), { rootMargin: "600px 0px" });

  for (const box of document.querySelectorAll("[data-chart]")) {
    if (!("onRequest" in box.dataset)) near.observe(box);
    const button = box.closest("figure").querySelector("[data-interactive]");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await open(box);
      button.hidden = drawn.has(box);
    });
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const box of drawn.keys()) draw(box, true);
  });
})();
