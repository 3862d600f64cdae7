"use strict";
// Small tools of all views.  Text gets into the document as text nodes and attributes only, never as HTML.

const labels = JSON.parse(document.getElementById("labels").textContent);

/** A label in the language of the report, its {fields} filled in. */
function say(key, values = {}) {
  return (labels.say[key] ?? key).replace(/\{(\w+)\}/g, (field, name) => String(values[name] ?? field));
}

/** A count and its noun. */
const counted = (noun, n) => say(`${n === 1 ? "one" : "many"}_${noun}`, { n: figure(n) });

const figure = (count) => count.toLocaleString(labels.lang);

/** An element; a value of undefined, null or false leaves an attribute out. */
function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// Controls, invisible and unassigned characters, and those of private fonts; a tab stays.
const UNSEEN = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** Text in which every character can be seen, so that none can hide or turn what stands beside it. */
const visible = (text) =>
  text.replace(UNSEEN, (char) => `‹U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);

/** Something to keep between visits; a browser may refuse to, then it is kept for this one only. */
const memory = {
  held: {},
  get(key) {
    try { return localStorage.getItem(key); } catch { return this.held[key] ?? null; }
  },
  set(key, value) {
    this.held[key] = value;
    try { localStorage.setItem(key, value); } catch { /* kept for this visit */ }
  },
};

/** The switch between light, dark and what the system says. */
function themeSwitch() {
  const choices = ["auto", "light", "dark"];
  const button = el("button", { type: "button", class: "theme" });
  const show = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = say(`theme_${theme}`);
  };
  let theme = choices.includes(memory.get("cleaner-theme")) ? memory.get("cleaner-theme") : "auto";
  button.addEventListener("click", () => {
    theme = choices[(choices.indexOf(theme) + 1) % choices.length];
    memory.set("cleaner-theme", theme);
    show(theme);
  });
  show(theme);
  document.querySelector(".tools").append(button);
}

/** How many characters a text has without white space: what all figures count. */
const inked = (text) => Array.from(text.replace(/\s+/gu, "")).length;

/** Text without white space and in lower case, for searching across line ends. */
const squeezed = (text) => text.replace(/\s+/gu, "").toLowerCase();
