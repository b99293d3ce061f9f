// The chat page: what is typed goes to POST /v1/messages, what comes back is shown.
import { ApiError, sendMessage } from "./api.js";
import { linkCitations } from "./citations.js";
import { element } from "./dom.js";
import { WORDS } from "./words.js";

const log = document.getElementById("log");
const form = document.getElementById("composer");
const input = document.getElementById("text");
const send = document.getElementById("send");

let locale = initialLocale();
let conversation = null;
let waiting = false;
let generation = 0; // counts conversations, so that a late reply to an abandoned one is dropped

function initialLocale() {
  const kept = remembered();
  return kept in WORDS ? kept : navigator.language.startsWith("ja") ? "ja" : "en";
}

// A browser may refuse storage; the page then simply forgets the choice.
function remembered(choice) {
  try {
    if (choice) localStorage.setItem("locale", choice);
    return localStorage.getItem("locale");
  } catch {
    return null;
  }
}

function applyLocale() {
  const words = WORDS[locale];
  document.documentElement.lang = locale;
  document.title = words.title;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = words[node.dataset.say];
  for (const node of document.querySelectorAll("[data-say-label]")) node.ariaLabel = words[node.dataset.sayLabel];
  for (const node of document.querySelectorAll("[data-say-placeholder]")) node.placeholder = words[node.dataset.sayPlaceholder];
  for (const button of document.querySelectorAll("[data-locale]")) button.ariaPressed = String(button.dataset.locale === locale);
  const welcome = log.querySelector(".welcome");
  if (welcome) welcome.replaceWith(welcomeCard());
}

function welcomeCard() {
  const words = WORDS[locale];
  return element(
    "section",
    { className: "welcome" },
    element("h2", {}, words.welcome),
    element("p", {}, words.about),
    chips(words.examples.map((text) => ({ label: text, text }))),
  );
}

function restart() {
  generation += 1;
  conversation = null;
  setWaiting(false);
  log.replaceChildren(welcomeCard());
  input.focus();
}

// The language of the reply is left to the text, unless the text is too short to tell ("500M", "Complete").
function replyLocale(text) {
  const japanese = /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]/.test(text);
  const english = (text.match(/[A-Za-z]{2,}/g) ?? []).length >= 3;
  return japanese || english || conversation ? null : locale;
}

async function ask(text) {
  if (waiting) return;
  log.querySelector(".welcome")?.remove();
  log.querySelectorAll(".theirs > .chips").forEach((each) => each.remove());
  add(element("article", { className: "turn mine" }, element("div", { className: "bubble" }, text)));
  await deliver(text);
}

async function deliver(text) {
  const mine = generation;
  const words = WORDS[locale];
  const typing = element("article", { className: "turn theirs short" }, typingBubble(words));
  setWaiting(true);
  add(typing);
  try {
    const reply = await sendKeepingConversation(text);
    if (mine !== generation) return;
    conversation = reply.conversation_id;
    typing.remove();
    add(replyTurn(reply), true);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    if (mine !== generation) return;
    typing.remove();
    add(failureTurn(failure, text));
  } finally {
    if (mine === generation) setWaiting(false);
  }
}

async function sendKeepingConversation(text) {
  try {
    return await sendMessage(text, conversation, replyLocale(text));
  } catch (failure) {
    // The server no longer has this conversation (it was restarted or purged): begin a new one.
    if (failure.kind !== "gone" || conversation === null) throw failure;
    conversation = null;
    return sendMessage(text, null, replyLocale(text));
  }
}

function typingBubble(words) {
  const bubble = element("div", { className: "bubble" });
  bubble.append(
    element("span", { className: "typing", ariaHidden: "true" }, element("i"), element("i"), element("i")),
    element("span", { className: "hidden" }, words.thinking),
  );
  return bubble;
}

function replyTurn(reply) {
  const words = WORDS[reply.locale] ?? WORDS[locale];
  const bubble = element("div", { className: "bubble" });
  bubble.innerHTML = reply.html; // made safe by the server: a short list of tags, no attributes
  const outcomes = new Set(reply.answers.map((answer) => answer.decision.outcome));
  const verdict = outcomes.size === 1 && words.verdicts[[...outcomes][0]];
  linkCitations(bubble, reply.answers.flatMap((answer) => answer.citations), words, reply.locale);
  if (verdict) bubble.prepend(element("p", { className: `verdict ${[...outcomes][0]}` }, verdict));
  const turn = element("article", { className: "turn theirs", lang: reply.locale }, bubble);
  const values = reply.missing.flatMap((each) => each.choices.map((choice) => ({ label: String(choice), text: String(choice), value: true })));
  const known = new Set(values.map((each) => each.text));
  const offers = [...values, ...reply.suggestions.filter((each) => !known.has(each.text))];
  if (offers.length) turn.append(chips(offers));
  return turn;
}

function failureTurn(failure, text) {
  const words = WORDS[locale];
  const said = { offline: words.offline, busy: words.busy(failure.seconds), refused: words.refused }[failure.kind] ?? words.broken;
  const box = element("div", { className: "failure", role: "alert" }, said);
  const turn = element("article", { className: "turn theirs short" }, box);
  if (failure.kind !== "refused") {
    const again = element("button", { type: "button" }, words.again);
    again.addEventListener("click", () => {
      if (waiting) return;
      turn.remove();
      deliver(text);
    });
    box.append(again);
  }
  return turn;
}

function chips(offers) {
  const row = element("div", { className: "chips" });
  for (const offer of offers) {
    const button = element("button", { type: "button", className: offer.value ? "value" : "" }, offer.label);
    button.addEventListener("click", () => {
      ask(offer.text);
      input.focus();
    });
    row.append(button);
  }
  return row;
}

function add(turn, fromItsTop = false) {
  log.append(turn);
  // A long answer is read from its first line, so that line is brought into view and not the last.
  if (fromItsTop && turn.offsetHeight > log.clientHeight) turn.scrollIntoView({ block: "start" });
  else log.scrollTop = log.scrollHeight;
}

function setWaiting(now) {
  waiting = now;
  log.ariaBusy = String(now);
  updateSend();
}

function updateSend() {
  send.disabled = waiting || input.value.trim() === "";
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 2}px`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text || waiting) return;
  input.value = "";
  grow();
  ask(text);
});

input.addEventListener("input", () => {
  grow();
  updateSend();
});

input.addEventListener("keydown", (event) => {
  // Enter that confirms a conversion must not send; Safari reports it after the composition, as key code 229.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});

document.getElementById("restart").addEventListener("click", restart);
for (const button of document.querySelectorAll("[data-locale]")) {
  button.addEventListener("click", () => {
    locale = button.dataset.locale;
    remembered(locale);
    applyLocale();
  });
}

applyLocale();
restart();
