// In a frame of another site: sends the chart's height to the embedding page whenever it changes.
(() => {
  "use strict";
  if (parent === window) return;
  const tell = () => {
    parent.postMessage({ chartHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
    try { window.requestResize?.(); } catch { /* the frame is not an iframe */ }
  };
  new ResizeObserver(tell).observe(document.documentElement);
})();
