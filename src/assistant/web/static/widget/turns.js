// One turn of the conversation as a piece of the page: what was asked, and what came back.
import { linkCitations } from "./citations.js";
import { element, icon } from "./dom.js";
import { inputFor } from "./inputs.js";
import { copyText, plain } from "./print.js";
import { safeFragment } from "./safe.js";
import { WORDS } from "./words.js";

// `actions`: send(text), again(), rewrite(turn), read(clause, locale), say(status); `words` are those of the page's language.
export function turnNode(turn, words, actions) {
  if (turn.who === "note") return element("p", { class: "remark" }, words.remarks[turn.note] ?? "");
  if (turn.who === "agent") return agentNode(turn, words);
  const node = element("div", { class: "turn" }, mineNode(turn, words));
  if (turn.reply) node.append(replyNode(turn.reply, actions));
  if (turn.state === "failed" || turn.state === "refused") node.append(failureNode(turn, words, actions));
  return node;
}

function mineNode(turn, words) {
  const said = element("div", { class: "mine" }, element("span", { class: "hidden" }, `${words.you}: `), turn.text);
  return element("div", { class: "row mine-row" }, said);
}

function agentNode(turn, words) {
  const body = element("div", { class: "body" }, turn.html ? safeFragment(turn.html) : element("p", { class: "said" }, turn.text));
  return element("article", { class: "reply agent" }, element("p", { class: "badge" }, icon(turn.kind === "agent" ? "person" : "chat", 16), turn.kind === "agent" ? words.agent : words.notice), body, element("div", { class: "tools" }));
}

function replyNode(reply, actions) {
  const words = WORDS[reply.locale] ?? WORDS.ja;
  const outcomes = new Set(reply.answers.map((answer) => answer.outcome));
  const outcome = outcomes.size === 1 ? [...outcomes][0] : "";
  const body = element("div", { class: "body" }, safeFragment(reply.html));
  const citations = reply.answers.flatMap((answer) => answer.citations);
  linkCitations(body, citations, { words, locale: reply.locale, read: (id) => actions.read(id, reply.locale) });
  if (reply.kind === "answer" || reply.kind === "confirmation") leadOf(body)?.classList.add("lead");
  if (reply.kind === "confirmation") body.querySelector(":scope > p:last-of-type")?.classList.add("ask");
  const node = element("article", { class: `reply ${reply.kind}`, lang: reply.locale }, element("span", { class: "hidden" }, `${words.assistant}: `));
  const badge = badgeNode(reply, outcome, words);
  if (badge) node.append(badge);
  node.append(body, toolsNode(reply, words, actions));
  return node;
}

// The paragraph that answers: the first, or the one after the line that says which contract is spoken of.
function leadOf(body) {
  const first = body.firstElementChild;
  const about = /^(ご契約.*の内容に基づくお答えです。|This answer is based on your contract .*)$/.test(first?.textContent);
  if (about) first.classList.add("about");
  const lead = about ? first.nextElementSibling : first;
  return lead?.matches("p:not(.basis)") ? lead : null;
}

function badgeNode(reply, outcome, words) {
  const kind = words.kinds[reply.kind];
  if (kind) {
    const sign = { confirmation: "chat", receipt: "done", handoff: "person" }[reply.kind];
    const number = reply.request?.id ?? reply.handoff?.id;
    return element("p", { class: `badge ${reply.kind}` }, icon(sign, 16), kind, number && element("span", { class: "number" }, `${words.number} ${number}`));
  }
  const verdict = reply.kind === "answer" && words.verdicts[outcome];
  return verdict ? element("p", { class: `badge ${outcome}` }, verdict) : null;
}

function toolsNode(reply, words, actions) {
  const copy = element("button", { type: "button", class: "quiet" }, icon("copy", 15), words.copy);
  copy.addEventListener("click", async () => {
    await copyText(plain(reply.text));
    copy.replaceChildren(icon("done", 15), words.copied);
    actions.status(words.copied);
    setTimeout(() => copy.replaceChildren(icon("copy", 15), words.copy), 2000);
  });
  return element("div", { class: "tools" }, copy);
}

function failureNode(turn, words, actions) {
  const box = element("div", { class: "failure", role: "alert" }, element("span", {}, words.failures[turn.why] ?? words.failures.broken));
  const [label, action] = turn.state === "failed" ? [words.again, () => actions.again()] : [words.rewrite, () => actions.rewrite(turn)];
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", action);
  box.append(button);
  return box;
}

// What can be answered to the last reply with one click or one field: choices, suggestions, a date, a number.
export function offersNode(reply, actions) {
  const words = WORDS[reply.locale] ?? WORDS.ja;
  const [missing] = reply.missing;
  const choices = (missing?.choices ?? []).map((choice) => ({ label: String(choice), text: String(choice), choice: true }));
  const known = new Set(choices.map((each) => each.text));
  const offers = [...choices, ...reply.suggestions.filter((each) => !known.has(each.text))];
  const entry = missing && inputFor(missing, words, actions.send);
  if (!offers.length && !entry) return null;
  const node = element("div", { class: `offers ${reply.kind}`, lang: reply.locale });
  if (entry) node.append(entry);
  if (offers.length) node.append(chips(offers, actions.send));
  return node;
}

export function chips(offers, send) {
  const list = element("ul", { class: "chips" });
  for (const offer of offers) {
    const button = element("button", { type: "button", class: offer.choice ? "choice" : "" }, offer.label);
    button.addEventListener("click", () => send(offer.text));
    list.append(element("li", {}, button));
  }
  return list;
}

export function typingNode(words) {
  return element("div", { class: "reply typing", "aria-hidden": "true" }, element("i"), element("i"), element("i"), element("span", { class: "faint" }, words.thinking));
}
