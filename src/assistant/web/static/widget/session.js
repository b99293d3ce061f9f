// What a conversation is made of, kept over a reload and shared by the tabs: in localStorage, by server and by person.
const VERSION = 1;
const KEPT_FOR = 24 * 60 * 60 * 1000;
const MOST_TURNS = 100;
const PREFIX = "assistant-chat";

const blank = () => ({ version: VERSION, revision: 0, at: Date.now(), conversation: null, context: null, handoff: null, request: null, cursor: null, unread: false, turns: [] });

// A storage that a browser refuses is the same as an empty one.
function stored(action) {
  try {
    return action(globalThis.localStorage);
  } catch {
    return null;
  }
}

export class Session extends EventTarget {
  // `subject` is the person as the token names them, empty for a visitor. "change" is fired for every change, also of another tab.
  constructor(endpoint, subject) {
    super();
    this.subject = subject;
    this.scope = `${PREFIX}:${endpoint}:`;
    this.key = this.scope + subject;
    this.state = this.#read() ?? blank();
    this.channel = new BroadcastChannel(this.key);
    // The state comes with the message: another tab's writing may reach this tab's storage later than its message.
    this.channel.onmessage = ({ data }) => {
      this.state = data ?? blank();
      this.#changed();
    };
    this.#forgetOthers();
  }

  close() {
    this.closed = true;
    this.channel.close();
  }

  get turns() {
    return this.state.turns;
  }

  // The message to be sent next. One that failed and may be sent again holds back those after it: order is kept.
  get next() {
    const open = this.turns.find((turn) => turn.state === "waiting" || turn.state === "failed");
    return open?.state === "waiting" ? open : null;
  }

  // The language of the last reply, so that a bare number does not change it.
  get locale() {
    return this.turns.findLast((turn) => turn.reply)?.reply.locale ?? null;
  }

  // Change what is kept: `change` gets the newest state, also if another tab wrote it.
  update(change) {
    if (this.closed) return; // a reply that comes too late: the message waits still, and its key makes it one turn
    const state = this.#newest();
    const revision = state.revision + 1;
    change(state);
    Object.assign(state, { revision, at: Date.now(), turns: state.turns.slice(-MOST_TURNS) });
    this.state = state;
    this.#write();
    this.channel.postMessage(state);
    this.#changed();
  }

  change(id, values) {
    this.update((state) => {
      const turn = state.turns.find((each) => each.id === id);
      if (turn) Object.assign(turn, values);
    });
  }

  say(text) {
    this.update((state) => {
      for (const turn of state.turns) if (turn.state === "failed") turn.state = "waiting";
      state.turns.push({ id: identifier(), who: "me", text, at: Date.now(), key: identifier(), state: "waiting" });
    });
  }

  // The reply to a message; dropped when its conversation was left in the meantime.
  answered(id, reply) {
    this.update((state) => {
      const turn = state.turns.find((each) => each.id === id);
      if (!turn) return;
      const context = turn.with?.context ? JSON.stringify(turn.with.context) : state.context;
      Object.assign(turn, { state: "sent", reply: slim(reply), with: null });
      Object.assign(state, { conversation: reply.conversation_id, context });
      if (reply.handoff) state.handoff = reply.handoff.id;
      if (reply.request) state.request = reply.request.id;
    });
  }

  // What reached the conversation from outside: an agent's answer, a decision on a request.
  heard({ items, cursor }, read) {
    const known = new Set(this.turns.map((turn) => turn.id));
    const notices = items.filter((item) => item.type === "notice" && !known.has(`n${item.number}`));
    if (!notices.length && cursor === this.state.cursor && !(read && this.state.unread)) return;
    this.update((state) => {
      state.turns.push(...notices.map(({ number, kind, text, html, at }) => ({ id: `n${number}`, who: "agent", kind, text, html, at: Date.parse(at) || Date.now() })));
      Object.assign(state, { cursor, unread: !read && (state.unread || notices.length > 0) });
    });
  }

  // The server no longer has the conversation: go on in a new one, with the message that was not taken.
  gone(id) {
    this.update((state) => {
      Object.assign(state, { conversation: null, context: null, handoff: null, request: null, cursor: null });
      const at = state.turns.findIndex((each) => each.id === id);
      if (at < 0) return;
      Object.assign(state.turns[at], { key: identifier(), with: null });
      state.turns.splice(at, 0, { id: identifier(), who: "note", note: "gone", at: Date.now() });
    });
  }

  // Begins anew; gives what was there, so that it can be put back with `restore`.
  restart() {
    const before = structuredClone(this.state);
    this.update((state) => Object.assign(state, blank()));
    return before;
  }

  restore(before) {
    this.update((state) => Object.assign(state, before));
  }

  // Sign-out: nothing of anybody stays in this browser.
  erase() {
    for (const key of this.#keys()) stored((storage) => storage.removeItem(key));
    this.state = blank();
    this.channel.postMessage(null);
    this.#changed();
  }

  // Somebody else who was signed in here before, and everything that is old.
  #forgetOthers() {
    for (const key of this.#keys()) {
      const somebodyElse = this.subject && key !== this.key && key !== this.scope;
      if (somebodyElse || !fresh(stored((storage) => storage.getItem(key)))) stored((storage) => storage.removeItem(key));
    }
  }

  #keys() {
    return stored((storage) => Object.keys(storage).filter((key) => key.startsWith(this.scope))) ?? [];
  }

  #read() {
    return fresh(stored((storage) => storage.getItem(this.key)));
  }

  #newest() {
    const kept = this.#read();
    if (!kept) return this.kept ? blank() : this.state;
    return kept.revision >= this.state.revision ? kept : this.state;
  }

  #write() {
    this.kept = stored((storage) => storage.setItem(this.key, JSON.stringify(this.state)) ?? true) ?? false;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

function fresh(text) {
  try {
    const state = JSON.parse(text);
    return state.version === VERSION && Date.now() - state.at < KEPT_FOR && Array.isArray(state.turns) ? state : null;
  } catch {
    return null;
  }
}

// What the page shows of a reply; the trace and the whole decision stay on the server.
function slim(reply) {
  const { kind, locale, html, text, missing, suggestions, request, handoff } = reply;
  const answers = reply.answers.map((answer) => ({
    outcome: answer.decision.outcome,
    citations: answer.citations.map(({ clause, service, label, title }) => ({ clause, service, label, title })),
  }));
  return { kind, locale, html, text, missing, suggestions, request, handoff, answers };
}

export function identifier() {
  // crypto.randomUUID is there in secure contexts only.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Who a token is for, told from it without checking it: only the server does that.
export function subjectOf(token) {
  if (!token) return "";
  try {
    const [, payload] = token.split(".");
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const { iss = "", sub } = JSON.parse(new TextDecoder().decode(bytes));
    if (sub) return `${iss}|${sub}`;
  } catch {
    // Not a JWT: every token is then somebody of its own.
  }
  let hash = 5381n;
  for (const letter of token) hash = BigInt.asUintN(64, hash * 33n ^ BigInt(letter.codePointAt(0)));
  return `#${hash.toString(36)}`;
}
