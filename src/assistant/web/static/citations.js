// Articles named in an answer become buttons that open their text in place.
import { readClause } from "./api.js";
import { element } from "./dom.js";

// Links every label of `citations` that stands in `answer`; those that do not stand there get a line of their own.
export function linkCitations(answer, citations, words, locale) {
  const waiting = new Map();
  for (const citation of citations) {
    if (!waiting.has(citation.label)) waiting.set(citation.label, []);
    const same = waiting.get(citation.label);
    if (!same.some((other) => other.clause === citation.clause)) same.push(citation);
  }
  const used = new Set();
  if (waiting.size) {
    // The longest first: 第7条第2項第3号 before 第7条第2項.
    const labels = [...waiting.keys()].sort((a, b) => b.length - a.length).map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`(${labels.join("|")})`, "g");
    for (const node of textNodes(answer)) {
      const parts = node.data.split(pattern);
      if (parts.length === 1) continue;
      node.replaceWith(...parts.filter(Boolean).map((part) => {
        const same = waiting.get(part);
        if (!same) return part;
        // Both contracts may have an article of that number: the next one that was not named yet.
        const citation = same.find((each) => !used.has(each.clause)) ?? same[0];
        used.add(citation.clause);
        return citeButton(citation, words, locale);
      }));
    }
  }
  const rest = [...waiting.values()].flat().filter((citation) => !used.has(citation.clause) && labelUnused(citation, waiting, used));
  if (rest.length) {
    answer.append(element("p", { className: "cites" }, `${words.sources}:`, ...rest.map((each) => citeButton(each, words, locale))));
  }
}

// A limb has the label of its clause: one button for a label of one contract is enough.
function labelUnused(citation, waiting, used) {
  return !waiting.get(citation.label).some((other) => other.service === citation.service && used.has(other.clause));
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function citeButton(citation, words, locale) {
  const button = element("button", { type: "button", className: "cite", title: citation.title, ariaExpanded: "false" }, citation.label);
  button.addEventListener("click", () => toggle(button, citation, words, locale));
  return button;
}

async function toggle(button, citation, words, locale) {
  const bubble = button.closest(".bubble");
  const block = button.closest(".bubble > *");
  const open = bubble.querySelector(":scope > .clause");
  const again = open && open.opener === button;
  if (open) close(open);
  if (again) return;
  const panel = element("section", { className: "clause", tabIndex: -1, ariaLabel: citation.label }, words.loading);
  panel.opener = button;
  button.ariaExpanded = "true";
  block.after(panel);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(panel, true);
  });
  try {
    show(panel, await readClause(citation.clause, locale), words, locale);
  } catch {
    panel.replaceChildren(words.noClause);
  }
  panel.scrollIntoView({ block: "nearest" });
  panel.focus({ preventScroll: true });
}

function close(panel, refocus = false) {
  panel.opener.ariaExpanded = "false";
  if (refocus) panel.opener.focus();
  panel.remove();
}

function show(panel, clause, words, locale) {
  const closer = element("button", { type: "button", className: "close", ariaLabel: words.close }, "×");
  closer.addEventListener("click", () => close(panel, true));
  const title = typeof clause.title === "string" ? clause.title : clause.title?.[locale];
  const label = typeof clause.label === "string" ? clause.label : clause.label?.[locale];
  panel.replaceChildren(
    element("header", {}, element("h2", {}, locale === "ja" ? `${label}　${title}` : `${label} · ${title}`), closer),
    element("div", { className: "edition" }, words.edition(clause.service, clause.version)),
    element("div", { className: "verbatim", lang: "ja" }, clause.text),
  );
  if (clause.summary?.[locale]) panel.append(element("p", { className: "summary" }, words.summary, clause.summary[locale]));
}
