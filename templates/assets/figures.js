// Searches and sorts figures on the page of all figures. Without it, all figures are listed in the order of the files.
(() => {
  "use strict";
  const filter = document.querySelector("[data-filter]");
  const text = filter.querySelector("[data-filter-text]");
  const status = filter.querySelector("[data-filter-status]");
  const order = filter.querySelector("[data-sort]");
  const found = filter.querySelector("[data-found]");
  const lists = [...document.querySelectorAll(".figure-list")].map((list) => ({ list, entries: [...list.children] }));
  const total = lists.reduce((sum, { entries }) => sum + entries.length, 0);

  const show = () => {
    const words = text.value.toLowerCase().replaceAll("−", "-").split(/\s+/);
    let shown = 0;
    for (const { list, entries } of lists) {
      for (const entry of entries) {
        const fits = words.every((word) => entry.dataset.text.includes(word));
        entry.hidden = !fits || (status.value !== "" && entry.dataset.status !== status.value);
      }
      const count = entries.filter((entry) => !entry.hidden).length;
      list.closest("section").hidden = count === 0;
      shown += count;
    }
    const all = shown === total;
    found.textContent = all ? "" : found.dataset.found.replace("{n}", shown).replace("{total}", total);
  };

  const sort = () => {
    const title = (entry) => entry.querySelector(".entry-title").textContent;
    const language = document.documentElement.lang;
    for (const { list, entries } of lists) {
      const sorted = order.value ? [...entries].sort((a, b) => title(a).localeCompare(title(b), language)) : entries;
      list.append(...sorted);
    }
  };

  text.addEventListener("input", show);
  status.addEventListener("change", show);
  order.addEventListener("change", sort);
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.hidden) return;
    text.value = status.value = "";
    show();
    target.scrollIntoView();
  });
  filter.hidden = false;
})();
