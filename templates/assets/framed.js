// In a frame of another site: tells the page around how high the chart is, and tells it again when that changes.
(() => {
  "use strict";
  if (parent === window) return;
  const tell = () => {
    parent.postMessage({ chartHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
    try { window.requestResize?.(); } catch { /* the frame is no iframe */ }
  };
  new ResizeObserver(tell).observe(document.documentElement);
})();
