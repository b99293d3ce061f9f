// Shows the OpenAPI document and sends trial requests; everything comes from this server.
import { element } from "./widget/dom.js";

const REQUESTS = {
  "/v1/messages": { text: "StarterでSSEアドオンは使えますか？" },
  "/v1/rules/{rule}": { service: "ztna", arrival: "2026-12-01" },
};
const PARAMETERS = { rule: "termination", clause_id: "ztna:7.2.3", q: "7条2項3号" };

const api = await (await fetch("/schema/openapi.json")).json();

document.title = `${api.info.title} API`;
document.getElementById("title").textContent = `${api.info.title} API ${api.info.version}`;
document.getElementById("summary").textContent = api.info.summary ?? "";

const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })),
);
for (const tag of api.tags) {
  const section = element("section", {}, element("h2", {}, tag.name, element("small", {}, tag.description ?? "")));
  for (const operation of operations.filter((each) => each.tags?.includes(tag.name))) section.append(card(operation));
  document.getElementById("operations").append(section);
}

function resolve(schema) {
  const name = schema?.$ref?.split("/").pop();
  return name ? { name, ...api.components.schemas[name] } : (schema ?? {});
}

function card(operation) {
  const body = element("div", {}, element("p", {}, operation.description ?? ""));
  if (operation.parameters?.length) body.append(element("h3", {}, "Parameters"), parameters(operation.parameters));
  const content = operation.requestBody?.content?.["application/json"];
  if (content) body.append(element("h3", {}, "Request"), shape(content.schema, true));
  body.append(element("h3", {}, "Replies"), replies(operation.responses), trial(operation, Boolean(content)));
  return element(
    "details",
    { className: "operation" },
    element(
      "summary",
      {},
      element("span", { className: `method ${operation.method}` }, operation.method.toUpperCase()),
      element("span", { className: "path" }, operation.path),
      element("span", { className: "what" }, operation.summary ?? ""),
    ),
    body,
  );
}

function parameters(list) {
  return table(list.map((each) => [each.name, typeName(each.schema), each.required, each.description ?? "", each.in]));
}

function table(rows) {
  const made = element("table");
  for (const [name, type, required, description, where] of rows) {
    made.append(
      element(
        "tr",
        {},
        element("td", {}, element("code", {}, name), required ? element("span", { className: "must", title: "required" }, " *") : ""),
        element("td", { className: "type" }, ...[type].flat()),
        element("td", {}, description, where ? ` (${where})` : ""),
      ),
    );
  }
  return element("div", { className: "scroll" }, made);
}

function choices(schema) {
  return schema.anyOf ?? schema.oneOf;
}

function typeName(given) {
  const schema = resolve(given);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (choices(schema)) return choices(schema).map(typeName).join(" | ");
  if (schema.type === "array") return `${typeName(schema.items)}[]`;
  return schema.name ?? [schema.format ?? schema.type ?? "any"].flat().join(" | ");
}

// The object types a schema leads to: itself, its choices, or its items.
function objects(given) {
  const schema = resolve(given);
  if (schema.properties) return [schema];
  if (schema.type === "array") return objects(schema.items);
  return (choices(schema) ?? []).flatMap(objects);
}

function shape(given, open = false) {
  const found = objects(given);
  if (!found.length) return element("span", { className: "type" }, typeName(given));
  return element(
    "div",
    {},
    ...found.map((schema) => {
      const details = element("details", { className: "shape", open: open && found.length === 1 });
      details.append(element("summary", {}, schema.name ?? schema.title ?? "object"));
      // Filled when it is opened, so that a type which contains itself ends.
      const fill = () => {
        if (details.open && details.children.length === 1) details.append(fields(schema));
      };
      details.addEventListener("toggle", fill);
      fill();
      return details;
    }),
  );
}

function fields(schema) {
  return table(
    Object.entries(schema.properties).map(([name, each]) => [
      name,
      objects(each).length ? [typeName(each), shape(each)] : typeName(each),
      schema.required?.includes(name),
      each.description ?? "",
    ]),
  );
}

function replies(responses) {
  return table(
    Object.entries(responses).map(([status, reply]) => {
      const content = Object.values(reply.content ?? {})[0];
      return [status, content ? shape(content.schema) : "", false, reply.description ?? ""];
    }),
  );
}

function trial(operation, hasBody) {
  const form = element("form", { className: "try" });
  const inputs = (operation.parameters ?? []).map((each) => {
    const input = element("input", { name: each.name, value: PARAMETERS[each.name] ?? "", required: each.in === "path" });
    form.append(element("label", {}, each.name, input));
    return { each, input };
  });
  const body = element("textarea", { value: JSON.stringify(REQUESTS[operation.path] ?? {}, null, 2), spellcheck: false, ariaLabel: "Request" });
  const shown = element("pre", { hidden: true });
  if (hasBody) form.append(body);
  form.append(element("button", { type: "submit" }, "Send"), shown);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const url = new URL(operation.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(inputs.find(({ each }) => each.name === name).input.value)), location.origin);
    for (const { each, input } of inputs) {
      if (each.in === "query" && input.value) url.searchParams.set(each.name, input.value);
    }
    const options = { method: operation.method.toUpperCase() };
    if (hasBody) Object.assign(options, { body: body.value, headers: { "content-type": "application/json" } });
    shown.hidden = false;
    shown.textContent = "…";
    try {
      const reply = await fetch(url, options);
      const text = await reply.text();
      shown.textContent = `${reply.status} ${reply.headers.get("content-type")}\n\n${pretty(text)}`;
    } catch (failure) {
      shown.textContent = String(failure);
    }
  });
  return form;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
