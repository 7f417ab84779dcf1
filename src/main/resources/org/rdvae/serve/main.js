// Tabs, messages, and where dropped and pasted files go.

import { getJson } from "./api.js";
import { Digits } from "./digits.js";
import { Photos } from "./photos.js";

const notice = document.getElementById("notice");

export function say(message) {
  notice.hidden = !message;
  notice.querySelector("p").textContent = message;
}

notice.querySelector("button").addEventListener("click", () => say(""));

// Arrow keys move within a group of choices, as in native ones.
function arrows(group, choose) {
  const buttons = [...group.querySelectorAll("button")];
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const at = buttons.indexOf(document.activeElement);
      const next = buttons[(at + step + buttons.length) % buttons.length];
      next.focus();
      choose(next);
    }
  });
  buttons.forEach((button) => button.addEventListener("click", () => choose(button)));
}

const mark = (group, attribute, chosen) => {
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute(attribute, String(button === chosen));
    button.tabIndex = button === chosen ? 0 : -1;
  }
};

const tabs = document.querySelector("[role=tablist]");
let about = null;
let digits = null;

function showTab(button) {
  mark(tabs, "aria-selected", button);
  for (const panel of document.querySelectorAll("[role=tabpanel]")) {
    panel.hidden = panel.id !== button.getAttribute("aria-controls");
  }
  // Asks the server for nothing before somebody looks at it.
  if (button.id === "tab-digits" && about?.digits) {
    digits ??= new Digits(about.digits, say);
  }
  history.replaceState(null, "", button.id === "tab-digits" ? "#digits" : location.pathname);
  say("");
}

arrows(tabs, showTab);

function listenToFiles(open) {
  const isOfFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (isOfFiles(event)) {
      event.preventDefault();
      document.body.classList.add("dragging");
    }
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) {
      document.body.classList.remove("dragging");
    }
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dragging");
    if (isOfFiles(event)) {
      event.preventDefault();
      open(event.dataTransfer.files[0], event.target);
    }
  });
  addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (file) {
      open(file, document.activeElement);
    }
  });
}

async function start() {
  about = await getJson("/api/about");
  const groups = { arrows, mark };
  const photos = about.photos ? new Photos(about, say, groups) : null;
  document.getElementById("photos-absent").hidden = photos !== null;
  document.getElementById("digits-absent").hidden = about.digits !== null;
  const models = [about.photos, about.digits].filter(Boolean).map((model) => `${model.model} (${model.hash.slice(0, 16)})`);
  document.getElementById("footer").textContent = ["rdvae " + about.version, ...models].join(" · ");
  if (location.hash === "#digits" || (!photos && about.digits)) {
    showTab(document.getElementById("tab-digits"));
  }
  listenToFiles((file, place) => {
    say("");
    if (!document.getElementById("digits").hidden) {
      digits?.open(file, place);
    } else if (photos) {
      photos.open(file);
    }
  });
  document.body.dataset.ready = "true";
}

start().catch((error) => say(error.message));
