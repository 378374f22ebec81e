// Opens the interactive version of a chart over its picture, and closes it. What it takes is loaded when asked for,
// once, as classic scripts: they work from disk too.
(() => {
  "use strict";
  const scripts = {};
  const charts = {}; // name -> { colours: { "#12436D": "--c1" }, figures: { 360: …, 720: … } }

  window.reportChart = (name, chart) => { charts[name] = chart; };

  const load = (src) => (scripts[src] ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = done;
    script.onerror = () => { delete scripts[src]; failed(); };
    document.head.append(script);
  }));

  for (const button of document.querySelectorAll("[data-interactive]")) {
    const box = button.closest("figure").querySelector("[data-chart]");
    const { chart, live, plotly, script } = box.dataset;
    const { textContent } = button;
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.ariaBusy) return;
      if (box.classList.toggle("is-live") && !box.querySelector(".chart-live")) {
        button.ariaBusy = "true";
        try {
          await load(live);
          await Promise.all([load(plotly), load(script)]);
          await window.reportDraw(box, charts[chart]);
        } catch {
          box.classList.remove("is-live");
          button.textContent = button.dataset.failed;
          return;
        } finally {
          button.ariaBusy = null;
        }
      }
      button.textContent = box.classList.contains("is-live") ? button.dataset.back : textContent;
    });
  }
})();
