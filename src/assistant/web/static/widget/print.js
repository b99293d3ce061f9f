// The conversation by itself, for paper and for the clipboard, whatever the page around it looks like.
import { element } from "./dom.js";
import { safeFragment } from "./safe.js";

// The conversation as plain text: who said what, without Markdown's marks.
export function asText(turns, words) {
  return turns.flatMap((turn) => {
    if (turn.who === "note") return [];
    const said = [`${turn.who === "me" ? words.you : words.agent}: ${turn.text}`];
    if (turn.reply) said.push(`${words.assistant}:\n${plain(turn.reply.text)}`);
    return said;
  }).join("\n\n");
}

export function plain(markdown) {
  return markdown.replace(/\*\*/g, "").replace(/\\([\\`*_[\]<>#|~])/g, "$1");
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without HTTPS there is no clipboard to write to, but a selection can still be copied.
    const field = element("textarea", { value: text, readOnly: true });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

// Prints the conversation from a frame of its own: `styles` is the style sheet's text.
export function printConversation(turns, words, locale, styles) {
  const frame = element("iframe", { title: words.print, "aria-hidden": "true", tabIndex: -1 });
  frame.hidden = true;
  document.body.append(frame);
  const page = frame.contentDocument;
  const sheet = new frame.contentWindow.CSSStyleSheet();
  sheet.replaceSync(styles);
  page.adoptedStyleSheets = [sheet];
  page.documentElement.lang = locale;
  page.title = words.title;
  page.body.append(element("h1", {}, words.title), element("p", { class: "faint" }, new Date().toLocaleString(locale)), ...turns.flatMap((turn) => sheetOf(turn, words)));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}

function sheetOf(turn, words) {
  if (turn.who === "note") return [element("p", { class: "faint" }, words.remarks[turn.note] ?? "")];
  const said = [element("section", { class: turn.who }, element("h2", {}, turn.who === "me" ? words.you : words.agent), element("p", { class: "said" }, turn.text))];
  if (turn.reply) said.push(element("section", { class: "them", lang: turn.reply.locale }, element("h2", {}, words.assistant), safeFragment(turn.reply.html)));
  return said;
}
