// The digits of an article that lead to no note; each with where it stands. What is passed over is said beside it.
({ names, patterns }) => {
  const passedOver = [
    "a[data-n]", // leads to its note
    ".key-figures li:has(a[data-n]) .key-value", // its item leads there
    "a.claim", // words under a condition lead to their check
    "a[href]:not(.prose-text a, .chart-title a, td a)", // the contents, a download: it leads somewhere by itself
    ".note-list", // the notes themselves
    ".end-matter", // how to cite, when sources were opened
    "time",
    "svg", // drawn: every mark of a chart stands in its table, which is looked at
    ".chart-data caption", // repeats the chart's title
    ".chart-number", // Chart 3
    ".chart-source", // the paragraph of the source
    ".chart-actions", // the size of a download
    ".chart-embed code", // to be copied, not read
    "script, style",
  ].join();
  const known = new RegExp([...names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")), ...patterns].join("|"), "g");
  const found = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (parentElement.closest(passedOver)) continue;
    if (/\d/.test(data.replace(known, ""))) found.push(`${parentElement.className || parentElement.tagName}: ${data.trim()}`);
  }
  return found;
}
