// Articles named in an answer become buttons that open their text in place.
import { element, icon, iconButton } from "./dom.js";

const OTHERS = /^(ほか| and others)/;

// Links every label of `citations` that stands in `answer`, and gathers those that do not behind one button at its basis.
// `tools` holds the words, the locale and `read(id)`, which gives the clause.
export function linkCitations(answer, citations, tools) {
  const waiting = new Map();
  for (const citation of citations) {
    if (!waiting.has(citation.label)) waiting.set(citation.label, []);
    const same = waiting.get(citation.label);
    if (!same.some((other) => other.clause === citation.clause)) same.push(citation);
  }
  if (!waiting.size) return;
  const used = new Set();
  // The longest first: 第7条第2項第3号 before 第7条第2項.
  const labels = [...waiting.keys()].sort((a, b) => b.length - a.length).map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(${labels.join("|")})`, "g");
  for (const node of textNodes(answer)) {
    const pieces = node.data.split(pattern);
    if (pieces.length === 1) continue;
    node.replaceWith(...pieces.filter(Boolean).map((piece) => {
      const same = waiting.get(piece);
      if (!same) return piece;
      // Both contracts may have an article of that number: the next one that was not named yet.
      const citation = same.find((each) => !used.has(each.clause)) ?? same[0];
      used.add(citation.clause);
      return citeButton(citation, tools);
    }));
  }
  const basis = markBasis(answer, tools.words);
  // A limb has the label of its clause: one button for a label of one contract is enough.
  const named = (citation) => waiting.get(citation.label).some((other) => other.service === citation.service && used.has(other.clause));
  const rest = [...waiting.values()].flat().filter((citation) => !used.has(citation.clause) && !named(citation));
  if (rest.length) addRest(answer, basis, rest, tools);
}

// The line that names the articles stands apart: 根拠：…, Basis: …
function markBasis(answer, words) {
  const lines = [...answer.children].filter((each) => each.tagName === "P" && /^(根拠：|Basis:)/.test(each.textContent) && each.querySelector(".cite"));
  for (const line of lines) {
    const text = line.firstChild;
    text.data = text.data.replace(/^(根拠：|Basis:\s*)/, "");
    line.classList.add("basis");
    line.prepend(icon("book", 16), element("span", { class: "hidden" }, `${words.basis}: `));
  }
  return lines.at(-1) ?? null;
}

// ほか, and others: the words that stand for the rest become its button; a contract without them gets it at the end.
function addRest(answer, basis, rest, tools) {
  const line = basis ?? answer.appendChild(element("p", { class: "basis" }, icon("book", 16), element("span", { class: "hidden" }, tools.words.basis)));
  for (const [service, citations] of Map.groupBy(rest, (citation) => citation.service)) {
    const buttons = element("span", { class: "rest", hidden: true }, ...citations.map((each) => citeButton(each, tools)));
    const more = element("button", { type: "button", class: "more", "aria-expanded": "false" }, tools.words.more(citations.length));
    more.addEventListener("click", () => {
      buttons.hidden = !buttons.hidden;
      more.setAttribute("aria-expanded", String(!buttons.hidden));
    });
    const place = [...answer.querySelectorAll(".basis .cite")].find((cite) => cite.service === service && OTHERS.test(cite.nextSibling?.data));
    const others = place?.nextSibling;
    if (others) others.data = others.data.replace(OTHERS, "");
    if (others) others.before(" ", more);
    else line.append(" ", more);
    (place?.closest(".basis") ?? line).append(buttons);
  }
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function citeButton(citation, tools) {
  const button = element("button", { type: "button", class: "cite", title: citation.title, "aria-expanded": "false" }, citation.label);
  button.service = citation.service;
  button.addEventListener("click", () => toggle(button, citation, tools));
  return button;
}

async function toggle(button, citation, tools) {
  const body = button.closest(".body");
  const open = body.querySelector(".clause");
  const again = open?.opener === button;
  if (open) close(open);
  if (again) return;
  // The log is a live region: an article that is opened takes the focus and need not be announced as well.
  const panel = element("section", { class: "clause", tabIndex: -1, "aria-label": citation.label, "aria-live": "off" });
  panel.opener = button;
  button.setAttribute("aria-expanded", "true");
  button.closest(".body > *").after(panel);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close(panel, true);
  });
  await fill(panel, citation.clause, tools);
  panel.scrollIntoView({ block: "nearest" });
  panel.focus({ preventScroll: true });
}

async function fill(panel, id, tools) {
  const { words } = tools;
  panel.replaceChildren(element("p", { class: "faint" }, words.loading));
  try {
    show(panel, await tools.read(id), tools);
  } catch {
    panel.replaceChildren(closer(panel, words), element("p", {}, words.noClause));
  }
}

function close(panel, refocus = false) {
  panel.opener.setAttribute("aria-expanded", "false");
  if (refocus) panel.opener.focus();
  panel.remove();
}

function closer(panel, words) {
  return iconButton("close", words.closeClause, () => close(panel, true));
}

function show(panel, clause, tools) {
  const { words, locale } = tools;
  const notes = clause.notes.map((note) => note[locale]).filter(Boolean);
  const text = part(words.verbatim, element("div", { class: "verbatim", lang: "ja" }, clause.text));
  const summary = clause.summary?.[locale] ? part(words.summary, element("p", {}, clause.summary[locale])) : null;
  panel.replaceChildren(
    element("header", {}, element("div", {}, element("h3", {}, clause.label), element("p", { class: "clause-title" }, clause.title)), closer(panel, words)),
    element("p", { class: "faint" }, words.edition(clause.service, clause.version)),
    // Who does not read Japanese is told the sense first.
    ...(locale === "ja" ? [text, summary] : [summary, text]).filter(Boolean),
  );
  if (notes.length) panel.append(part(words.notes, element("ul", {}, ...notes.map((note) => element("li", {}, note)))));
  if (clause.parent) {
    const up = element("button", { type: "button", class: "more" }, words.parent);
    up.addEventListener("click", async () => {
      await fill(panel, clause.parent, tools);
      panel.focus();
    });
    panel.append(up);
  }
}

function part(heading, content) {
  return element("div", { class: "part" }, element("h4", {}, heading), content);
}
