// The widget's frame: header, log, composer, launcher; made once for each language.
import { element, icon, iconButton } from "./dom.js";

export const MAX_TEXT = 4000;
const COUNT_FROM = 3600;

// `say` gives a label, the host page's own first; `actions` are what the buttons do.
export function makePanel(words, say, actions) {
  const parts = {};
  parts.log = element("div", { class: "log", role: "log", tabIndex: 0, "aria-live": "polite", "aria-relevant": "additions", "aria-label": words.log });
  parts.status = element("p", { class: "hidden", role: "status" });
  parts.banner = element("p", { class: "banner", hidden: true }, icon("cloud", 18), element("span"));
  parts.closer = iconButton("down", words.close, actions.close, { class: "icon-button closer" });
  parts.header = element(
    "div",
    { class: "bar" },
    element("span", { class: "mark" }, icon("chat", 20)),
    element("div", { class: "names" }, element("h2", { id: "title" }, say("title")), element("p", {}, say("subtitle"))),
    iconButton("renew", words.restart, actions.restart),
    iconButton("copy", words.copyAll, actions.copyAll),
    iconButton("print", words.print, actions.print),
    parts.closer,
  );
  Object.assign(parts, makeComposer(words, say, actions.submit));
  parts.panel = element("dialog", { class: "panel", "aria-labelledby": "title" }, parts.header, parts.log, parts.status, element("div", { class: "foot" }, parts.banner, parts.form, element("p", { class: "fine" }, words.fine)));
  parts.panel.addEventListener("cancel", (event) => {
    event.preventDefault(); // the browser's own Escape; ours also keeps the state
    actions.close();
  });
  parts.panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !converting(event)) actions.close();
  });
  parts.launcher = element("button", { type: "button", class: "launcher", "aria-haspopup": "dialog" }, icon("chat", 24), element("span", {}, say("launcher")), element("span", { class: "dot" }, element("span", { class: "hidden" }, words.unread)));
  parts.launcher.addEventListener("click", actions.open);
  return parts;
}

// A key pressed during input conversion belongs to it. Safari reports the Enter that confirms one after its end, as key code 229.
export function converting(event) {
  return event.isComposing || event.keyCode === 229;
}

function makeComposer(words, say, submit) {
  const input = element("textarea", { id: "text", rows: 1, maxLength: MAX_TEXT, placeholder: say("placeholder"), enterKeyHint: "send", autocomplete: "off", "aria-describedby": "hint" });
  const button = element("button", { type: "submit", class: "send", disabled: true, "aria-label": words.send, title: words.send }, icon("send", 20));
  const left = element("p", { class: "left", hidden: true });
  const hint = element("p", { id: "hint", class: "hidden" }, words.hint);
  const form = element("form", { class: "composer" }, element("label", { class: "hidden", htmlFor: "text" }, words.label), input, button, left, hint);
  const refresh = () => {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
    button.disabled = input.value.trim() === "";
    left.hidden = input.value.length < COUNT_FROM;
    left.textContent = words.left(MAX_TEXT - input.value.length);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    refresh();
    submit(text);
  });
  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || converting(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return { form, input, refresh };
}
