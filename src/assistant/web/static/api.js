// The calls to the server. A failure is thrown as an ApiError, whatever its cause.
export class ApiError extends Error {
  constructor(kind, detail = {}) {
    super(kind);
    this.kind = kind; // "offline", "busy", "gone", "refused", "broken"
    Object.assign(this, detail);
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(30_000) });
  } catch {
    throw new ApiError("offline");
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  if (response.status === 429) throw new ApiError("busy", { seconds: Number(response.headers.get("retry-after")) || 10 });
  if (response.status === 404) throw new ApiError("gone");
  if (response.status >= 400 && response.status < 500 && response.status !== 409) throw new ApiError("refused");
  throw new ApiError("broken");
}

export function sendMessage(text, conversation, locale) {
  return call("/v1/messages", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text, conversation_id: conversation, locale, channel: "web" }),
  });
}

export function readClause(id, locale) {
  return call(`/v1/clauses/${encodeURIComponent(id)}?locale=${locale}`);
}
