// Sorts and filters the rows of tables. Without it, each table is whole and in the order that its editor chose.
(() => {
  "use strict";
  const language = document.documentElement.lang;

  // What a cell is sorted by: a number, the text of a period, or what it says; null for what isn't published.
  const key = (row, column) => {
    const cell = row.cells[column];
    const order = cell.dataset.order;
    if (order === undefined) return cell.classList.contains("number") ? null : cell.textContent.trim();
    return cell.classList.contains("number") ? Number(order) : order;
  };

  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, language, { numeric: true }));

  for (const region of document.querySelectorAll("[data-sortable]")) {
    const table = region.querySelector("table");
    const heads = [...table.tHead.rows[0].cells];
    const bodies = [...table.tBodies].map((body) => ({
      body, rows: [...body.rows].filter((row) => !row.classList.contains("group")),
    }));

    const sort = (column, direction) => {
      for (const { body, rows } of bodies) {
        const sorted = direction === "none" ? rows : [...rows].sort((one, other) => {
          const [a, b] = [key(one, column), key(other, column)];
          if (a === null || b === null) return (a === null) - (b === null);
          return direction === "ascending" ? compare(a, b) : compare(b, a);
        });
        body.append(...sorted);
      }
      heads.forEach((head, number) => {
        if (number === column && direction !== "none") head.ariaSort = direction;
        else head.removeAttribute("aria-sort");
      });
    };

    heads.forEach((head, column) => {
      if ("unsorted" in head.dataset) return; // lines
      const isNumber = head.classList.contains("number");
      const turns = isNumber ? ["descending", "ascending", "none"] : ["ascending", "descending", "none"];
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        sort(column, turns[(turns.indexOf(head.getAttribute("aria-sort") ?? "none") + 1) % turns.length]);
      });
      head.append(button);
    });

    if (!region.dataset.filterLabel) continue;
    const all = bodies.flatMap(({ rows }) => rows);
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "search";
    field.autocomplete = "off";
    label.append(`${region.dataset.filterLabel} `, field);
    const found = document.createElement("span");
    found.setAttribute("role", "status");
    const filter = document.createElement("div");
    filter.className = "table-filter";
    filter.append(label, found);
    region.before(filter);
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().replaceAll("−", "-").split(/\s+/);
      for (const row of all) {
        const text = row.textContent.toLowerCase().replaceAll("−", "-");
        row.hidden = !words.every((word) => text.includes(word));
      }
      for (const { body, rows } of bodies) body.hidden = rows.every((row) => row.hidden);
      const shown = all.filter((row) => !row.hidden).length;
      found.textContent = shown === all.length
        ? "" : region.dataset.found.replace("{n}", shown).replace("{total}", all.length);
    });
  }
})();
