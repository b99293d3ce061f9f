// An element with properties, attributes and children; texts become text nodes, never markup.
export function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key in made) made[key] = value;
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  chat: "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6.5L8 20.5V17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM7.5 9.5h9M7.5 12.7h5.5",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  down: "M6 9.5l6 6 6-6",
  renew: "M5 12a7 7 0 1 0 2.2-5.1M5 4.2v3.9h3.9",
  print: "M7 9V4h10v5M7 17H5a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 5 9h14a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 19 17h-2M7 14h10v6H7Z",
  copy: "M9 9V5.5A1.5 1.5 0 0 1 10.5 4h8A1.5 1.5 0 0 1 20 5.500v8a1.5 1.5 0 0 1-1.5 1.500H15M5.5 9h8a1.5 1.5 0 0 1 1.5 1.500v8a1.5 1.5 0 0 1-1.5 1.500h-8A1.5 1.5 0 0 1 4 18.500v-8A1.5 1.5 0 0 1 5.5 9Z",
  done: "M5 12.500l4.5 4.500L19 7.5",
  send: "M12 19V5.500M5.5 11.500L12 5l6.5 6.5",
  book: "M12 6.500C10 5 7 4.5 4 4.800v13.400c3-.3 6 .2 8 1.7 2-1.5 5-2 8-1.700V4.800c-3-.3-6 .2-8 1.700ZM12 6.500v13.4",
  person: "M12 12a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.600ZM4.5 20c.6-3.6 3.7-5.6 7.5-5.600s6.9 2 7.5 5.6",
  cloud: "M4 4l16 16M8 7.600A6 6 0 0 1 17.6 11 4 4 0 0 1 20.3 17M15.5 18H7.500a4.2 4.2 0 0 1-.9-8.3",
};

// A line drawing of 24 by 24, hidden from screen readers: what it means stands in its button's label.
export function icon(name, size = 20) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", class: "icon" })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

// A button with a drawing only; its name is its label and its tooltip.
export function iconButton(name, label, action, given = {}) {
  const button = element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...given }, icon(name));
  button.addEventListener("click", action);
  return button;
}
