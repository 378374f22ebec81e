// Draws a chart with plotly.js in its reserved box, over its picture, in the colours of the page.
(() => {
  "use strict";
  const drawn = new Map(); // box -> { chart, live, width }
  const config = {
    displayModeBar: false, displaylogo: false, showSendToCloud: false, plotlyServerURL: "", scrollZoom: false,
  };

  // plotly.js adds a style sheet for maps, which no chart here needs and the page's policy blocks.
  document.head.appendChild = (node) => (
    node.localName === "style" && node.textContent ? node : Node.prototype.appendChild.call(document.head, node)
  );

  // The figure with the current colours of the page, light or dark.
  const recolour = (value, colours) => {
    if (typeof value === "string") {
      const token = colours[value];
      return (token && getComputedStyle(document.documentElement).getPropertyValue(token).trim()) || value;
    }
    if (Array.isArray(value)) return value.map((each) => recolour(each, colours));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, recolour(each, colours)]));
  };

  // Plotly draws at the figure's own size; where the box is wider or narrower, both are scaled alike.
  const draw = async (box, always) => {
    const state = drawn.get(box);
    const shown = [...box.querySelectorAll(".chart-narrow, .chart-wide")].find((each) => each.offsetWidth);
    if (!shown) return;
    const width = shown.querySelector("svg").viewBox.baseVal.width;
    state.live.style.transform = `scale(${box.clientWidth / width})`;
    if (state.width === width && !always) return;
    state.width = width;
    const { data, layout } = recolour(state.chart.figures[width], state.chart.colours);
    await Plotly.react(state.live, data, { ...layout, autosize: false, dragmode: false }, config);
  };

  const resized = new ResizeObserver((entries) => entries.forEach((entry) => draw(entry.target, false)));

  window.reportDraw = async (box, chart) => {
    const live = document.createElement("div");
    live.className = "chart-live";
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", box.dataset.description);
    drawn.set(box, { chart, live, width: 0 });
    box.append(live);
    try {
      await draw(box, true);
    } catch (error) {
      live.remove();
      drawn.delete(box);
      throw error;
    }
    resized.observe(box);
  };

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const box of drawn.keys()) draw(box, true);
  });
})();
