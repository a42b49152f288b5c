// The numbers above the list and the one act for everybody, from the rows as they are shown.

import * as rows from "./rows.js";

const make = (tag, className, text = "") =>
  Object.assign(document.createElement(tag), { className, textContent: text });

const sum = () => {
  const parts = rows.counts().map(([status, number]) => {
    const part = document.createElement("span");
    part.append(make("b", "", String(number)), ` ${rows.LABELS[status]}`);
    return part;
  });
  return parts.flatMap((part, index) => (index ? [" · ", part] : [part]));
};

const wordsFor = (open, everybody, away) => {
  if (away === 1 && open === 1) return "De laatste afgemeld";
  if (away && away === open) return `De overige ${away} afgemeld`;
  if (away) return `De overige ${open - away} aanwezig, ${away} afgemeld`;
  if (open === everybody) return "Iedereen aanwezig";
  return open === 1 ? "De laatste aanwezig" : `De overige ${open} aanwezig`;
};

// The form of the page of the server, or a button like it.
const actOf = (stand) => {
  const found = stand.querySelector("[data-overige]") ?? stand.querySelector("form[data-tap]");
  if (found) {
    found.dataset.overige = "";
    return found;
  }
  const form = make("form", "");
  form.dataset.tap = form.dataset.overige = "";
  const button = make("button", "utrecht-button utrecht-button--primary-action");
  button.type = "submit";
  form.append(button);
  stand.append(form);
  return form;
};

// The next step: a day is closed when both halves are complete. That takes the internet, so the
// page of the device knows no address.
const onwardOf = (dagdeel) => {
  if (dagdeel === "ochtend") return ["Naar de middag", "?dagdeel=middag"];
  const { dag, afronding, ochtendOpen } = document.getElementById("lijst").dataset;
  if (Number(ochtendOpen)) return [`Naar de ochtend, nog ${ochtendOpen} open`, "?dagdeel=ochtend"];
  return [`Rond dag ${dag} af`, afronding];
};

// What is still on its way is complete on this device, and nowhere else.
const doneOf = (stand, dagdeel, isKeptHere) => {
  let done = stand.querySelector(".lp-roll__done");
  if (!done) {
    done = make("div", "lp-roll__done");
    done.append(make("span", "utrecht-status-badge utrecht-status-badge--success"));
    const [words, href] = onwardOf(dagdeel);
    if (href) {
      const className = "utrecht-button utrecht-button--primary-action";
      done.append(Object.assign(make("a", className, words), { href }));
    }
    stand.append(done);
  }
  const words = `De ${dagdeel} is compleet${isKeptHere ? " op dit toestel" : ""}`;
  const pill = done.firstElementChild;
  if (pill.textContent !== words) pill.textContent = words;
  return done;
};

// `isKeptHere`: something of this dagdeel waits for the server, which does not answer.
export const show = (dagdeel, isKeptHere) => {
  const stand = document.getElementById("stand");
  if (!stand) return;
  const numbers = document.getElementById("samenvatting");
  const parts = sum();
  const text = parts.map((part) => part.textContent ?? part).join("");
  if (numbers.textContent.replace(/\s+/g, " ").trim() !== text) numbers.replaceChildren(...parts);
  const open = rows.openRows().length;
  const form = actOf(stand);
  const hadFocus = form.contains(document.activeElement);
  form.hidden = open === 0;
  doneOf(stand, dagdeel, isKeptHere).hidden = open !== 0;
  const button = form.querySelector("button");
  const away = rows.openRows().filter((row) => rows.expected(row) === "afgemeld").length;
  const words = wordsFor(open, rows.all().length, away);
  if (open && button.textContent.trim() !== words) button.textContent = words;
  // The button for everybody disappears when it is used: the numbers take over the focus.
  if (hadFocus && open === 0) numbers.focus({ preventScroll: true });
};
