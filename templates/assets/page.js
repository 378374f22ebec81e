// Marks the reader's position in the contents, and keeps it in the language link.
(() => {
  "use strict";
  const links = [...document.querySelectorAll(".contents a")];
  const translations = document.querySelectorAll("[data-translation]");

  const keep = (hash) => translations.forEach((link) => { link.hash = hash; });

  const mark = (hash) => {
    links.forEach((link) => { link.ariaCurrent = link.hash === hash ? "true" : null; });
    keep(hash);
  };

  // The part that crosses a line a third down the window is the one being read.
  const reading = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const hash = "#" + entry.target.dataset.part;
      if (entry.isIntersecting) mark(hash);
      else if (links.some((link) => link.hash === hash && link.ariaCurrent)) mark("");
    }
  }, { rootMargin: "-33% 0px -66% 0px" });

  for (const link of links) {
    const anchor = decodeURIComponent(link.hash.slice(1));
    const part = document.getElementById(anchor)?.closest("section");
    if (!part) continue;
    part.dataset.part = anchor;
    reading.observe(part);
  }

  if (!links.length) {
    const follow = () => keep(location.hash);
    addEventListener("hashchange", follow);
    follow();
  }
})();
