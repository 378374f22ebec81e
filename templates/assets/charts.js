// Opens the interactive version of a chart over its picture when the reader asks. What it takes is loaded then, once,
// as classic scripts: they work from disk too. Where it fails, the picture stays.
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
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await load(live);
        await Promise.all([load(plotly), load(script)]);
        await window.reportDraw(box, charts[chart]);
        button.hidden = true;
        box.lastElementChild.focus();
      } catch {
        button.textContent = button.dataset.failed;
        button.disabled = false;
      }
    });
  }
})();
