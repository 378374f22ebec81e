// Opens the interactive version of a chart: when the reader asks, or, where there is no picture of it, when it comes
// near. What it takes is loaded then, once, as classic scripts: they work from disk too.
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

  const open = async (box) => {
    const { chart, live, plotly, script } = box.dataset;
    await load(live);
    await Promise.all([load(plotly), load(script)]);
    await window.reportDraw(box, charts[chart]);
  };

  const say = (box) => {
    const message = document.createElement("p");
    message.className = "chart-message";
    message.textContent = box.dataset.failed;
    box.append(message);
  };

  const near = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    near.unobserve(target);
    open(target).catch(() => say(target));
  }), { rootMargin: "600px 0px" });

  for (const box of document.querySelectorAll("[data-chart]")) {
    const button = box.closest("figure").querySelector("[data-interactive]");
    if (!button) {
      near.observe(box);
      continue;
    }
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await open(box);
        button.hidden = true;
        box.querySelector(".chart-live").focus();
      } catch {
        button.disabled = false; // the picture stays, and the reader may try again
      }
    });
  }
})();
