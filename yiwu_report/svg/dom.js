// The part of a browser that plotly.js asks for while it draws bar, scatter and pie charts, and nothing else.
// There is no page: elements are plain objects; nothing is rendered and there are no events. What plotly.js measures is
// calculated here: boxes of shapes by geometry, boxes of texts from a table of widths (`setTextWidths`).
// docs/explanation/pictures.md lists what is omitted and how to find out what a new plotly.js needs.
"use strict";

// plotly.js looks for both names: `window.x` and, in its UMD wrapper, `self`.
var window = globalThis;
var self = globalThis;

const SVG = "http://www.w3.org/2000/svg";
const HTML = "http://www.w3.org/1999/xhtml";

// ---------------------------------------------------------------------------------------------------- styles

// d3 writes styles by setProperty, plotly.js reads a few by name (`node.style.width`). Values are kept as
// written: a browser would rewrite colours, but no one compares them.
class Style {
  constructor() {
    this.values = new Map();
  }
  setProperty(name, value) {
    if (value === null || value === "") this.values.delete(name);
    else this.values.set(name, String(value));
  }
  getPropertyValue(name) {
    return this.values.get(name) || "";
  }
  removeProperty(name) {
    this.values.delete(name);
  }
  text() {
    let text = "";
    for (const [name, value] of this.values) text += `${name}: ${value};`;
    return text || null;
  }
  // `style="font-weight:bold"` of <b> and the like in texts
  read(text) {
    this.values.clear();
    for (const declaration of text.split(";")) {
      const colon = declaration.indexOf(":");
      if (colon > 0) this.setProperty(declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim());
    }
  }
}
for (const name of ["background", "display", "height", "width"]) {
  Object.defineProperty(Style.prototype, name, {
    get() { return this.getPropertyValue(name); },
    set(value) { this.setProperty(name, value); },
    configurable: true,
  });
}

// A property of an element or, where CSS inherits it (all that are asked for here do), of its nearest ancestor.
function inherited(element, name) {
  for (let at = element; at && at.nodeType === 1; at = at.parentNode) {
    const value = at.style.values.get(name) || at.getAttribute(name);
    if (value && value !== "inherit") return value;
  }
  return "";
}

// plotly.js asks for `display` (is it hidden?), `transform` (is the page zoomed?) and sizes: own values answer.
function getComputedStyle(element) {
  return element.style || new Style();
}

// ----------------------------------------------------------------------------------------------------- nodes

class Node {
  constructor(ownerDocument, nodeType) {
    this.ownerDocument = ownerDocument;
    this.nodeType = nodeType;
    this.parentNode = null;
    this.childNodes = [];
  }
  get nextSibling() {
    return this.parentNode ? this.parentNode.childNodes[this.parentNode.childNodes.indexOf(this) + 1] || null : null;
  }
  appendChild(child) {
    return this.insertBefore(child, null);
  }
  insertBefore(child, next) {
    if (child === next) return child;
    if (child.parentNode) child.parentNode.removeChild(child);
    const at = next ? this.childNodes.indexOf(next) : this.childNodes.length;
    if (at < 0) throw new Error("insertBefore: the next node has another parent");
    if (at === this.childNodes.length) this.childNodes.push(child);
    else this.childNodes.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }
  removeChild(child) {
    const at = this.childNodes.indexOf(child);
    if (at < 0) throw new Error("removeChild: not a child");
    this.childNodes.splice(at, 1);
    child.parentNode = null;
    return child;
  }
  remove() {
    if (this.parentNode) this.parentNode.removeChild(this);
  }
  contains(other) {
    for (let at = other; at; at = at.parentNode) if (at === this) return true;
    return false;
  }
  get textContent() {
    return this.childNodes.map((child) => child.textContent).join("");
  }
  set textContent(text) {
    for (const child of this.childNodes) child.parentNode = null;
    this.childNodes = [];
    if (text !== "") this.appendChild(new Text(this.ownerDocument, String(text)));
  }
  // No events: a picture is static.
  addEventListener() {}
}

class Text extends Node {
  constructor(ownerDocument, data) {
    super(ownerDocument, 3);
    this.data = data;
  }
  get textContent() {
    return this.data;
  }
  cloneNode() {
    return new Text(this.ownerDocument, this.data);
  }
}

class Element extends Node {
  constructor(ownerDocument, namespaceURI, name) {
    super(ownerDocument, 1);
    this.namespaceURI = namespaceURI;
    this.localName = name;
    this.nodeName = namespaceURI === HTML ? name.toUpperCase() : name; // d3 compares with "CANVAS" and "text"
    this.tagName = this.nodeName;
    this.values = new Map(); // attributes by their qualified name
    this.classes = [];
    this.style = new Style();
    this.__data__ = undefined; // d3's datum: declared here so that all elements have one shape in V8
  }
  getAttribute(name) {
    if (name === "style") return this.style.text(); // plotly.js keeps the boxes of texts by it
    const value = this.values.get(name);
    return value === undefined ? null : value;
  }
  setAttribute(name, value) {
    const text = typeof value === "string" ? value : String(value);
    if (name === "style") this.style.read(text);
    else this.values.set(name, text);
    if (name === "class") this.classes = text.split(/\s+/).filter(Boolean);
  }
  removeAttribute(name) {
    this.values.delete(name);
    if (name === "class") this.classes = [];
    else if (name === "style") this.style.read("");
  }
  // d3 writes "xlink:href" this way; one prefix has one meaning here.
  setAttributeNS(_namespace, name, value) {
    this.setAttribute(name, value);
  }
  get classList() {
    return new ClassList(this);
  }
  get children() {
    return this.childNodes.filter((child) => child.nodeType === 1);
  }
  matches(selector) {
    return parseSelector(selector)(this);
  }
  querySelector(selector) {
    return find(this, parseSelector(selector), null);
  }
  querySelectorAll(selector) {
    const found = [];
    find(this, parseSelector(selector), found);
    return found;
  }
  cloneNode(deep) {
    const copy = new Element(this.ownerDocument, this.namespaceURI, this.localName);
    for (const [name, value] of this.values) copy.values.set(name, value);
    for (const [name, value] of this.style.values) copy.style.values.set(name, value);
    copy.classes = this.classes.slice();
    if (deep) for (const child of this.childNodes) copy.appendChild(child.cloneNode(true));
    return copy;
  }
  getBBox() {
    return asRect(boxOf(this) || [0, 0, 0, 0]);
  }
  getBoundingClientRect() {
    let box = boxOf(this) || [0, 0, 0, 0];
    for (let at = this; at && at.namespaceURI === SVG; at = at.parentNode) box = transformed(box, at);
    return asRect(box);
  }
  getTotalLength() {
    const points = pathPoints(this.getAttribute("d"));
    return points.reduce((length, [x, y, isMove], index) =>
      length + (isMove ? 0 : Math.hypot(x - points[index - 1][0], y - points[index - 1][1])), 0);
  }
  getPointAtLength(length) {
    return alongPath(pathPoints(this.getAttribute("d")), length);
  }
}

// plotly.js asks whether what it draws into is one, and climbs to the page's root as long as it is an Element.
class HTMLElement extends Element {
  constructor(ownerDocument, name) {
    super(ownerDocument, HTML, name);
  }
  // Called at load by 3D traces, if a bundle could not be reduced to what is needed: there is no canvas.
  getContext() {
    return null;
  }
}

// plotly.js styles some elements by adding classes through this list, d3 asks `contains`.
class ClassList {
  constructor(element) {
    this.element = element;
  }
  contains(name) {
    return this.element.classes.includes(name);
  }
  add(name) {
    if (!this.contains(name)) this.element.setAttribute("class", [...this.element.classes, name].join(" "));
  }
  remove(name) {
    if (this.contains(name)) {
      this.element.setAttribute("class", this.element.classes.filter((other) => other !== name).join(" "));
    }
  }
}

// ------------------------------------------------------------------------------------------------- selectors

// Tags, ids, classes, [name], [name=value], [name*=value], [name^=value], :first-child, :not(…), joined by spaces, ">" and ",":
// more is not asked for. An unknown one is an error, so that a new plotly.js cannot be half understood.
const SIMPLE = /^(?:(\*|[a-zA-Z][\w-]*)|#([\w-]+)|\.([\w-]+)|\[([\w-]+)(?:([*^]?=)["']?([^"'\]]*)["']?)?\]|:not\(([^)]*)\)|(:first-child))/;
const parsedSelectors = new Map(); // the same few come again and again
// A predicate for whether an element matches.
function parseSelector(text) {
  let matches = parsedSelectors.get(text);
  if (!matches) {
    const complexes = text.split(",").map((part) => complexTest(parseComplex(part.trim(), text)));
    matches = complexes.length === 1 ? complexes[0] : (element) => complexes.some((test) => test(element));
    parsedSelectors.set(text, matches);
  }
  return matches;
}
// "g.a > path": [{test of "g.a"}, {test of "path", child: true}], read from the right when matching
function parseComplex(text, whole) {
  const compounds = [];
  let child = false;
  for (const token of text.replace(/\s*>\s*/g, " > ").split(/\s+/)) {
    if (token === ">") child = true;
    else {
      compounds.push({ child, matches: allOf(parseCompound(token, whole)) });
      child = false;
    }
  }
  return compounds;
}
function parseCompound(text, whole) {
  const tests = [];
  while (text) {
    const match = SIMPLE.exec(text);
    if (!match) throw new Error("selector not known to the DOM of pictures: " + whole);
    tests.push(simpleTest(match));
    text = text.slice(match[0].length);
  }
  return tests;
}
function simpleTest([, tag, id, className, attribute, operator, value, negated, first]) {
  if (tag === "*") return () => true;
  if (tag) return (element) => element.localName === tag;
  if (id) return (element) => element.values.get("id") === id;
  if (className) return (element) => element.classes.includes(className);
  if (first) return (element) => element.parentNode.children[0] === element; // d3's insert(…, ":first-child")
  if (negated) {
    const matches = allOf(parseCompound(negated, negated));
    return (element) => !matches(element);
  }
  if (operator === "*=") return (element) => (element.values.get(attribute) || "").includes(value);
  if (operator === "^=") return (element) => (element.values.get(attribute) || "").startsWith(value);
  if (operator) return (element) => element.values.get(attribute) === value;
  return (element) => element.values.has(attribute);
}
function allOf(tests) {
  return tests.length === 1 ? tests[0] : (element) => tests.every((test) => test(element));
}
function complexTest(compounds) {
  const last = compounds[compounds.length - 1].matches;
  return compounds.length === 1 ? last : (element) => last(element) && matchesAbove(element, compounds);
}
function matchesAbove(element, compounds) {
  let index = compounds.length - 1;
  for (let at = element.parentNode; index > 0; at = at.parentNode) {
    if (!at || at.nodeType !== 1) return false;
    if (compounds[index - 1].matches(at)) index -= 1;
    else if (compounds[index].child) return false;
  }
  return true;
}
// The first descendant in document order, or all of them into `found`.
function find(root, matches, found) {
  const children = root.childNodes;
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index];
    if (child.nodeType !== 1) continue;
    if (matches(child)) {
      if (!found) return child;
      found.push(child);
    }
    if (child.childNodes.length) {
      const first = find(child, matches, found);
      if (first) return first;
    }
  }
  return null;
}

// ----------------------------------------------------------------------------------------------------- boxes

// A box is [left, top, right, bottom]; null is the box of nothing.
function asRect([left, top, right, bottom]) {
  return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
}
function united(one, other) {
  if (!one || !other) return one || other;
  return [
    Math.min(one[0], other[0]), Math.min(one[1], other[1]),
    Math.max(one[2], other[2]), Math.max(one[3], other[3]),
  ];
}
// The box of an element in its own coordinates, without stroke, as getBBox has it.
function boxOf(element) {
  if (element.namespaceURI === HTML) {
    return [0, 0, parseFloat(element.style.width) || 0, parseFloat(element.style.height) || 0];
  }
  const number = (name) => parseFloat(element.getAttribute(name)) || 0;
  switch (element.localName) {
    case "svg":
    case "g":
    case "a": {
      let box = null;
      for (const child of element.childNodes) {
        if (child.nodeType !== 1 || child.style.display === "none") continue;
        const inner = boxOf(child);
        if (inner) box = united(box, transformed(inner, child));
      }
      return box;
    }
    case "text":
    case "tspan":
      return textBox(element);
    case "rect":
    case "image":
      return [number("x"), number("y"), number("x") + number("width"), number("y") + number("height")];
    case "circle":
      return [number("cx") - number("r"), number("cy") - number("r"), number("cx") + number("r"), number("cy") + number("r")];
    case "line":
      return united([number("x1"), number("y1"), number("x1"), number("y1")],
        [number("x2"), number("y2"), number("x2"), number("y2")]);
    case "path":
      return pathPoints(element.getAttribute("d") || "").reduce((box, [x, y]) => united(box, [x, y, x, y]), null);
    default: // defs, clipPath, pattern, title: never painted themselves
      return null;
  }
}

// The points of a path of straight lines, as [x, y, is it a move?]. What plotly.js measures are ticks, axis lines,
// arrows and polygons; a curve would need more, so it is an error rather than a wrong answer.
function pathPoints(d) {
  const points = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const [, letter, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const command = letter.toUpperCase();
    if (!"MLHVZ".includes(command)) throw new Error("a curved path is measured: " + d.slice(0, 60));
    const numbers = (rest.match(/-?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?/g) || []).map(Number);
    const isRelative = command !== letter;
    if (command === "Z") points.push([(x = startX), (y = startY), false]);
    for (let at = 0; at < numbers.length; at += command === "H" || command === "V" ? 1 : 2) {
      if (command !== "V") x = numbers[at] + (isRelative ? x : 0);
      if (command === "V") y = numbers[at] + (isRelative ? y : 0);
      if (command === "M" || command === "L") y = numbers[at + 1] + (isRelative ? y : 0);
      const isMove = command === "M" && at === 0;
      if (isMove) [startX, startY] = [x, y];
      points.push([x, y, isMove]);
    }
  }
  return points;
}
// The point at this length of the path, for the heads of arrows; the end if the path is shorter.
function alongPath(points, length) {
  let left = length;
  for (let index = 1; index < points.length; index++) {
    const [[x0, y0], [x1, y1, isMove]] = [points[index - 1], points[index]];
    const step = isMove ? 0 : Math.hypot(x1 - x0, y1 - y0);
    if (step > 0 && left <= step) return { x: x0 + ((x1 - x0) * left) / step, y: y0 + ((y1 - y0) * left) / step };
    left -= step;
  }
  const [x, y] = points[points.length - 1];
  return { x, y };
}

// "translate(10,20) rotate(-90,3,4)" as a matrix [a, b, c, d, e, f]
const parsedTransforms = new Map();
function matrixOf(text) {
  let matrix = parsedTransforms.get(text);
  if (matrix) return matrix;
  matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name, rest] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const numbers = rest.split(/[\s,]+/).filter(Boolean).map(Number);
    matrix = multiplied(matrix, ONE_TRANSFORM[name](...numbers));
  }
  if (parsedTransforms.size > 5000) parsedTransforms.clear(); // many charts in one process: don't grow for ever
  parsedTransforms.set(text, matrix);
  return matrix;
}
const ONE_TRANSFORM = {
  translate: (x, y = 0) => [1, 0, 0, 1, x, y],
  scale: (x, y = x) => [x, 0, 0, y, 0, 0],
  matrix: (...numbers) => numbers,
  rotate: (degrees, x = 0, y = 0) => {
    const cos = Math.cos((degrees * Math.PI) / 180);
    const sin = Math.sin((degrees * Math.PI) / 180);
    return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
  },
};
function multiplied([a, b, c, d, e, f], [g, h, i, j, k, l]) {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
// A box in the coordinates of the element's parent: its transform, or the x and y of an inner <svg>.
function transformed(box, element) {
  if (element.localName === "svg" && element.parentNode && element.parentNode.namespaceURI === SVG) {
    const x = parseFloat(element.getAttribute("x")) || 0;
    const y = parseFloat(element.getAttribute("y")) || 0;
    return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
  }
  const text = element.getAttribute("transform");
  if (!text) return box;
  const [a, b, c, d, e, f] = matrixOf(text);
  const xs = [a * box[0] + c * box[1], a * box[2] + c * box[1], a * box[0] + c * box[3], a * box[2] + c * box[3]];
  const ys = [b * box[0] + d * box[1], b * box[2] + d * box[1], b * box[0] + d * box[3], b * box[2] + d * box[3]];
  return [Math.min(...xs) + e, Math.min(...ys) + f, Math.max(...xs) + e, Math.max(...ys) + f];
}

// ----------------------------------------------------------------------------------------------------- texts

// Filled by setTextWidths. Widths, from yiwu_report/text/formatting/text_width.py: character -> em, and [first, last, em].
// Kerning and ink, from yiwu_report/svg/liberation_sans_ink.py: pair -> em; character -> em where its drawing
// ends, and where it starts if that is before its origin.
const fonts = {};
let ranges = [];
let otherEm = 0;
function setTextWidths(table, ink) {
  ranges = table.ranges;
  otherEm = table.other;
  for (const weight of ["regular", "bold"]) {
    const kerning = new Map();
    for (const [units, pairs] of Object.entries(ink[weight].kerning)) {
      for (const [first, seconds] of Object.entries(pairs)) {
        for (const second of seconds) kerning.set(first + second, Number(units) / table.unitsPerEm);
      }
    }
    const [advance, end, start] = [table[weight], ink[weight].end, ink[weight].start].map((groups) => {
      const ems = new Map();
      for (const [units, characters] of Object.entries(groups)) {
        for (const character of characters) ems.set(character, Number(units) / table.unitsPerEm);
      }
      return ems;
    });
    fonts[weight] = { advance, kerning, end, start, own: new Set(advance.keys()) };
  }
}
function characterEm(character, advance) {
  let em = advance.get(character);
  if (em === undefined) {
    const code = character.codePointAt(0);
    const range = ranges.find(([first, last]) => first <= code && code <= last);
    em = range ? range[2] : otherEm;
    advance.set(character, em);
  }
  return em;
}
// A run of one font: how far it goes on, and the part of the line that its ink takes, in px. Chromium rounds as done
// here: ink out to whole px, the length up to 1/64 px, and the advance of Han by the steps of its font's scale.
function measured(text, { size, weight }) {
  const font = fonts[weight];
  const hanSize = (Math.round((size * 4194304) / HAN_UNITS_PER_EM) * HAN_UNITS_PER_EM) / 4194304;
  let [x, left, right, before] = [0, 0, 0, ""];
  for (const character of text) {
    x += (font.kerning.get(before + character) || 0) * size;
    const start = font.start.get(character);
    if (start) left = Math.min(left, x + Math.floor(start * size));
    right = Math.max(right, x + Math.ceil((font.end.get(character) || 0) * size));
    x += characterEm(character, font.advance) * (font.own.has(character) ? size : hanSize);
    before = character;
  }
  const length = Math.ceil(x * 64) / 64;
  return { length, left, right: Math.max(length, right) };
}
const HAN_UNITS_PER_EM = 1000; // Noto Sans CJK, as most Han fonts

// Size in px and weight: "12px", or "70%" of the parent's as in <sup>
function fontOf(element) {
  const weight = inherited(element, "font-weight");
  const isBold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  return { size: fontSize(element), weight: isBold ? "bold" : "regular" };
}
function fontSize(element) {
  for (let at = element; at && at.nodeType === 1; at = at.parentNode) {
    const value = at.style.values.get("font-size") || at.getAttribute("font-size");
    if (!value) continue;
    return value.endsWith("%") ? (parseFloat(value) / 100) * fontSize(at.parentNode) : parseFloat(value);
  }
  return 16;
}

// Liberation Sans reaches 0.905 em above and 0.212 em below the line; browsers round both to whole px. Han ink
// reaches higher than that at small sizes, where hinting draws it as high as the font is large.
const ASCENT = 0.905;
const DESCENT = 0.212;
const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;
function ascentPx(text, size) {
  const latin = Math.round(ASCENT * size);
  return size <= 12 && HAN.test(text) ? Math.max(latin, Math.ceil(size)) : latin;
}

// Runs of a text as a browser lays them out: `x` or `y` on an element starts a new chunk, which text-anchor then
// places; `dx` and `dy` move on. Returns the box of `element`, which may be a line of a longer text.
function textBox(element) {
  let text = element;
  while (text.localName !== "text" && text.parentNode && text.parentNode.localName) text = text.parentNode;
  const state = { x: 0, y: 0, chunk: null, chunks: [] };
  layOut(text, state);
  let box = null;
  for (const chunk of state.chunks) {
    const shift = chunk.anchor === "middle" ? 0.5 : chunk.anchor === "end" ? 1 : 0;
    const width = chunk.end - chunk.start;
    for (const run of chunk.runs) {
      if (!element.contains(run.element)) continue;
      const x = run.x - shift * width;
      box = united(box, [x + run.left, run.y - run.ascent, x + run.right, run.y + run.descent]);
    }
  }
  return box;
}
function layOut(element, state) {
  const font = fontOf(element);
  const length = (name) => {
    const value = element.getAttribute(name);
    if (value === null) return null;
    return value.endsWith("em") ? parseFloat(value) * font.size : parseFloat(value) || 0;
  };
  const [x, y, dx, dy] = ["x", "y", "dx", "dy"].map(length);
  if (x !== null) state.x = x;
  if (y !== null) state.y = y;
  if (x !== null || y !== null) state.chunk = null;
  state.x += dx || 0;
  state.y += dy || 0;
  for (const child of element.childNodes) {
    if (child.nodeType === 1) layOut(child, state);
    else if (child.nodeType === 3 && child.data) addRun(element, child.data, font, state);
  }
}
function addRun(element, text, font, state) {
  if (!state.chunk) {
    state.chunk = { anchor: inherited(element, "text-anchor"), start: state.x, end: state.x, runs: [] };
    state.chunks.push(state.chunk);
  }
  const { length, left, right } = measured(text, font);
  state.chunk.runs.push({
    element, x: state.x, y: state.y, left, right,
    ascent: ascentPx(text, font.size), descent: Math.round(DESCENT * font.size),
  });
  state.x += length;
  state.chunk.end = state.x;
}

// -------------------------------------------------------------------------------------------------- document

class Document extends Node {
  constructor() {
    super(null, 9);
    this.documentElement = this.createElement("html");
    this.head = this.documentElement.appendChild(this.createElement("head"));
    this.body = this.documentElement.appendChild(this.createElement("body"));
    this.defaultView = globalThis; // d3 looks for the window of a node here
    this.appendChild(this.documentElement);
    // plotly.js writes its page styles into this element unless it has this class; a picture has no stylesheet.
    const style = this.head.appendChild(this.createElement("style"));
    style.setAttribute("id", "plotly.js-style-global");
    style.setAttribute("class", "no-inline-styles");
  }
  createElement(name) {
    return new HTMLElement(this, name);
  }
  createElementNS(namespace, name) {
    return namespace === HTML ? new HTMLElement(this, name) : new Element(this, namespace, name);
  }
  createTextNode(text) {
    return new Text(this, String(text));
  }
  getElementById(id) {
    return find(this, (element) => element.values.get("id") === id, null);
  }
  querySelector(selector) {
    return find(this, parseSelector(selector), null);
  }
  querySelectorAll(selector) {
    const found = [];
    find(this, parseSelector(selector), found);
    return found;
  }
}
var document = new Document();

// ---------------------------------------------------------------------------------------------------- window

// Asked at load: is this Safari or an old Firefox? It is neither.
var navigator = { userAgent: "" };
// Asked at load and by maps only; the picture is at no address.
var location = { href: "about:blank", protocol: "about:" };
// Nothing is drawn later, in another frame or by a timer: when plotly.js returns, the picture is complete.
var setTimeout = () => 0;
var clearTimeout = () => {};
var requestAnimationFrame = () => 0;
var cancelAnimationFrame = () => {};
var addEventListener = () => {};
var removeEventListener = () => {};
// The map library inside the bundle makes a decoder and a parser at load; templates of hover texts would use them.
var TextDecoder = class {};
var TextEncoder = class {};
var DOMParser = class {};
// plotly.js makes ids with it: reseeded before each picture, so that ids are the same on every run.
let seed = 1;
function seedRandom() {
  seed = 1;
}
Math.random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; // the generator of Numerical Recipes
  return seed / 4294967296;
};
// plotly.js warns of odd figures on the console; which is not read.
var console = { log() {}, warn() {}, error() {}, info() {}, trace() {} };
