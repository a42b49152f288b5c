// What the trainer must know about sending: the bar above the page, the line at the bottom, and at
// a person's name what was refused.

import * as queue from "./queue.js";
import { rowOf } from "./rows.js";
import { STATES, stateNow } from "./sender.js";

// A tap that is on its way for a moment needs no words.
const MOMENT = 1500;

const make = (tag, fields = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...children);
  return element;
};

const changes = (count) => (count === 1 ? "1\u00a0wijziging" : `${count}\u00a0wijzigingen`);

const signInAgain = () => {
  const next = encodeURIComponent(location.pathname + location.search);
  return make("a", { href: `/account/login/?next=${next}`, textContent: "Log in" });
};

const wordsOf = (count, isLate) => {
  const unsent = `${changes(count)} nog niet verstuurd`;
  switch (stateNow()) {
    case STATES.offline:
      return [`Zonder internet: we bewaren elke tik op dit toestel.${count ? ` ${unsent}.` : ""}`];
    case STATES.signedOut:
      return [`Je bent uitgelogd.${count ? ` ${unsent}.` : ""} `, signInAgain(), count ? " en we versturen ze." : " om verder te gaan."];
    case STATES.trouble:
      return count ? [`${unsent}. Er ging iets mis bij ons. We proberen het vanzelf opnieuw.`] : [];
    default:
      return count && isLate ? [`${unsent}.`] : [];
  }
};

let timer = 0;

export const show = (waiting) => {
  const bar = document.getElementById("verzending");
  if (!bar) return;
  clearTimeout(timer);
  const now = Date.now();
  const isLate = waiting.some((tap) => Math.abs(now - new Date(tap.toesteltijd)) >= MOMENT);
  const words = wordsOf(queue.countOf(waiting), isLate);
  const text = words.map((part) => part.textContent ?? part).join("");
  if (bar.textContent !== text) bar.replaceChildren(...(words.length ? [make("p", {}, ...words)] : []));
  bar.classList.toggle("lp-offline", words.length > 0);
  if (waiting.length && !isLate) timer = setTimeout(() => show(waiting), MOMENT);
};

// The line at the bottom, with at most one thing to do.
export const say = (text, label = "", act = null) => {
  const line = document.getElementById("melding");
  if (!line) return;
  const button = act && make("button", { type: "button", textContent: label });
  // The button goes with its line: the numbers take over the focus.
  button?.addEventListener("click", () => {
    document.getElementById("samenvatting")?.focus({ preventScroll: true });
    act();
  });
  line.replaceChildren(make("span", { textContent: text }), ...(button ? [button] : []));
};

const opening = (tap, here) => {
  if (tap.bijeenkomst !== here.bijeenkomst) return "Een wijziging van een andere dag is niet opgeslagen. ";
  return tap.dagdeel === here.dagdeel ? "Niet opgeslagen. " : `Niet opgeslagen voor de ${tap.dagdeel}. `;
};

const refusal = (tap, here) => {
  const button = make("button", { type: "button", textContent: "Begrepen" });
  button.addEventListener("click", () => {
    rowOf(tap.deelname)?.querySelector(".lp-choose button")?.focus();
    queue.remove(tap);
  });
  const words = opening(tap, here) + tap.geweigerd.replace(/^Niet opgeslagen\. /, "");
  const box = make("div", { className: "lp-refused" }, make("span", { textContent: words }), button);
  box.dataset.volg = tap.volg;
  box.setAttribute("role", "alert");
  return box;
};

const placeOf = (tap, here) =>
  (tap.bijeenkomst === here.bijeenkomst && rowOf(tap.deelname)) || document.getElementById("geweigerd");

// At the name, until somebody has read it; above the list when the name is not here.
export const showRefused = (taps, here) => {
  const wanted = new Set(taps.map((tap) => String(tap.volg)));
  document.querySelectorAll(".lp-refused").forEach((box) => {
    if (!wanted.delete(box.dataset.volg)) box.remove();
  });
  taps
    .filter((tap) => wanted.has(String(tap.volg)))
    .forEach((tap) => placeOf(tap, here)?.append(refusal(tap, here)));
};
