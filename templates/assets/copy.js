// Copies the code of an embed, or the address of a figure. An article loads it when a reader asks for the code.
(() => {
  "use strict";
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // over plain http, from disk, and in old browsers
      const field = document.createElement("textarea");
      field.value = text;
      document.activeElement.after(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  };

  // Says that it's done in the place of the button's or the link's own words, for a while.
  const say = (element) => {
    const { textContent } = element;
    if (textContent === element.dataset.done) return;
    element.textContent = element.dataset.done;
    setTimeout(() => { element.textContent = textContent; }, 2000);
  };

  const prepare = (details) => {
    const box = details.querySelector("[data-code]");
    const code = box.querySelector("code");
    const page = details.querySelector("a").href;
    if (box.hidden && page.startsWith("http")) { // base_url is not set, but this page's address is known
      code.textContent = code.textContent.replace('src=""', `src="${page}"`);
      box.hidden = false;
    }
    box.querySelector("[data-copy]").hidden = false;
  };

  document.querySelectorAll("details:has([data-code])").forEach(prepare);
  document.addEventListener("toggle", ({ target }) => {
    if (target.querySelector("[data-code]")) prepare(target);
  }, true);
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy], [data-address]");
    if (!button) return; // a link is followed all the same
    await copy(button.href ?? button.closest("[data-code]").querySelector("code").textContent);
    button.focus();
    say(button.firstElementChild ?? button);
  });
})();
