// Opens the interactive version of a chart over its picture, and closes it. Its scripts are loaded on
// request, once, as classic scripts, which also work from disk.
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

  const draw = async (box) => {
    await load(box.dataset.live);
    await Promise.all([load(box.dataset.plotly), load(box.dataset.script)]);
    await window.reportDraw(box, charts[box.dataset.chart]);
  };

  const toggle = async (button) => {
    const box = button.closest("figure").querySelector("[data-chart]");
    button.dataset.open ??= button.textContent;
    button.style.minInlineSize = `${button.offsetWidth}px`; // a shorter word moves nothing beside it
    if (box.classList.toggle("is-live") && !box.querySelector(".chart-live")) {
      button.ariaBusy = "true";
      try {
        await draw(box);
      } catch {
        box.classList.remove("is-live");
        button.textContent = button.dataset.failed;
        return;
      } finally {
        button.ariaBusy = null;
      }
    }
    button.textContent = box.classList.contains("is-live") ? button.dataset.back : button.dataset.open;
  };

  document.querySelectorAll("[data-interactive]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-interactive]");
    if (button && !button.ariaBusy) toggle(button);
  });
  document.addEventListener("toggle", ({ target }) => {
    if (target.open && target.dataset.script) load(target.dataset.script);
  }, true);
})();
