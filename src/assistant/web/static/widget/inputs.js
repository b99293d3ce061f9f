// A date, a number or a length of time is asked for: a field for it. What is sent is a sentence like any other.
import { element } from "./dom.js";

const DATES = new Set(["arrival", "desired", "billing_start", "claimable_on"]);

// The form for a missing value of a reply, or null where it is best said in words. `send(text)` takes what was entered.
export function inputFor({ slot, prompt, choices }, words, send) {
  if (choices.length) return null;
  const made = fields(slot, words);
  if (!made) return null;
  const { nodes, read } = made;
  const form = element("form", { class: "entry", noValidate: false });
  const group = element("fieldset", {}, element("legend", {}, words.slots[slot] ?? prompt), element("div", { class: "entry-row" }, ...nodes, element("button", { type: "submit", class: "primary" }, words.submit)));
  form.append(group);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = read();
    if (text) send(text);
    else nodes[0].querySelector("input")?.focus();
  });
  return form;
}

function fields(slot, words) {
  if (DATES.has(slot)) {
    const [node, input] = field("date", words.slots[slot], { required: true, min: "2000-01-01", max: "2199-12-31" });
    return { nodes: [node], read: () => words.date(...parts(input.value)) };
  }
  if (slot === "known_to_iij_at") {
    const [node, input] = field("datetime-local", words.slots[slot], { required: true });
    return { nodes: [node], read: () => { const [y, mo, d, h, mi] = parts(input.value); return words.date(y, mo, d) + words.time(h, mi); } };
  }
  if (slot === "duration") {
    const [hours, h] = field("number", words.hours, { min: 0, step: 1 }, words.hours);
    const [minutes, m] = field("number", words.minutes, { min: 0, max: 59, step: 1 }, words.minutes);
    return { nodes: [hours, minutes], read: () => words.span(Number(h.value), Number(m.value)) };
  }
  if (slot in words.amounts) {
    const [node, input] = field("number", words.slots[slot], { required: true, min: slot === "monthly_fee" ? 0 : 1, step: 1 });
    return { nodes: [node], read: () => words.amounts[slot](Number(input.value)) };
  }
  return null;
}

function field(type, label, limits, unit = "") {
  const input = element("input", { type, "aria-label": label, ...(type === "number" ? { inputMode: "numeric" } : {}) });
  for (const [key, value] of Object.entries(limits)) input[key] = value;
  return [element("label", { class: `field ${type}` }, input, unit && element("span", { "aria-hidden": "true" }, unit)), input];
}

function parts(value) {
  return value.match(/\d+/g).map(Number);
}
