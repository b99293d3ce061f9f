// The demo portal: a host page as a customer would meet it. The widget does the talking.
import { element } from "../widget/dom.js";
import { WORDS } from "./words.js";

const chat = document.getElementById("chat");

let locale = initialLocale();
let customers = [];
let customer = null; // the sample customer who is signed in
let contracts = [];

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
  document.getElementById("customer").addEventListener("change", async ({ target }) => {
  await become(customers.find(({ id }) => id === target.value) ?? null);
  apply();
});

for (const button of document.querySelectorAll("[data-locale]")) button.ariaPressed = String(button.dataset.locale === locale);
  const cards = contracts.length ? contracts.map((contract) => contractCard(contract, words)) : words.cards.map((card) => serviceCard(card, words));
  document.getElementById("cards").replaceChildren(...cards);
  if (customer) document.getElementById("greeting").textContent = words.greeting(customer.name);
  const choices = [element("option", { value: "" }, words.visitor), ...customers.map(({ id, name }) => element("option", { value: id }, name))];
  document.getElementById("customer").replaceChildren(...choices);
  document.getElementById("customer").value = customer?.id ?? "";
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

function contractCard(contract, words) {
  const { configuration: item } = contract;
  const facts = Object.entries(words.facts)
    .filter(([name]) => item[name] !== undefined && item[name] !== null && String(item[name]) !== "")
    .map(([name, [label, shown]]) => [label, shown(item[name])]);
  if (contract.billing_start) facts.push([words.since, contract.billing_start]);
  const button = element("button", { type: "button" }, words.askContract);
  button.addEventListener("click", () => {
    chat.setAttribute("service", contract.service);
    chat.open = true;
  });
  return element(
    "article",
    { class: "card" },
    element("p", { class: "tag" }, contract.service.toUpperCase()),
    element("h3", {}, contract.name ?? contract.id),
    element("p", { class: "soft" }, `${words.contractNumber} ${contract.id}`),
    element("dl", { class: "facts" }, ...facts.flatMap(([label, shown]) => [element("dt", {}, label), element("dd", {}, shown)])),
    button,
  );
}

// Where the demo has sample customers, anybody may be one of them; a real portal knows who is there.
async function offerCustomers() {
  const reply = await fetch("/demo/customers").catch(() => null);
  if (!reply?.ok) return;
  ({ customers } = await reply.json());
  document.getElementById("who").hidden = !customers.length;
  const before = customers.find(({ id }) => id === sessionStorage.getItem("customer"));
  if (before) await become(before);
  apply();
}

async function become(who) {
  customer = who;
  contracts = [];
  chat.removeAttribute("service");
  if (!who) {
    sessionStorage.removeItem("customer");
    await chat.signOut();
    return;
  }
  sessionStorage.setItem("customer", who.id);
  const token = tokens(who.id);
  chat.token = token;
  const reply = await fetch("/v1/contracts", { headers: { authorization: `Bearer ${await token()}` } });
  if (reply.ok) ({ contracts } = await reply.json());
}

// A token is asked for when there is none yet, when it was refused, and before it runs out.
function tokens(id) {
  let kept = null;
  let until = 0;
  return async (renew = false) => {
    if (renew || Date.now() > until) {
      const reply = await fetch(`/demo/customers/${id}/token`, { method: "POST" });
      kept = reply.ok ? (await reply.json()).token : null;
      until = Date.now() + 600_000;
    }
    return kept;
  };
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
offerCustomers();
