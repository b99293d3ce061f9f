// Sends what waits, one message after the other, in the order it was written, through bad connections.
import { ApiError } from "./api.js";

const TRIES = 3;
const LONGEST_WAIT = 30_000;

export class Outbox {
  // `send(turn)` gives the reply or throws an ApiError; `onphase(phase, seconds)` hears of "idle", "sending", "offline", "busy".
  constructor(session, send, onphase) {
    this.session = session;
    this.send = send;
    this.onphase = onphase;
    this.online = () => this.wake?.();
    addEventListener("online", this.online);
  }

  close() {
    this.closed = true;
    removeEventListener("online", this.online);
    this.wake?.();
  }

  // Begin to send, unless it is being done, here or in another tab; that tab's work is waited for.
  async pump() {
    if (this.pumping) return this.wake?.();
    this.pumping = true;
    try {
      const lock = globalThis.navigator.locks;
      await (lock ? lock.request(this.session.key, () => this.#drain()) : this.#drain());
    } finally {
      this.pumping = false;
    }
  }

  async #drain() {
    let tries = 0;
    for (let turn; !this.closed && (turn = this.session.next); ) {
      if (!tries) this.onphase("sending");
      try {
        this.session.answered(turn.id, await this.send(turn));
        tries = 0;
      } catch (failure) {
        if (!(failure instanceof ApiError)) throw failure;
        if (failure.kind === "changed") break; // somebody else is signed in now
        tries += 1;
        const wait = this.#judge(turn, failure, tries);
        if (wait > 0) await this.#pause(wait);
        else tries = 0;
      }
    }
    this.onphase("idle");
  }

  // Milliseconds until the message is tried again, or 0 when there is nothing to wait for.
  #judge(turn, failure, tries) {
    const { kind, seconds } = failure;
    this.firm = kind === "busy";
    if (kind === "offline") {
      this.onphase("offline");
      return Math.min(LONGEST_WAIT, 1000 * 2 ** tries);
    }
    if (kind === "busy") {
      this.onphase("busy", seconds);
      return seconds * 1000;
    }
    if (kind === "gone" && this.session.state.conversation) {
      this.session.gone(turn.id);
      return 0;
    }
    if (kind === "broken" && tries < TRIES) return seconds ? Math.min(seconds * 1000, LONGEST_WAIT) : 1000 * tries;
    const final = kind === "refused";
    this.session.change(turn.id, { state: final ? "refused" : "failed", why: kind });
    return 0;
  }

  // Waits; a message that is written or a connection that is back ends the wait, unless the server named its length.
  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        if (this.firm && !this.closed) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
