// What can be seen in drawn SVGs, read back from a browser: marks and texts with their places and looks.
// Read by test_pictures_as_plotly.py into a page; returns plain data.
"use strict";

function seenMarks(svgs) {
  const origin = svgs[0].getBoundingClientRect();
  const found = [];
  for (const svg of svgs) {
    for (const element of svg.querySelectorAll("path, rect, circle, ellipse, line, polygon, image, text")) {
      if (element.closest("defs, clipPath, pattern")) continue;
      const mark = seenMark(element, origin);
      if (mark) found.push(mark);
    }
  }
  return found;
}

function seenMark(element, origin) {
  const style = getComputedStyle(element);
  const opacity = ancestors(element).reduce((product, one) => product * Number(getComputedStyle(one).opacity), 1);
  const isHidden = ancestors(element).some((one) => getComputedStyle(one).display === "none");
  if (style.visibility !== "visible" || isHidden || opacity === 0) return null;
  const rect = element.getBoundingClientRect();
  const box = [rect.left - origin.left, rect.top - origin.top, rect.right - origin.left, rect.bottom - origin.top];
  const isText = element.localName === "text";
  const words = isText ? element.textContent.replace(/\u00a0/g, " ").replace(/\u200b/g, "") : "";
  const fill = paint(style.fill, style.fillOpacity);
  const stroke = style.strokeWidth === "0px" ? "none" : paint(style.stroke, style.strokeOpacity);
  const isFlat = rect.width === 0 || rect.height === 0;
  const isEmpty = rect.width === 0 && rect.height === 0;
  if (isText ? !words.trim() || fill === "none" : (isFlat || fill === "none") && (isEmpty || stroke === "none")) return null;
  const look = { fill: isFlat ? "none" : fill, stroke: isText ? "none" : stroke, opacity: Number(opacity.toFixed(2)) };
  if (isText) Object.assign(look, { size: style.fontSize, weight: style.fontWeight, slope: style.fontStyle });
  else if (stroke !== "none") {
    Object.assign(look, { width: pixels(style.strokeWidth), dashes: pixels(style.strokeDasharray), edges: style.shapeRendering });
  }
  return { name: element.localName, words, box, look, clips: ancestors(element).map((one) => clipBox(one, origin)).filter(Boolean) };
}

function ancestors(element) {
  const found = [];
  for (let at = element; at instanceof SVGElement; at = at.parentNode) found.push(at);
  return found;
}

function paint(colour, opacity) {
  if (colour === "none" || Number(opacity) === 0) return "none";
  if (colour.startsWith("url")) return "url";
  return Number(opacity) === 1 ? colour : `${colour} ${Number(Number(opacity).toFixed(2))}`;
}

function pixels(text) {
  return text.replace(/[\d.]+/g, (number) => String(Number(Number(number).toFixed(2)))).replace(/px/g, "").replace(/, /g, ",");
}

// Where an element's clip path lets something be seen, in px of the page.
function clipBox(element, origin) {
  const id = /url\("?#([^")]+)"?\)/.exec(element.getAttribute("clip-path") || "");
  if (!id) return null;
  const matrix = element.getScreenCTM();
  const corners = [...document.getElementById(id[1]).children].flatMap((shape) => {
    const { x, y, width, height } = shape.getBBox();
    return [[x, y], [x + width, y + height]].map(([px, py]) => new DOMPoint(px, py).matrixTransform(matrix));
  });
  const xs = corners.map((point) => point.x - origin.left);
  const ys = corners.map((point) => point.y - origin.top);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map((at) => Number(at.toFixed(1)));
}

async function plotlyMarks(figure, width, height) {
  const div = document.body.appendChild(document.createElement("div"));
  const layout = { ...structuredClone(figure.layout), width, height, autosize: false };
  await Plotly.newPlot(div, structuredClone(figure.data), layout, { staticPlot: true });
  const svgs = [...div.querySelectorAll("svg.main-svg")];
  const marks = seenMarks(svgs);
  const paper = getComputedStyle(svgs[0]).backgroundColor;
  Plotly.purge(div);
  div.remove();
  return { marks, paper: paper === "rgba(0, 0, 0, 0)" ? "none" : paper };
}

function pictureMarks(svg) {
  const div = document.body.appendChild(document.createElement("div"));
  div.innerHTML = svg;
  const marks = seenMarks([div.firstChild]);
  const { width, height } = div.firstChild.getBoundingClientRect();
  const isPaper = marks.length && marks[0].name === "rect" && marks[0].box.join() === [0, 0, width, height].join();
  const paper = isPaper ? marks.shift().look.fill : "none";
  const styled = div.querySelectorAll("[style], script, [onclick]").length;
  div.remove();
  return { marks, paper, styled };
}
