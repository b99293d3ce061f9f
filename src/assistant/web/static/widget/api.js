// The calls to the server. A failure is thrown as an ApiError, whatever its cause.
export class ApiError extends Error {
  // kind: "offline", "busy" (with seconds), "gone", "unauthorised", "refused" (with detail), "broken" (with seconds, maybe)
  constructor(kind, more = {}) {
    super(kind);
    this.kind = kind;
    Object.assign(this, more);
  }
}

const PATIENCE = 30_000;

export class Api {
  // `endpoint` is the server's address; `credentials` gives the token to send, or null, each time anew.
  constructor(endpoint, credentials) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.clauses = new Map();
  }

  // `key` makes a repeated message one turn on the server.
  message({ text, conversation, locale, context, key }) {
    const body = { text, conversation_id: conversation, locale, channel: "web" };
    if (context) body.context = context;
    return this.#call("v1/messages", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", "idempotency-key": key } });
  }

  // What was said in a conversation after a cursor: agents' words and notices among it.
  conversation(id, cursor) {
    const after = cursor ? `?after=${encodeURIComponent(cursor)}` : "";
    return this.#call(`v1/conversations/${encodeURIComponent(id)}${after}`);
  }

  async clause(id, locale) {
    const address = `v1/clauses/${encodeURIComponent(id)}?locale=${locale}`;
    if (!this.clauses.has(address)) this.clauses.set(address, await this.#call(address));
    return this.clauses.get(address);
  }

  async #call(path, { headers = {}, ...options } = {}, again = true) {
    const token = await this.credentials(!again);
    const sent = token ? { ...headers, authorization: `Bearer ${token}` } : headers;
    let response;
    try {
      // Cookies are never sent: who asks is told by the token alone.
      response = await fetch(new URL(path, this.endpoint), { ...options, headers: sent, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    } catch (failure) {
      throw new ApiError(failure.name === "TimeoutError" ? "broken" : "offline");
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body) return body;
    if (response.status === 401 && token && again) return this.#call(path, { headers, ...options }, false);
    throw refusal(response, body);
  }
}

function refusal(response, body) {
  const seconds = retryAfter(response.headers.get("retry-after"));
  const { status } = response;
  if (status === 429) return new ApiError("busy", { seconds: seconds ?? 10 });
  if (status === 404) return new ApiError("gone");
  if (status === 401) return new ApiError("unauthorised");
  // 408 and 409: the same message again may well be taken.
  if (status >= 400 && status < 500 && status !== 408 && status !== 409) return new ApiError("refused", { detail: body?.detail ?? "" });
  return new ApiError("broken", { seconds });
}

// RFC 9110, section 10.2.3: seconds, or a date.
function retryAfter(value) {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined;
}
