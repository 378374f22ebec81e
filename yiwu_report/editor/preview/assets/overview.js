// The overview: copies references, and filters entries while typing.
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const { textContent } = button;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      prompt("Copy:", button.dataset.copy);
      return;
    }
    setTimeout(() => { button.textContent = textContent; }, 1200);
  });

  const find = document.getElementById("find");
  if (!find) return;
  const show = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of document.querySelectorAll("[data-entry]")) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      count += !row.hidden;
    }
    document.getElementById("found").textContent = words.length ? `${count} found` : "";
  };
  find.addEventListener("input", show);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest?.("input")) return;
    event.preventDefault();
    find.focus();
  });
})();
