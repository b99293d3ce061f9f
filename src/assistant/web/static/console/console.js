// What the console's pages do beyond htmx: keys, copying, and errors shown in place.
const $ = (query, from = document) => from.querySelector(query);
const told = $("#told");
const help = $("#help");
let leading = -Infinity; // when g was pressed

const tell = (text) => {
  told.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { told.textContent = ""; }, 4000);
};

async function copy(id) {
  const source = document.getElementById(id);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent);
    tell(document.body.dataset.copied);
  } catch {
    // Without the permission the text is shown, to be taken by hand.
    source.hidden = false;
    getSelection().selectAllChildren(source);
  }
}

const editable = (target) => target.matches("input:not([type=radio], [type=checkbox], [type=submit]), textarea, select, [contenteditable]");

function move(step) {
  const rows = [...document.querySelectorAll("[data-row] > a, [data-row] td > a.open")].filter((row) => row.offsetParent);
  const next = rows[Math.min(Math.max(rows.indexOf(document.activeElement) + step, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.matches("input[type=search]")) {
    event.target.blur();
    event.preventDefault();
    return;
  }
  if (editable(event.target) || help.open) return;
  const afterG = performance.now() - leading < 1200;
  leading = -Infinity;
  const page = afterG && $(`[data-go="${CSS.escape(event.key)}"]`);
  if (page) page.click();
  else if (event.key === "/") $("[data-box]") ? $("[data-box]").select() : location.assign("/console");
  else if (event.key === "?") help.showModal();
  else if (event.key === "g") leading = performance.now();
  else if (event.key === "y" && $("[data-copy]")) copy($("[data-copy]").dataset.copy);
  else if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  else return;
  event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.copy) copy(button.dataset.copy);
  if (button && "help" in button.dataset) help.showModal();
  if (button?.dataset.ask) {
    $("#q").value = button.dataset.ask;
    $("#ask").requestSubmit();
  }
  if (target === help) help.close();
});

// A problem comes with a status of 4xx or 5xx; it is shown where the answer would be.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status >= 400 && detail.xhr.getResponseHeader("content-type")?.startsWith("text/html")) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});
document.addEventListener("htmx:sendError", () => tell(document.body.dataset.failed));
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "answer") return;
  const { top } = detail.target.getBoundingClientRect();
  if (top < 0 || top > innerHeight - 160) detail.target.scrollIntoView();
});

// A message beside a field belongs to the field.
const marked = () => {
  for (const error of document.querySelectorAll(".field-error")) {
    const field = document.getElementById(error.id.replace(/^error-/, "field-"));
    if (!field) continue;
    if (error.textContent.trim()) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
};
document.addEventListener("htmx:afterSettle", marked);
marked();

// On a phone the pages stand in one line, which scrolls.
const centre = () => {
  const line = $(".rail nav");
  const here = $("[aria-current=page]", line);
  if (here) line.scrollLeft = here.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
};
document.addEventListener("htmx:oobAfterSwap", centre); // the counts make it longer
centre();
