// Turns the open page into the one that the site has now, and leaves alone what did not change: the place on the page,
// what is open or typed or focused, and what the page's own scripts have made of it.
//
// Beside the page stands its shadow, a copy of it as it was sent. Old and new are compared there, and whatever is done
// to the shadow is done to its living twin. So a class that a script has added, a button it has put in, a <details>
// that a reader has opened are no differences: they were never in the shadow.

export class Page {
  constructor(document) {
    this.document = document;
    this.twins = new WeakMap();
    this.formerly = new WeakMap(); // a sheet -> the one whose place it takes
    this.shadow = this.#copy(document.documentElement);
  }

  // False if only loading the page again will do: scripts cannot be taken back, nor what the page may load.
  become(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").documentElement;
    if (fixed(fresh) !== fixed(this.shadow)) return false;
    this.#patch(this.shadow, fresh);
    return true;
  }

  #copy(node) {
    const copy = node.cloneNode(false);
    this.twins.set(copy, node);
    for (const child of node.childNodes) {
      if (!child.dataset || child.dataset.sitegen === undefined) copy.append(this.#copy(child));
    }
    return copy;
  }

  #patch(old, fresh) {
    if (old.isEqualNode(fresh) || old.nodeName === "NOSCRIPT") return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.data = fresh.data;
      this.twins.get(old).data = fresh.data;
    } else {
      if (isSheet(old) && isSheet(fresh)) this.#swap(old, fresh);
      else this.#attributes(old, fresh);
      this.#children(old, fresh);
    }
  }

  #attributes(old, fresh) {
    const twin = this.twins.get(old);
    for (const { name } of [...old.attributes]) {
      if (fresh.hasAttribute(name)) continue;
      if (name === "class") reclass(twin, old.classList, fresh.classList);
      else twin.removeAttribute(name);
      old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      const before = old.getAttribute(name);
      if (before === value) continue;
      if (name === "class" && twin.getAttribute(name) !== before) reclass(twin, old.classList, fresh.classList);
      else twin.setAttribute(name, value);
      old.setAttribute(name, value);
    }
  }

  // The old sheet goes when the new one is there, so the page never stands without; and in the same moment, so that it
  // is not styled with both. What was overtaken may never come, and goes with them.
  #swap(old, fresh) {
    const before = this.twins.get(old);
    const after = before.cloneNode(false);
    for (const { name, value } of fresh.attributes) {
      old.setAttribute(name, value);
      after.setAttribute(name, value);
    }
    after.media = "not all";
    const come = () => {
      after.media = old.media;
      for (let gone = before; gone; gone = this.formerly.get(gone)) gone.remove();
    };
    after.addEventListener("load", come, { once: true });
    after.addEventListener("error", come, { once: true });
    before.after(after);
    this.formerly.set(after, before);
    this.twins.set(old, after);
  }

  #children(parent, fresh) {
    const olds = [...parent.childNodes];
    const news = [...fresh.childNodes];
    let at = null;
    while (olds.length && news.length && olds[0].isEqualNode(news[0])) {
      at = olds.shift();
      news.shift();
    }
    while (olds.length && news.length && olds.at(-1).isEqualNode(news.at(-1))) {
      olds.pop();
      news.pop();
    }
    const pairs = matched(olds, news);
    const kept = new Set(pairs.values());
    for (const node of olds) {
      if (!kept.has(node)) {
        this.twins.get(node).remove();
        node.remove();
      }
    }
    for (const node of news) {
      const old = pairs.get(node);
      const there = at ? at.nextSibling : parent.firstChild;
      at = old && there === old ? old : this.#put(parent, old ?? this.document.importNode(node, true), at);
      if (old) this.#patch(old, node);
    }
  }

  // A node, new or from another place, behind `at`; first where that is null.
  #put(parent, node, at) {
    const living = this.twins.get(parent);
    let twin = this.twins.get(node);
    if (!twin) {
      twin = node;
      node = this.#copy(twin);
    }
    if (at) at.after(node);
    else parent.prepend(node);
    const beside = at && this.twins.get(at);
    if (!at) living.prepend(twin);
    else if (beside.parentNode === living) beside.after(twin);
    else living.append(twin); // a script has taken the neighbour elsewhere
    return node;
  }
}

// New node -> the old one that becomes it: an equal one, one of the same id, else the next of the same kind.
function matched(olds, news) {
  const free = new Set(olds);
  const pairs = new Map();
  const pair = (fits) => {
    for (const node of news) {
      if (pairs.has(node)) continue;
      for (const old of free) {
        if (old.nodeName !== node.nodeName || !fits(old, node)) continue;
        pairs.set(node, old);
        free.delete(old);
        break;
      }
    }
  };
  pair((old, node) => old.isEqualNode(node));
  pair((old, node) => old.id && old.id === node.id);
  pair((old, node) => !old.id && !node.id && kindOf(old) === kindOf(node));
  pair((old, node) => !old.id && !node.id);
  return pairs;
}

function kindOf(node) {
  return node.getAttribute?.("class");
}

function reclass(twin, old, fresh) {
  for (const name of old) if (!fresh.contains(name)) twin.classList.remove(name);
  twin.classList.add(...fresh);
  if (!twin.classList.length) twin.removeAttribute("class");
}

function isSheet(node) {
  return node.nodeName === "LINK" && node.rel === "stylesheet";
}

// What cannot be exchanged while the page is open: its scripts and its policy.
function fixed(root) {
  const scripts = [...root.querySelectorAll("script")].filter((script) => !/json/.test(script.type));
  const said = [...root.querySelectorAll("meta[http-equiv]")];
  return [...scripts, ...said].map((node) => node.cloneNode(true).outerHTML).join("\n");
}
