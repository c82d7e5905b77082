// A stop chosen in the list or on the map stays chosen in both until it is chosen again, another is, or Escape is
// pressed. The page needs none of this: without it the link of a stop leads to the map, where its mark has a ring.
// Stops are looked for when one is chosen: in the preview, list and map may change under this script.
(() => {
  const article = document.querySelector(".stops")?.closest("article"); // in the one-file edition there are more maps
  if (!article) return;
  const stops = () => [...article.querySelectorAll(".stops > .stop")];

  // Gives whether it is chosen now.
  const choose = (wanted) => {
    for (const stop of stops()) {
      const chosen = stop === wanted && !stop.classList.contains("chosen");
      const link = stop.querySelector(".show a");
      stop.classList.toggle("chosen", chosen);
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    return wanted?.classList.contains("chosen");
  };

  article.addEventListener("click", (event) => {
    const link = event.target.closest(".stops .show a");
    const mark = event.target.closest(".map .stop");
    if (link) {
      event.preventDefault();
      if (choose(link.closest(".stop"))) article.querySelector(".map").scrollIntoView({ block: "nearest" });
    } else if (mark) {
      const number = [...mark.classList].find((name) => /^s\d+$/.test(name));
      const stop = number && stops()[number.slice(1) - 1];
      if (stop && choose(stop)) stop.scrollIntoView({ block: "nearest" });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null);
  });

  article.classList.add("scripted");
})();
