// A stop chosen in the list or on the map stays chosen in both until it is chosen again, another is, or Escape is
// pressed. The page needs none of this: without it the link of a stop leads to the map, where its mark has a ring.
(() => {
  const list = document.querySelector(".stops");
  const map = list?.closest("article").querySelector(".map"); // in the one-file edition it is not the only one
  if (!list || !map) return;
  const stops = [...list.children];
  const links = stops.map((stop) => stop.querySelector(".show a"));

  const choose = (wanted) => {
    stops.forEach((stop, place) => {
      const chosen = place === wanted && !stop.classList.contains("chosen");
      stop.classList.toggle("chosen", chosen);
      if (chosen) links[place].setAttribute("aria-current", "true");
      else links[place].removeAttribute("aria-current");
    });
  };

  links.forEach((link, place) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(place);
      if (stops[place].classList.contains("chosen")) map.scrollIntoView({ block: "nearest" });
    });
  });

  map.addEventListener("click", (event) => {
    const mark = event.target.closest(".stop");
    const number = mark && [...mark.classList].find((name) => /^s\d+$/.test(name));
    if (!number) return;
    const place = Number(number.slice(1)) - 1;
    choose(place);
    if (stops[place].classList.contains("chosen")) stops[place].scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(-1);
  });

  map.classList.add("scripted");
})();
