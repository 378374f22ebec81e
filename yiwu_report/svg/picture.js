// From a figure to the text of its picture: plotly.js draws into the small DOM, then what it drew is made fit for a
// page. Styles become presentation attributes, each on the outermost group whose content shares it; what is
// invisible or of use only to scripts is omitted; ids get the chart's prefix; numbers get two decimals.
"use strict";

// ------------------------------------------------------------------------------------------------- drawing

// Between the two calls promises that plotly.js gave are kept. Several pictures per call, because each call from Python is
// expensive.
let drawings = [];

function beginPictures(asked) {
  forgetPictures();
  drawings = asked.map(([figureJson, width, height]) => begun(figureJson, width, height));
}

// The text of each picture, or why there is none, in the order in which they were begun.
function finishPictures(words) {
  try {
    return JSON.stringify(words.map((each, index) => finished(drawings[index], ...each)));
  } finally {
    forgetPictures();
  }
}

function begun(figureJson, width, height) {
  const drawing = { div: document.body.appendChild(document.createElement("div")), done: false, error: null };
  try {
    const { data, layout } = JSON.parse(figureJson);
    seedRandom();
    const config = { staticPlot: true, displayModeBar: false, responsive: false };
    Plotly.newPlot(drawing.div, data, { ...layout, width, height, autosize: false }, config).then(
      () => { drawing.done = true; },
      (error) => { drawing.error = error; },
    );
  } catch (error) {
    drawing.error = error;
  }
  return drawing;
}

function finished({ div, done, error }, prefix, title, description) {
  try {
    if (error) throw error;
    if (!done) throw new Error("plotly.js waits for something that a picture does not have, e.g. an image");
    return { svg: pictureText(div, prefix, title, description) };
  } catch (reason) {
    return { reason: reason instanceof Error ? reason.message : String(reason) };
  }
}

if (typeof Plotly === "undefined") throw new Error("Plotly is not defined");

// Earlier pictures that failed halfway leave nothing behind either.
function forgetPictures() {
  for (const { div } of drawings) div.remove();
  drawings = [];
}

// ------------------------------------------------------------------------------------------- what is kept

// Layers for the mouse, and what they leave behind.
const FOR_SCRIPTS = new Set(["draglayer", "zoomlayer", "hoverlayer", "selectionlayer", "menulayer", "legendtoggle",
  "scrollbar", "sliderlayer"]);

// Properties that a child has from its parent, with the value they start from.
const INHERITED = {
  "fill": "black", "fill-opacity": "1", "fill-rule": "nonzero",
  "stroke": "none", "stroke-width": "1", "stroke-opacity": "1", "stroke-dasharray": "none", "stroke-linecap": "butt",
  "stroke-linejoin": "miter", "stroke-miterlimit": "4", "shape-rendering": "auto", "visibility": "visible",
  "text-anchor": "start", "font-family": "", "font-size": "16", "font-weight": "normal", "font-style": "normal",
  "font-variant": "normal",
};
// Properties of the element alone.
const OWN = { "opacity": "1", "display": "inline", "clip-path": "none", "text-decoration": "none" };
// Properties without effect in a picture: for the mouse, for HTML, or already done (white space, see `words`).
const IDLE = new Set(["pointer-events", "cursor", "white-space", "vector-effect", "position", "top", "left", "width",
  "height", "transition", "background", "overflow", "-webkit-user-select", "user-select", "z-index", "margin"]);
// Properties that have no presentation attribute: idle at their first value, else the figure asks for too much.
const REFUSED = { "text-shadow": "none", "text-transform": "none", "mix-blend-mode": "normal" };

const GEOMETRY = {
  path: ["d"], rect: ["x", "y", "width", "height", "rx", "ry"], circle: ["cx", "cy", "r"],
  line: ["x1", "y1", "x2", "y2"], text: ["x", "y", "dx", "dy"], tspan: ["x", "y", "dx", "dy"], g: [], svg: [],
  clipPath: [], stop: ["offset", "stop-color", "stop-opacity"],
  pattern: ["x", "y", "width", "height", "patternUnits", "patternTransform"],
  linearGradient: ["x1", "y1", "x2", "y2", "gradientUnits"], radialGradient: ["cx", "cy", "r", "gradientUnits"],
};
const STROKE_DETAILS = ["stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "stroke-miterlimit"];
const FOR_TEXTS = new Set(["text-anchor", "font-family", "font-size", "font-weight", "font-style", "font-variant"]);
const FONT = ["font-family", "font-size", "font-weight", "font-style", "font-variant"];

// The properties an element sets itself: styles win over attributes, and plotly.js' class "crisp" is a style.
function ownProperties(element) {
  const set = {};
  for (const [name, value] of element.values) if (name in INHERITED || name in OWN) set[name] = tidy(name, value);
  if (element.classes.includes("crisp")) set["shape-rendering"] = "crispEdges";
  for (let [name, value] of element.style.values) {
    if (name === "text-decoration-line") name = "text-decoration";
    if (name in INHERITED || name in OWN) set[name] = tidy(name, value);
    else if (name in REFUSED ? value !== REFUSED[name] : !IDLE.has(name) && !name.startsWith("stop-")) {
      throw new Error(`the style ${name}: ${value} cannot stand in a picture`);
    }
  }
  return set;
}
function tidy(name, value) {
  if (name === "fill" || name === "stroke") return colour(value);
  if (name === "font-family") return value.replace(/"/g, "'");
  if (name === "clip-path") return value;
  if (name === "font-size" && value.endsWith("%")) return value;
  if (name === "font-weight" && value === "400") return "normal";
  return numbers(value);
}
// "rgb(18, 67, 109)" -> "#12436d"; names, "none" and url(…) stay
function colour(value) {
  const channels = /^rgb\(\s*(\d+),\s*(\d+),\s*(\d+)\s*\)$/.exec(value);
  if (channels) return "#" + channels.slice(1).map((channel) => Number(channel).toString(16).padStart(2, "0")).join("");
  if (value === "transparent") return "none";
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value);
  return short ? "#" + short.slice(1).map((digit) => digit + digit).join("").toLowerCase() : value.toLowerCase().startsWith("url") ? value : value.toLowerCase();
}
// Two decimals, and four where a hundredth moves what is seen by more than itself: scales, and the ends of arcs, whose
// centre follows from them (for half a circle of 75 px, 0.01 px of an end are 0.9 px of the centre).
function numbers(text) {
  if (text.includes("px")) text = text.replace(/(\d)px\b/g, "$1");
  if (!text.includes(".") && !text.includes("e-")) return text;
  const isDelicate = /[Aa]\d|scale|matrix/.test(text);
  return isDelicate ? text.replace(LONGER_THAN_4, (number) => String(rounded(Number(number), 10000)))
    : text.replace(LONGER_THAN_2, (number) => String(rounded(Number(number))));
}
const LONGER_THAN_2 = /-?\d*\.\d{3,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e-\d+/g;
const LONGER_THAN_4 = /-?\d*\.\d{5,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e-\d+/g;
function rounded(number, factor = 100) {
  return Math.round(number * factor) / factor + 0; // + 0: never -0
}

// ------------------------------------------------------------------------------------------------- elements

// A kept element: {name, set: attributes, children: (kept elements or strings)}; null if it is invisible.
function take(element, above, defs) {
  if (element.classes.some((name) => FOR_SCRIPTS.has(name))) return null;
  const own = ownProperties(element);
  if (own.display === "none" || own.opacity === "0") return null;
  const now = { ...above };
  for (const name in own) if (name in INHERITED && own[name] !== "inherit") now[name] = own[name];
  if (!(element.localName in GEOMETRY)) return takeOther(element);
  const taken = { name: element.localName === "svg" ? "g" : element.localName, set: geometry(element), children: [] };
  for (const name in OWN) if (own[name] && own[name] !== OWN[name]) taken.set[name] = own[name];
  const transform = element.getAttribute("transform");
  if (transform) taken.set.transform = numbers(transform);
  clip(taken, above, now, defs);
  if (taken.name === "text") return takeText(element, taken, now, defs);
  if (taken.name === "g") return takeGroup(element, taken, now, defs);
  return takeShape(element, taken, now, defs);
}
// A clip path that the group above has too, or that contains all of the picture, clips nothing.
function clip(taken, above, now, defs) {
  now.isMoved = above.isMoved || "transform" in taken.set;
  if ("transform" in taken.set) now.clips = [];
  const reference = taken.set["clip-path"];
  if (!reference) return;
  const content = defs.contentOf(reference);
  if (now.clips.includes(content) || (!now.isMoved && defs.isWhole(content))) delete taken.set["clip-path"];
  else now.clips = [...now.clips, content];
}
// Containers of definitions are reached through references; plotly.js draws none of the rest in these charts.
function takeOther(element) {
  if (["defs", "title", "desc"].includes(element.localName)) return null;
  throw new Error(`<${element.localName}> cannot stand in a picture`);
}

function geometry(element) {
  const set = {};
  for (const name of GEOMETRY[element.localName]) {
    const value = element.getAttribute(name);
    if (value !== null && value !== "" && !((name === "x" || name === "y") && value === "0")) set[name] = numbers(value);
  }
  return set;
}

function takeGroup(element, group, now, defs) {
  if (element.localName === "svg") {
    const [x, y] = ["x", "y"].map((name) => rounded(Number(element.getAttribute(name))));
    if (x || y) group.set.transform = `translate(${x},${y})`;
  }
  for (const child of element.childNodes) {
    const taken = child.nodeType === 1 ? take(child, now, defs) : null;
    if (Array.isArray(taken)) group.children.push(...taken);
    else if (taken) group.children.push(taken);
  }
  return simplified(group);
}
// A group without content is nothing, a group without attributes is its content, and one with a single child is
// that child with the group's attributes, where these don't meet its own.
function simplified(group) {
  if (!group.children.length) return null;
  share(group);
  const names = Object.keys(group.set);
  if (!names.length) return group.children;
  const [child] = group.children;
  if (group.children.length > 1 || child.set.transform || names.some((name) => name in OWN && name in child.set)) return group;
  child.set = { ...group.set, ...child.set };
  return placed(child);
}
// A property of all children is set once on their group; shapes don't count for fonts.
function share(group) {
  for (const name in INHERITED) {
    const concerned = FOR_TEXTS.has(name) ? group.children.filter(hasText) : group.children;
    const value = concerned.length > 1 ? concerned[0].set[name] : undefined;
    if (value === undefined || !concerned.every((child) => child.set[name] === value)) continue;
    group.set[name] = value;
    for (const child of concerned) delete child.set[name];
  }
}
function hasText(taken) {
  return taken.name === "text" || (taken.name === "g" && taken.children.some(hasText));
}

function takeShape(element, shape, now, defs) {
  const isFilled = now.fill !== "none" && now["fill-opacity"] !== "0" && shape.name !== "line";
  const isStroked = now.stroke !== "none" && now["stroke-width"] !== "0" && now["stroke-opacity"] !== "0";
  if (now.visibility !== "visible" || !(isFilled || isStroked) || isEmpty(shape, isStroked)) return null;
  if (isFilled) keep(shape, now, INHERITED, ["fill", "fill-opacity", "fill-rule"]);
  else shape.set.fill = "none";
  if (isStroked) keep(shape, now, INHERITED, ["stroke", ...STROKE_DETAILS]);
  if (now["shape-rendering"] !== "auto") shape.set["shape-rendering"] = now["shape-rendering"];
  return placed(shape);
}
function isEmpty({ name, set }, isStroked) {
  if (name === "path") return !/[a-z]/i.test((set.d || "").slice(1).replace(/z/gi, "")) && !/L/i.test(set.d || "");
  if (name === "rect") return !(Number(set.width) && Number(set.height)) && !isStroked;
  return name === "circle" && !Number(set.r);
}
function keep(taken, now, start, names) {
  for (const name of names) if (now[name] !== start[name]) taken.set[name] = now[name];
}

// A translation that only moves a text or a path of relative steps becomes part of its coordinates.
function placed(taken) {
  const move = /^translate\((-?[\d.]+)(?:[, ]+(-?[\d.]+))?\)$/.exec(taken.set.transform || "");
  if (!move || taken.set["clip-path"] || (taken.set.fill || "").startsWith("url(")) return taken;
  const [dx, dy] = [Number(move[1]), Number(move[2] || 0)];
  const start = taken.name === "path" && /^M(-?[\d.]+),(-?[\d.]+)([a-z][-\d.,a-z]*)$/.exec(taken.set.d);
  if (start) taken.set.d = `M${rounded(Number(start[1]) + dx)},${rounded(Number(start[2]) + dy)}${start[3]}`;
  else if (taken.name === "text") moveText(taken, dx, dy);
  else return taken;
  delete taken.set.transform;
  return taken;
}
function moveText(taken, dx, dy) {
  const isText = taken.name === "text";
  if (isText || "x" in taken.set) taken.set.x = String(rounded(Number(taken.set.x || 0) + dx));
  if (isText || "y" in taken.set) taken.set.y = String(rounded(Number(taken.set.y || 0) + dy));
  for (const child of taken.children) if (typeof child !== "string") moveText(child, dx, dy);
}

// ----------------------------------------------------------------------------------------------------- text

function takeText(element, text, now, defs) {
  const isSeen = now.visibility === "visible" && now.fill !== "none" && now["fill-opacity"] !== "0";
  if (!isSeen || element.textContent.replace(/[\s\u200b]/g, "") === "") return null;
  keep(text, now, defs.start, ["fill", "fill-opacity", "text-anchor", ...FONT]);
  text.children = takeWords(element, now, defs);
  return placed(text);
}
// Lines and runs of a text: only what differs from the text around them; links become plain words.
function takeWords(element, above, defs) {
  const children = [];
  for (const node of element.childNodes) {
    if (node.nodeType === 3) children.push(words(node.data));
    else {
      const own = ownProperties(node);
      const now = { ...above };
      const run = { name: "tspan", set: {}, children: [] };
      for (const name in own) if (name in INHERITED && own[name] !== "inherit") now[name] = own[name];
      now["font-size"] = String(rounded(fontSize(node)));
      for (const name of GEOMETRY.tspan) {
        const value = node.getAttribute(name);
        if (value !== null) run.set[name] = value.endsWith("em") ? String(rounded(parseFloat(value) * fontSize(node))) : numbers(value);
      }
      if (run.set.y && run.set.dy) {
        run.set.y = String(rounded(Number(run.set.y) + Number(run.set.dy)));
        delete run.set.dy;
      }
      keep(run, now, above, ["fill", "fill-opacity", ...FONT]);
      if (own["text-decoration"] && own["text-decoration"] !== "none") run.set["text-decoration"] = own["text-decoration"];
      run.children = takeWords(node, now, defs);
      if (run.children.length) children.push(run);
    }
  }
  return children;
}
// plotly.js writes `white-space: pre`; in a picture, spaces that would collapse are no-break spaces instead.
function words(text) {
  return text.replace(/^ | $| (?= )/g, "\u00a0");
}

// ----------------------------------------------------------------------------------------------- definitions

// Clip paths, patterns and gradients: those that kept elements refer to, equal ones once, numbered in order of use.
class Definitions {
  constructor(root, prefix, size, start) {
    this.root = root;
    this.prefix = prefix;
    this.size = size;
    this.start = start; // the properties that the picture's root sets
    this.contents = new Map(); // reference as plotly.js wrote it -> content
    this.ids = new Map(); // content -> id
  }
  // The definition as text, with ID for its id.
  contentOf(reference) {
    if (!this.contents.has(reference)) this.contents.set(reference, write(this.definition(reference)));
    return this.contents.get(reference);
  }
  definition(reference) {
    const [, id] = /^url\(['"]?#([^'")]+)['"]?\)$/.exec(reference) || [];
    const element = find(this.root, (node) => node.getAttribute("id") === id, null);
    if (!id || !element) throw new Error(`${reference} refers to nothing`);
    const definition = { name: element.localName, set: { id: "ID", ...geometry(element) }, children: [] };
    for (const child of element.children) definition.children.push(...[this.part(child)].flat().filter(Boolean));
    return definition;
  }
  part(element) {
    if (element.localName !== "stop") return take(element, { ...INHERITED, clips: [] }, this);
    const set = { offset: element.getAttribute("offset") };
    for (const name of ["stop-color", "stop-opacity"]) {
      const value = element.getAttribute(name) || element.style.getPropertyValue(name);
      if (value && value !== "1") set[name] = name === "stop-color" ? colour(value) : numbers(value);
    }
    return { name: "stop", set, children: [] };
  }
  isWhole(content) {
    const only = /^<clipPath id="ID"><rect( x="-?\d+")?( y="-?\d+")? width="([\d.]+)" height="([\d.]+)"\/><\/clipPath>$/.exec(content);
    if (!only) return false;
    const [x, y] = [only[1], only[2]].map((attribute) => (attribute ? Number(attribute.slice(4, -1)) : 0));
    return x <= 0 && y <= 0 && x + Number(only[3]) >= this.size.width && y + Number(only[4]) >= this.size.height;
  }
  // Gives every reference in a taken element the id that it has in the picture.
  number(taken) {
    for (const name of ["clip-path", "fill", "stroke"]) {
      if (!(taken.set[name] || "").startsWith("url(")) continue;
      const content = this.contentOf(taken.set[name]);
      if (!this.ids.has(content)) this.ids.set(content, `${this.prefix}-d${this.ids.size + 1}`);
      taken.set[name] = `url(#${this.ids.get(content)})`;
    }
    for (const child of taken.children) if (typeof child !== "string") this.number(child);
  }
  get text() {
    return [...this.ids].map(([content, id]) => content.replace('id="ID"', `id="${escaped(id)}"`)).join("");
  }
}

// -------------------------------------------------------------------------------------------------- writing

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => ESCAPED[character]);
}
function write(taken) {
  if (typeof taken === "string") return escaped(taken);
  let text = "<" + taken.name;
  for (const name in taken.set) text += ` ${name}="${escaped(taken.set[name])}"`;
  if (!taken.children.length) return text + "/>";
  return text + ">" + taken.children.map((child) => write(child)).join("") + `</${taken.name}>`;
}

function pictureText(div, prefix, title, description) {
  const layout = div._fullLayout;
  const font = { "font-family": tidy("font-family", layout.font.family), "font-size": numbers(String(layout.font.size)) };
  const start = { ...INHERITED, ...font };
  const defs = new Definitions(div, prefix, layout, start);
  const root = { name: "g", set: {}, children: [] };
  const paper = div.querySelector("svg.main-svg").style.background;
  for (const svg of div.querySelectorAll("svg.main-svg")) {
    if (svg.parentNode.namespaceURI === SVG) continue;
    root.children.push(...[take(svg, { ...start, clips: [] }, defs)].flat().filter(Boolean));
  }
  share(root);
  defs.number(root);
  const size = { width: String(layout.width), height: String(layout.height) };
  if (paper && !/^(transparent|none|rgba\(.*, 0\))$/.test(paper)) {
    root.children.unshift({ name: "rect", set: { ...size, fill: colour(paper), ...(root.set.stroke ? { stroke: "none" } : {}) }, children: [] });
  }
  root.name = "svg";
  root.set = {
    class: "picture", viewBox: `0 0 ${size.width} ${size.height}`, ...size, role: "img",
    "aria-labelledby": `${prefix}-title ${prefix}-desc`, ...font, ...root.set,
  };
  const head = [["title", title], ["desc", description]].map(([name, text]) => `<${name} id="${prefix}-${name}">${escaped(text)}</${name}>`);
  const body = write(root);
  const open = body.indexOf(">") + 1;
  return body.slice(0, open) + head.join("") + (defs.text ? `<defs>${defs.text}</defs>` : "") + body.slice(open);
}
