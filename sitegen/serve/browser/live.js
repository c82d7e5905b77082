// Keeps this page what the site has at its address. A message of livereload.js says only that there is something new;
// what it is gets fetched, and so it does not matter how many messages came, or that some did not: the page was asked
// for just before a save, or the laptop slept.
import { Page } from "./morph.js";
import { Overlay } from "./overlay.js";

const asked = new URL(import.meta.url).searchParams;
let state = Number(asked.get("state"));
let have = asked.get("page"); // "" where there was no site yet
let fetching = false;
let again = false;

const page = new Page(document);
const overlay = new Overlay();

async function catchUp() {
  again = true;
  if (fetching) return;
  fetching = true;
  try {
    while (again) {
      again = false;
      const path = encodeURIComponent(location.pathname);
      const answer = await fetch(`/.sitegen/now?path=${path}&have=${have}`, { cache: "no-store" });
      show(await answer.json());
    }
  } catch {
    // The server has gone. When it is back, livereload.js connects again, says our state and is told if it is old.
  } finally {
    fetching = false;
  }
}

function show(now) {
  if (now.html !== null) {
    if (!have || !page.become(now.html)) return location.reload();
    have = now.page;
  }
  state = now.state;
  overlay.show(now);
}

window.LiveReloadPluginSitegen = class {
  static identifier = "sitegen";
  static version = "1.0";
  analyze() {
    return { state, path: location.pathname };
  }
  reload() {
    catchUp();
    return true;
  }
};

document.addEventListener("LiveReloadConnect", () => overlay.connected(true));
document.addEventListener("LiveReloadDisconnect", () => overlay.connected(false));
window.addEventListener("pageshow", (event) => event.persisted && catchUp());
catchUp();
