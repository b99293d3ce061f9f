// The server's HTML is safe already; here the same short list is kept again, so that nothing else can enter the page.
const TAGS = new Set(["P", "BR", "STRONG", "EM", "UL", "OL", "LI", "BLOCKQUOTE", "CODE", "PRE", "H3", "H4", "HR"]);

// A page that enforces Trusted Types allows this one policy by its name; what it passes is parsed into an inert template only.
const policy = globalThis.trustedTypes?.createPolicy("assistant-chat", { createHTML: (html) => html });

// HTML of the server in, a fragment out: known elements without any attribute, everything else as its text.
export function safeFragment(html) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(String(html)) : String(html);
  return copy(template.content, document.createDocumentFragment());
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    else if (node.nodeType === Node.ELEMENT_NODE) to.append(TAGS.has(node.tagName) ? copy(node, document.createElement(node.tagName)) : node.textContent);
  }
  return to;
}
