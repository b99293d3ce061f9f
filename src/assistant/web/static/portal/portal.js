// The demo portal: a host page as a customer would meet it. The widget does the talking.
import { element } from "../widget/dom.js";
import { WORDS } from "./words.js";

const chat = document.getElementById("chat");

let locale = initialLocale();

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

function apply() {
  const words = WORDS[locale];
  document.documentElement.lang = locale;
  document.title = words.title;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = words[node.dataset.say];
  for (const node of document.querySelectorAll("[data-say-label]")) node.ariaLabel = words[node.dataset.sayLabel];
  for (const node of document.querySelectorAll("[data-say-placeholder]")) node.placeholder = words[node.dataset.sayPlaceholder];
  for (const button of document.querySelectorAll("[data-locale]")) button.ariaPressed = String(button.dataset.locale === locale);
  document.getElementById("cards").replaceChildren(...words.cards.map((card) => serviceCard(card, words)));
  document.getElementById("topics").replaceChildren(...words.topics.map(topicCard));
  document.getElementById("steps").replaceChildren(...words.steps.map(([name, text]) => element("li", {}, element("h3", {}, name), element("p", {}, text))));
  chat.setAttribute("locale", locale);
}

function serviceCard({ service, name, edition, about, short }, words) {
  const button = element("button", { type: "button" }, words.askAbout);
  button.addEventListener("click", () => {
    chat.setAttribute("service", service);
    chat.open = true;
  });
  return element("article", { class: "card" }, element("p", { class: "tag" }, short), element("h3", {}, name), element("p", { class: "soft" }, edition), element("p", {}, about), button);
}

function topicCard({ name, questions }) {
  const list = questions.map((question) => {
    const button = element("button", { type: "button" }, question);
    button.addEventListener("click", () => chat.ask(question));
    return element("li", {}, button);
  });
  return element("section", { class: "card" }, element("h3", {}, name), element("ul", {}, ...list));
}

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = document.getElementById("question");
  const question = field.value.trim();
  if (!question) return;
  field.value = "";
  chat.ask(question);
});

for (const button of document.querySelectorAll("[data-locale]")) {
  button.addEventListener("click", () => {
    locale = button.dataset.locale;
    remembered(locale);
    apply();
  });
}

apply();
