// On every page of somebody who is in: whose device this is, what waits, and how one leaves it.

import * as lists from "./lists.js";
import * as queue from "./queue.js";
import * as sender from "./sender.js";
import { wipe } from "./store.js";

const AHEAD = 48 * 60 * 60 * 1000;

const make = (tag, fields = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...children);
  return element;
};

// The list of a day that comes within the term is kept beforehand.
const keepAhead = async (gebruiker) => {
  const element = document.querySelector("[data-lijst-bewaren]");
  if (!element || new Date(element.dataset.datum) - new Date(element.dataset.nu) > AHEAD) return;
  const answer = await sender.reach(element.dataset.lijstBewaren);
  if (!answer?.ok) return;
  const list = await answer.json();
  if (list.gebruiker === gebruiker) await lists.keep(list);
};

// -- Signing out ------------------------------------------------------------------------------

const leave = async (form) => {
  await wipe();
  form.submit();
};

const amount = (count) => (count === 1 ? "1 wijziging is" : `${count} wijzigingen zijn`);

const wordsFor = (taps, gebruiker) => {
  const count = queue.countOf(taps);
  const others = queue.countOf(taps.filter((tap) => tap.gebruiker !== gebruiker));
  const whose = others ? ` Daarvan is ${others} van iemand anders, die eerst zelf moet inloggen.` : "";
  return [`${amount(count)} nog niet verstuurd`, `Toch uitloggen? Dan ${count === 1 ? "gaat die" : "gaan ze"} verloren.${whose}`];
};

const button = (className, textContent, act) => {
  const element = make("button", { type: "button", className: `utrecht-button ${className}`, textContent });
  element.addEventListener("click", act);
  return element;
};

const warn = (form, taps, gebruiker) => {
  const [title, text] = wordsFor(taps, gebruiker);
  const heading = make("h2", { id: "uitloggen-titel", textContent: title });
  const line = make("p", { textContent: text });
  line.setAttribute("role", "status");
  const dialog = make("dialog", { className: "lp-dialog" }, heading, line);
  dialog.setAttribute("aria-labelledby", heading.id);
  const sendFirst = async () => {
    line.textContent = "Bezig met versturen …";
    await sender.retry();
    const left = await queue.waitingOfAnybody();
    if (!left.length) {
      await leave(form);
      return;
    }
    [heading.textContent] = wordsFor(left, gebruiker);
    line.textContent = "Versturen lukt nu niet. Blijf ingelogd en probeer het later opnieuw; we doen het ook vanzelf.";
  };
  dialog.append(
    make(
      "div",
      { className: "lp-acts" },
      button("utrecht-button--primary-action", "Eerst versturen", sendFirst),
      button("utrecht-button--secondary-action lp-button--danger", "Toch uitloggen", () => leave(form)),
      button("utrecht-button--subtle", "Blijf ingelogd", () => dialog.close()),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

const onSubmit = async (event, gebruiker) => {
  const form = event.target;
  if (new URL(form.action, location).pathname !== "/account/logout/") return;
  event.preventDefault();
  event.stopPropagation();
  const taps = await queue.waitingOfAnybody();
  if (taps.length) warn(form, taps, gebruiker);
  else await leave(form);
};

export const start = async (gebruiker) => {
  document.addEventListener("submit", (event) => onSubmit(event, gebruiker), true);
  await lists.expire();
  await lists.bindTo(gebruiker);
  sender.start(gebruiker, { signedIn: true });
  await keepAhead(gebruiker);
};
