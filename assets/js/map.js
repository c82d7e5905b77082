// A stop chosen in the list or on the map stays chosen in both until it is chosen again, another is, or Escape is
// pressed. The page needs none of this: without it a stop is marked while it is pointed at or linked to.
(() => {
  const list = document.querySelector(".stops");
  const map = list?.closest("article").querySelector(".map"); // in the one-file edition it is not the only one
  if (!list || !map) return;
  const stops = [...list.children];
  const buttons = [];

  const choose = (wanted) => {
    stops.forEach((stop, place) => {
      const chosen = place === wanted && !stop.classList.contains("chosen");
      stop.classList.toggle("chosen", chosen);
      buttons[place].setAttribute("aria-pressed", chosen);
    });
  };

  stops.forEach((stop, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show";
    button.textContent = list.dataset.show;
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", `${list.dataset.show}: ${stop.dataset.name}`);
    button.addEventListener("click", () => {
      choose(place);
      if (stop.classList.contains("chosen")) map.scrollIntoView({ block: "nearest" });
    });
    buttons.push(button);
    stop.querySelector(".when").append(button);
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
