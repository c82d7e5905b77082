// Light or dark, as the reader chose it: a button in the masthead, and the choice kept in this browser. Whoever never
// presses it has nothing stored, and the page follows the device; so it does again when the choice comes to the same.
// This stands on the page itself, behind its style sheet, so that no page shows in the wrong light before it is run.
(() => {
  const KEY = "sitegen-scheme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const metas = [...document.querySelectorAll("meta[name=theme-color]")];
  const asked = /\(prefers-color-scheme: ?(\w+)\)/g;
  const rules = [];
  let chosen, button;

  const read = () => {
    try {
      const kept = localStorage.getItem(KEY);
      chosen = kept === "dark" || kept === "light" ? kept : "";
    } catch {
      chosen = "";
    }
  };
  const shown = () => chosen || (dark.matches ? "dark" : "light");
  const gather = (list) => {
    for (const rule of list) {
      if (rule.media?.mediaText.match(asked)) rules.push([rule.media, "mediaText", rule.media.mediaText]);
      if (rule.cssRules) gather(rule.cssRules);
    }
  };

  // Every rule of any theme that asks for a scheme is told what was chosen.
  const wear = () => {
    if (!rules.length && !chosen) return;
    if (!rules.length) {
      for (const sheet of document.styleSheets) gather(sheet.cssRules);
      for (const meta of metas) rules.push([meta, "media", meta.media]);
    }
    for (const [place, name, was] of rules)
      place[name] = chosen ? was.replace(asked, (_, one) => `(${one === chosen ? "min" : "max"}-width: 0px)`) : was;
    const colors = document.querySelector("meta[name=color-scheme]");
    if (colors) colors.content = chosen || "light dark";
  };
  const label = () => {
    if (button) button.title = button.parentNode.dataset[shown() === "dark" ? "light" : "dark"];
  };
  const renew = () => {
    read();
    wear();
    label();
  };

  renew();
  dark.addEventListener("change", label);
  addEventListener("storage", renew);
  addEventListener("pageshow", (event) => event.persisted && renew());
  addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector(".scheme");
    if (!place) return;
    button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => {
      const wanted = shown() === "dark" ? "light" : "dark";
      chosen = wanted === (dark.matches ? "dark" : "light") ? "" : wanted;
      try {
        if (chosen) localStorage.setItem(KEY, chosen);
        else localStorage.removeItem(KEY);
      } catch {}
      wear();
      label();
    });
    place.append(button);
    label();
  });
})();
