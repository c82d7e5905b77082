// What is wrong, over the page that it is wrong with: all problems of the last build while it is broken, else a count in
// the corner that opens. It stands beside the body in a shadow root of its own, so that neither page nor overlay can
// spoil the other; its style sheet is adopted, since the page's policy allows no <style>. Whatever comes from a file is
// set as text.

const SHEET = `
:host { all: initial; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.panel, .count {
  --paper: #fffdf9; --ink: #211d18; --quiet: #6a6156; --rule: #ddd5c8; --error: #a3190f; --warning: #8a5a00;
  position: fixed; z-index: 2147483647; color: var(--ink); background: var(--paper);
  font: 400 15px/1.45 system-ui, sans-serif; text-align: left;
}
@media (prefers-color-scheme: dark) {
  .panel, .count {
    --paper: #201d1a; --ink: #ece6dc; --quiet: #a89e91; --rule: #453f38; --error: #ff8d7f; --warning: #e8b550;
  }
}
.panel {
  inset: auto 0 0 0; max-height: 66vh; overflow: auto; overscroll-behavior: contain;
  padding: 0 max(20px, calc(50vw - 460px)) 20px; border-top: 3px solid var(--edge);
}
.panel, .count { --edge: var(--warning); }
.panel.broken { --edge: var(--error); }
header {
  position: sticky; top: 0; display: flex; align-items: baseline; gap: 16px; padding: 14px 0 10px;
  background: var(--paper); border-bottom: 1px solid var(--rule);
}
h2 { flex: 1; margin: 0; font-size: 16px; font-weight: 650; }
h2 small { display: block; font-size: 14px; font-weight: 400; color: var(--quiet); }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 14px 0; border-bottom: 1px solid var(--rule); }
li:last-child { border: 0; }
.kind { font-weight: 650; color: var(--warning); }
.error .kind { color: var(--error); }
.place { color: var(--quiet); font-size: 14px; overflow-wrap: anywhere; }
pre {
  margin: 8px 0; padding: 0 0 0 12px; overflow-x: auto; border-left: 2px solid var(--rule);
  font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre; tab-size: 4;
}
pre b { font-weight: 700; color: var(--warning); }
.error pre b { color: var(--error); }
.hint, .context { margin: 4px 0 0; overflow-wrap: anywhere; }
.context { color: var(--quiet); }
button {
  font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer;
  text-decoration: underline; text-underline-offset: 3px; text-decoration-thickness: 1px;
}
button:focus-visible { outline: 2px solid var(--edge); outline-offset: 3px; }
.count {
  right: 12px; bottom: 12px; padding: 5px 10px; font-size: 13px; border: 1px solid var(--rule);
  border-left: 3px solid var(--edge); text-decoration: none;
}
.count.gone { --edge: var(--quiet); cursor: default; }
@media print { .panel, .count { display: none; } }
`;

const GRACE = 1500; // ms without the server before it is said

export class Overlay {
  #root = null;
  #now = { broken: false, problems: [], editor: "", good: true };
  #open = false; // whether the reader has opened the list
  #shut = ""; // the problems that the reader has put aside
  #gone = false;
  #waiting = 0;

  show(now) {
    this.#now = now;
    if (!now.problems.length) this.#open = false;
    this.#draw();
  }

  connected(yes) {
    clearTimeout(this.#waiting);
    const say = () => {
      this.#gone = !yes;
      this.#draw();
    };
    if (!yes) this.#waiting = setTimeout(say, GRACE);
    else if (this.#gone) say();
  }

  // `focus`: the place to which the reader's attention goes; else it stays where it is.
  #draw(focus) {
    const { broken, problems } = this.#now;
    const wanted = problems.filter((problem) => problem.severity !== "note" || problem.due);
    if (!this.#root && !wanted.length && !this.#gone) return;
    this.#root ??= this.#host();
    const told = JSON.stringify(wanted);
    const panel = this.#open || (broken && told !== this.#shut);
    const focused = focus ?? this.#root.activeElement?.dataset.place;
    const count = this.#count(wanted);
    this.#root.replaceChildren(...(panel ? [this.#panel(wanted, told)] : count ? [count] : []));
    for (const mark of this.#root.querySelectorAll("pre b")) {
      const line = mark.parentNode;
      line.scrollLeft = mark.offsetLeft + mark.offsetWidth < line.clientWidth ? 0 : mark.offsetLeft - 40;
    }
    if (focused) this.#root.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
  }

  #host() {
    const host = document.createElement("sitegen-overlay");
    document.documentElement.append(host);
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
    return root;
  }

  #count(wanted) {
    if (this.#gone) return element("div", "count gone", "the preview has stopped");
    if (!wanted.length) return null;
    const button = element("button", "count", counted(wanted));
    button.dataset.place = "count";
    button.title = "Show what they are";
    button.addEventListener("click", () => {
      this.#open = true;
      this.#shut = "";
      this.#draw("close");
    });
    return button;
  }

  #panel(wanted, told) {
    const { broken, good } = this.#now;
    const panel = element("section", broken ? "panel broken" : "panel");
    panel.setAttribute("role", broken ? "alert" : "region");
    panel.setAttribute("aria-label", "sitegen");
    const title = element("h2", "", counted(wanted));
    if (broken) title.append(element("small", "", good ? "This is the last good page." : "There was no good build yet."));
    const close = element("button", "", "Put aside");
    close.dataset.place = "close";
    const shut = () => {
      this.#open = false;
      this.#shut = told;
      this.#draw("count");
    };
    close.addEventListener("click", shut);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && shut());
    const header = element("header", "");
    header.append(title, close);
    const list = element("ol", "");
    list.append(...wanted.map((problem) => this.#problem(problem)));
    panel.append(header, list);
    return panel;
  }

  #problem(problem) {
    const item = element("li", problem.severity);
    const title = element("div", "");
    title.append(element("span", "kind", problem.code ? `${problem.severity}[${problem.code}]` : problem.severity), " ", problem.message);
    item.append(title);
    if (problem.file) item.append(this.#place(problem));
    if (problem.excerpt) {
      const [line, marks] = problem.excerpt;
      const excerpt = element("pre", "", `${line}\n${marks.replaceAll("^", "")}`);
      excerpt.append(element("b", "", marks.trim()));
      item.append(excerpt);
    }
    if (problem.context) item.append(element("p", "context", problem.context));
    if (problem.hint) item.append(element("p", "hint", `Help: ${problem.hint}`));
    return item;
  }

  #place({ file, line, column }) {
    const place = `${file}:${line}:${column}`;
    const shown = element("div", "place");
    if (!this.#now.editor || file.startsWith("theme/")) shown.textContent = place;
    else {
      const button = element("button", "", place);
      button.dataset.place = place;
      button.title = `Open in ${this.#now.editor}`;
      const body = JSON.stringify({ file, line, column });
      button.addEventListener("click", () => fetch("/.sitegen/edit", { method: "POST", body }));
      shown.append(button);
    }
    return shown;
  }
}

function element(name, kind, text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (name === "button") made.type = "button";
  made.textContent = text;
  return made;
}

// "2 errors, 1 warning, 3 due"
function counted(problems) {
  const number = { error: 0, warning: 0, due: 0 };
  for (const problem of problems) number[problem.due ? "due" : problem.severity] += 1;
  const words = Object.entries(number).filter(([, many]) => many);
  return words.map(([word, many]) => `${many} ${word}${many === 1 || word === "due" ? "" : "s"}`).join(", ");
}
