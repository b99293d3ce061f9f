// <assistant-chat>: the chat widget. Embedding, attributes and theming are described in docs/widget.md.
import { Api, ApiError } from "./api.js";
import { chips, offersNode, turnNode, typingNode } from "./turns.js";
import { element } from "./dom.js";
import { makePanel } from "./panel.js";
import { Outbox } from "./outbox.js";
import { asText, copyText, printConversation } from "./print.js";
import { Session, subjectOf } from "./session.js";
import { LOCALES, WORDS } from "./words.js";

const HOME = new URL("../../", import.meta.url);
const PHONE = matchMedia("(max-width: 40rem)");
const LABELS = ["title", "subtitle", "launcher", "placeholder", "welcome", "about"];
const POLL = 15_000;

const text = async (name) => (await fetch(new URL(name, import.meta.url))).text();
const [TOKENS, STYLE, PAPER] = await Promise.all([text("../tokens.css"), text("widget.css"), text("print.css")]);
const SHEETS = [TOKENS, STYLE].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
});

export class AssistantChat extends HTMLElement {
  static observedAttributes = ["locale", "service", "context", "token", "endpoint", "open", "mode", "examples", ...LABELS.map((name) => `label-${name}`)];

  #token = null;
  #phase = "idle";
  #shown = new Map();
  #identified = Promise.resolve();

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = SHEETS;
    this.#upgrade("token");
  }

  // -- for the host page ---------------------------------------------------------------------------------------

  // A token, null, or a function that gives (a promise of) one and is asked before every request; `true` asks for a new one.
  get token() {
    return this.#token;
  }

  set token(value) {
    this.#token = value || null;
    if (this.isConnected) this.identify();
  }

  get open() {
    return this.hasAttribute("open") || this.inline;
  }

  set open(value) {
    this.toggleAttribute("open", Boolean(value));
  }

  // Asks a question as if it had been typed, and opens the widget.
  ask(question) {
    this.open = true;
    this.#send(String(question).trim());
  }

  // Forgets everything of this server in this browser; done by itself when the token is taken away.
  signOut() {
    this.#token = null;
    this.removeAttribute("token");
    this.session?.erase();
    return this.identify();
  }

  // -- life ----------------------------------------------------------------------------------------------------

  connectedCallback() {
    this.#build();
    this.identify();
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    visualViewport?.addEventListener("resize", () => this.#fit(), { signal });
    visualViewport?.addEventListener("scroll", () => this.#fit(), { signal });
    PHONE.addEventListener("change", () => this.#show(), { signal });
    document.addEventListener("visibilitychange", () => this.#listen(), { signal });
  }

  disconnectedCallback() {
    this.listeners.abort();
    clearTimeout(this.poll);
    this.#leave();
  }

  attributeChangedCallback(name, before, now) {
    if (name === "token") this.#token = now || null;
    if (!this.isConnected || !this.parts || before === now) return;
    if (name === "open") this.#show(true);
    else if (name === "token" || name === "endpoint") this.identify();
    else if (name !== "service" && name !== "context") this.#build();
  }

  get inline() {
    return this.getAttribute("mode") === "inline";
  }

  get locale() {
    const wanted = [this.getAttribute("locale"), this.closest("[lang]")?.lang, navigator.language];
    return wanted.map((each) => each?.slice(0, 2).toLowerCase()).find((each) => LOCALES.includes(each)) ?? "ja";
  }

  get endpoint() {
    try {
      const given = new URL(this.getAttribute("endpoint") || HOME, document.baseURI);
      if (!given.pathname.endsWith("/")) given.pathname += "/";
      if (/^https?:$/.test(given.protocol)) return given.href;
    } catch {
      // Falls through: an address that is none.
    }
    console.error("assistant-chat: the endpoint must be an http(s) address");
    return HOME.href;
  }

  // What the host page vouches for, as POST /v1/messages takes it; null when nothing is.
  get context() {
    let given = {};
    try {
      given = JSON.parse(this.getAttribute("context") || "{}");
    } catch {
      console.error("assistant-chat: the attribute context must be a JSON object");
    }
    const service = this.getAttribute("service");
    const context = service ? { ...given, service } : given;
    return Object.keys(context).length ? context : null;
  }

  // -- who is asking -------------------------------------------------------------------------------------------

  // Takes up the session of whoever the token is for; what another person said is never shown.
  identify() {
    this.#identified = this.#identified.then(() => this.#identify(), () => this.#identify());
    return this.#identified;
  }

  async #identify() {
    const endpoint = this.endpoint;
    const token = await this.#credentials().catch(() => null);
    const subject = subjectOf(token);
    if (!this.isConnected || (this.session?.subject === subject && this.api?.endpoint === endpoint)) return;
    // Signed out: nothing of that person stays.
    if (this.session?.subject && !subject && this.api.endpoint === endpoint) this.session.erase();
    this.#leave();
    this.api = new Api(endpoint, (renew) => this.#checked(renew));
    this.session = new Session(endpoint, subject);
    this.session.addEventListener("change", () => this.#render());
    this.outbox = new Outbox(this.session, (turn) => this.#deliver(turn), (phase, seconds) => this.#setPhase(phase, seconds));
    this.#render();
    this.outbox.pump();
    this.#listen();
  }

  #leave() {
    this.outbox?.close();
    this.session?.close();
    this.session = this.outbox = null;
    this.before = null;
  }

  async #credentials(renew = false) {
    return typeof this.#token === "function" ? ((await this.#token(renew)) ?? null) : this.#token;
  }

  async #checked(renew) {
    const session = this.session;
    let token;
    try {
      token = await this.#credentials(renew);
    } catch {
      throw new ApiError("unauthorised");
    }
    if (session && subjectOf(token) === session.subject) return token;
    this.identify();
    throw new ApiError("changed");
  }

  // -- asking --------------------------------------------------------------------------------------------------

  async #send(said) {
    if (!said) return;
    await this.#identified;
    this.before = null;
    this.session.say(said);
    this.outbox.pump();
    this.#focusAfter();
  }

  async #deliver(turn) {
    try {
      const reply = await this.api.message({ text: turn.text, key: turn.key, ...this.#outgoing(turn) });
      this.parts.status.textContent = WORDS[this.locale].answered;
      this.#tell("reply", { kind: reply.kind, conversation: reply.conversation_id });
      return reply;
    } catch (failure) {
      if (failure.kind === "unauthorised") this.#tell("unauthorised");
      throw failure;
    }
  }

  // What goes with a message is settled at its first try: a key is for one message, word for word.
  #outgoing(turn) {
    if (turn.with) return turn.with;
    const { conversation, context: known } = this.session.state;
    const context = this.context;
    const news = context && JSON.stringify(context) !== known;
    const locale = tellsLanguage(turn.text) ? null : (this.session.locale ?? this.locale);
    const settled = { conversation, locale, context: news ? context : null };
    this.session.change(turn.id, { with: settled });
    return settled;
  }

  #setPhase(phase, seconds) {
    this.#phase = phase;
    const words = WORDS[this.locale];
    const banner = phase === "offline" ? words.offline : phase === "busy" ? words.busy(seconds) : "";
    this.parts.banner.hidden = !banner;
    this.parts.banner.lastChild.textContent = banner;
    this.parts.status.textContent = banner || (phase === "sending" ? words.thinking : this.parts.status.textContent);
    this.#render();
    if (phase === "idle") this.#listen();
  }

  #restart() {
    if (!this.session?.turns.length) return;
    this.before = this.session.restart();
    this.#render();
    this.parts.input.focus();
  }

  // -- what is seen --------------------------------------------------------------------------------------------

  #build() {
    const locale = this.locale;
    const words = WORDS[locale];
    const draft = this.parts?.input.value ?? "";
    this.parts?.panel.close();
    this.parts = makePanel(words, (name) => this.getAttribute(`label-${name}`) || words[name], {
      open: () => { this.open = true; },
      close: () => { if (!this.inline) this.open = false; },
      restart: () => this.#restart(),
      copyAll: () => this.#copyAll(),
      print: () => printConversation(this.session.turns, words, locale, PAPER),
      submit: (said) => this.#send(said),
    });
    this.root = element("div", { class: `root ${this.inline ? "inline" : "floating"}`, lang: locale }, this.parts.launcher, this.parts.panel);
    this.shadowRoot.replaceChildren(this.root);
    this.parts.input.value = draft;
    this.#shown.clear();
    this.#show();
    if (this.session) this.#render();
  }

  #show(byChange = false) {
    const { panel, launcher, closer, input, log } = this.parts;
    const { open, inline } = this;
    closer.hidden = inline;
    launcher.hidden = open || inline;
    if (panel.open) panel.close();
    if (!open) {
      if (byChange) launcher.focus();
    } else if (inline) {
      panel.setAttribute("open", "");
    } else if (PHONE.matches) {
      panel.showModal(); // a full screen: what is behind it is out of reach
      log.focus();
    } else {
      const before = this.shadowRoot.activeElement ?? document.activeElement;
      panel.show();
      if (byChange) input.focus();
      else before?.focus?.(); // `show` takes the focus, also when a page was just loaded
    }
    if (open) {
      this.#fit();
      this.parts.refresh();
      log.scrollTop = log.scrollHeight;
    }
    if (byChange) {
      this.#tell(open ? "open" : "close");
      this.#listen();
    }
  }

  // The part of a phone's screen that its keyboard leaves.
  #fit() {
    if (!visualViewport) return;
    this.root.style.setProperty("--screen", `${visualViewport.height}px`);
    this.root.style.setProperty("--above", `${visualViewport.offsetTop}px`);
  }

  #render() {
    if (!this.session || !this.parts) return;
    const { log } = this.parts;
    const words = WORDS[this.locale];
    const turns = this.session.turns;
    const actions = this.#actions();
    const nodes = turns.map((turn) => this.#nodeOf(turn, words, actions));
    const waiting = turns.find((turn) => turn.state === "waiting");
    for (const turn of turns) this.#shown.get(turn.id).node.classList.toggle("later", turn.state === "waiting" && (turn !== waiting || this.#phase === "offline" || this.#phase === "busy"));
    if (waiting && this.session.next && this.#phase !== "offline" && this.#phase !== "busy") {
      this.typing ??= typingNode(words);
      nodes.splice(turns.indexOf(waiting) + 1, 0, this.typing);
    }
    const last = turns.at(-1);
    if (!turns.length) nodes.push(this.#welcome(words));
    else if (last.reply) nodes.push(this.#offers(last, actions));
    const fresh = nodes.filter(Boolean);
    const seen = new Set(fresh);
    for (const child of [...log.children]) if (!seen.has(child)) child.remove();
    let arrived = null;
    fresh.forEach((node, at) => {
      if (log.children[at] === node) return;
      log.insertBefore(node, log.children[at] ?? null);
      arrived ??= node;
    });
    if (arrived) this.#scrollTo(last);
  }

  // The piece of one turn; made anew only when the turn has changed, so that an article that was opened stays open.
  #nodeOf(turn, words, actions) {
    const mark = [turn.state, turn.why, Boolean(turn.reply)].join();
    const shown = this.#shown.get(turn.id);
    if (shown?.mark === mark) return shown.node;
    const node = turnNode(turn, words, actions);
    this.#shown.set(turn.id, { mark, node });
    return node;
  }

  #offers(turn, actions) {
    const shown = this.#shown.get(turn.id);
    if (shown.offers === undefined) shown.offers = offersNode(turn.reply, actions);
    return shown.offers;
  }

  #actions() {
    return {
      send: (said) => this.#send(said),
      again: () => {
        this.session.update((state) => state.turns.forEach((turn) => { if (turn.state === "failed") turn.state = "waiting"; }));
        this.outbox.pump();
      },
      rewrite: (turn) => {
        this.session.update((state) => { state.turns = state.turns.filter((each) => each.id !== turn.id); });
        this.parts.input.value = turn.text;
        this.parts.refresh();
        this.parts.input.focus();
      },
      read: (id, locale) => this.api.clause(id, locale),
      status: (said) => { this.parts.status.textContent = said; },
    };
  }

  #welcome(words) {
    const say = (name) => this.getAttribute(`label-${name}`) || words[name];
    const given = this.getAttribute("examples")?.split("|").map((each) => each.trim()).filter(Boolean);
    const card = element("section", { class: "welcome" }, element("h3", {}, say("welcome")), element("p", {}, say("about")), chips((given ?? words.examples).map((each) => ({ label: each, text: each })), (said) => this.#send(said)));
    if (this.before) {
      const undo = element("button", { type: "button", class: "quiet undo" }, words.undo);
      undo.addEventListener("click", () => {
        const { before } = this;
        this.before = null;
        this.session.restore(before);
      });
      card.append(undo);
    }
    return card;
  }

  // A long answer is read from its first line, so the question before it is brought to the top, and not its end into view.
  #scrollTo(turn) {
    const { log } = this.parts;
    const node = turn && this.#shown.get(turn.id)?.node;
    const top = node ? node.offsetTop - log.offsetTop - 12 : 0;
    log.scrollTop = Math.min(top, log.scrollHeight);
  }

  #focusAfter() {
    // On a touch screen the keyboard would cover the answer.
    if (matchMedia("(pointer: coarse)").matches) this.parts.log.focus({ preventScroll: true });
    else this.parts.input.focus({ preventScroll: true });
  }

  async #copyAll() {
    const words = WORDS[this.locale];
    await copyText(asText(this.session.turns, words));
    this.parts.status.textContent = words.copied;
  }

  // While somebody was asked to answer, look for it now and then; a server without such answers is asked once.
  async #listen() {
    clearTimeout(this.poll);
    const { session } = this;
    const { conversation, handoff, request, cursor } = session?.state ?? {};
    if (!conversation || !(handoff || request) || document.hidden || this.deaf === conversation) return;
    try {
      session.heard(await this.api.conversation(conversation, cursor), this.open);
    } catch (failure) {
      if (failure.kind === "gone" || failure.kind === "refused") this.deaf = conversation;
    }
    if (session !== this.session) return;
    this.parts.launcher.classList.toggle("unread", session.state.unread && !this.open);
    // An accepted request comes when it comes: only a handoff is waited for.
    const quiet = Date.now() - (session.turns.at(-1)?.at ?? 0) > 10 * POLL;
    if (handoff) this.poll = setTimeout(() => this.#listen(), (quiet || !this.open ? 4 : 1) * POLL);
  }


  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`assistant-${name}`, { detail, bubbles: true, composed: true }));
  }

  // A property that was set before the element was defined hides its accessor: set it again.
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }
}

// Whether a text tells its language; "500M" or "Complete" does not.
function tellsLanguage(said) {
  return /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]/.test(said) || (said.match(/[A-Za-z]{2,}/g) ?? []).length >= 3;
}

customElements.define("assistant-chat", AssistantChat);
