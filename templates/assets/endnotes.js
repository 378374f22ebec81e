// Opens a number's note beside it, as a popover; without script, or in an old browser, its link leads to the note.
// The list of all notes, the longest part of the page, is collapsed; without JavaScript and in print it is expanded.
(() => {
  "use strict";
  const notes = document.querySelector(".endnotes");
  if (!notes || !HTMLElement.prototype.showPopover) return;
  let opener;

  const wanted = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const unfold = (all) => notes.querySelectorAll("details").forEach((group) => {
    group.open = all || group.contains(wanted());
  });
  addEventListener("beforeprint", () => unfold(true));
  addEventListener("afterprint", () => unfold(false));
  unfold(false);

  const box = document.createElement("div");
  box.className = "note-box";
  box.popover = "auto";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", notes.dataset.label);
  document.body.append(box);

  // Under the number, or above it if there is more space; never past the edge of the window.
  const place = (link) => {
    const at = link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = box;
    const below = at.bottom + 6;
    const top = below + height > innerHeight && at.top > innerHeight - at.bottom ? at.top - height - 6 : below;
    box.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))}px`;
    box.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  };

  const open = (link, note) => {
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = notes.dataset.close;
    close.addEventListener("click", () => box.hidePopover());
    box.replaceChildren(...note.cloneNode(true).childNodes, close);
    opener = link;
    box.showPopover();
    place(link);
    box.focus({ preventScroll: true });
  };

  box.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && (document.activeElement === document.body || box.contains(document.activeElement))) {
      opener?.focus({ preventScroll: true });
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-n]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!note) return;
    event.preventDefault();
    open(link, note);
  });
})();
