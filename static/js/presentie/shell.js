// The page of the device: the list of one day from what was kept, or which days are kept.

import { dayOf, timeOf } from "./clock.js";
import * as lists from "./lists.js";

const make = (tag, fields = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...children);
  return element;
};

let whenChosen = () => {};
let shown = null;

const root = () => document.getElementById("dag");

// The day in the address: the worker shows this page in the place of that of the server.
export const asked = () => location.pathname.match(/^\/bijeenkomsten\/(\d+)\/presentie\/$/)?.[1];

const halfNow = (list) => {
  const chosen = new URLSearchParams(location.search).get("dagdeel");
  if (chosen === "ochtend" || chosen === "middag") return chosen;
  return list.datum === dayOf(list) && timeOf(list) >= list.middag_vanaf ? "middag" : "ochtend";
};

const refusalOf = (list) => {
  if (list.weigering) return list.weigering;
  if (list.datum > dayOf(list)) return list.te_vroeg;
  return list.afgerond ? "Deze dag is afgerond. Alleen de coördinator past nog iets aan." : "";
};

const PILLS = {
  aanwezig: " utrecht-status-badge--success",
  ingehaald: " utrecht-status-badge--neutral",
  afgemeld: " utrecht-status-badge--warning",
  afwezig: " utrecht-status-badge--danger",
};
const WORDS = { open: "Nog te doen", niet_geregistreerd: "Niet geregistreerd" };

const pillOf = (status) => {
  const text = WORDS[status] ?? status[0].toUpperCase() + status.slice(1);
  return make("span", { className: `utrecht-status-badge${PILLS[status] ?? ""}`, textContent: text });
};

// The names of the template end in -0: each row gets its own.
const rename = (row, number) => {
  [row, ...row.querySelectorAll("*")].forEach((element) => {
    [...element.attributes].forEach(({ name, value }) => {
      if (/-0\b/.test(value)) element.setAttribute(name, value.replace(/-0\b/g, `-${number}`));
    });
  });
};

// That there is a notice; why stays on the server.
const afmeldingOf = () =>
  make("small", { className: "lp-roll__notice" }, make("b", { textContent: "kan niet" }));

const rowOf = (rij, dagdeel, canMark) => {
  const half = rij[dagdeel];
  const row = document.getElementById("sjabloon-rij").content.firstElementChild.cloneNode(true);
  rename(row, rij.deelname);
  Object.assign(row.dataset, {
    deelname: rij.deelname,
    status: half.status,
    afgemeld: String(half.afgemeld),
  });
  row.classList.toggle("is-guest", rij.gast);
  row.querySelector(".lp-avatar").textContent = rij.initialen;
  row.querySelector("[data-naam]").textContent = rij.naam;
  row.querySelector("small").textContent = half.detail;
  if (half.afgemeld && half.status === "open") row.querySelector(".lp-name").append(afmeldingOf());
  row.querySelectorAll(".lp-more > div .lp-sr").forEach((quiet) => {
    quiet.textContent = `: ${rij.naam}`;
  });
  const form = row.querySelector("form");
  form.elements.deelname.value = rij.deelname;
  if (half.vast || !canMark) form.replaceWith(pillOf(half.status));
  return row;
};

const listOf = (list, dagdeel, canMark) => {
  const element = make("ul", { className: "lp-list lp-roll", id: "lijst" });
  element.setAttribute("aria-label", "Deelnemers");
  Object.assign(element.dataset, {
    bijeenkomst: list.bijeenkomst,
    dagdeel,
    tik: list.tik_url,
    overige: list.overige_url,
  });
  element.append(...list.rijen.filter((rij) => rij[dagdeel]).map((rij) => rowOf(rij, dagdeel, canMark)));
  return element;
};

const choice = (list, dagdeel) => {
  const nav = make("nav", { className: "lp-seg" });
  nav.setAttribute("aria-label", "Dagdeel");
  ["ochtend", "middag"].forEach((half) => {
    const link = make("a", { href: `?dagdeel=${half}`, textContent: half === "ochtend" ? "Ochtend" : "Middag" });
    if (half === dagdeel) link.setAttribute("aria-current", "page");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", link.href);
      build(shown, half);
      whenChosen();
      root().querySelector('[aria-current="page"]').focus();
    });
    nav.append(link);
  });
  return nav;
};

const toehoordersOf = (list) => {
  if (!list.toehoorders.length) return [];
  const people = list.toehoorders.map((toehoorder) =>
    make("li", {}, make("span", { textContent: toehoorder.naam }), toehoorder.toelichting ? ` (${toehoorder.toelichting})` : ""),
  );
  return [make("h2", { textContent: "Kijken mee" }), make("ul", { className: "lp-bullets" }, ...people)];
};

const headOf = (list) => {
  const day = list.datum === dayOf(list) ? "vandaag" : list.wanneer;
  const which = make("small", { textContent: `${list.cohort}, dag ${list.dag}` });
  const where = [day, list.locatie].filter(Boolean).join(", ");
  const words = make(
    "div",
    {},
    make("h1", {}, "Presentie ", which),
    make("p", { className: "lp-soft", textContent: where }),
  );
  return make("header", { className: "lp-roll__head" }, words);
};

const standOf = () => {
  const sum = make("p", { className: "lp-roll__sum", id: "samenvatting", tabIndex: -1 });
  const element = make("div", { className: "lp-roll__top", id: "stand" }, sum);
  element.setAttribute("aria-live", "polite");
  return element;
};

export const build = (list, dagdeel) => {
  shown = list;
  const refusal = refusalOf(list);
  const said = document.getElementById("melding");
  root().replaceChildren(
    headOf(list),
    make("div", { className: "lp-roll__bar" }, choice(list, dagdeel), ...(refusal ? [] : [standOf()])),
    ...(refusal ? [make("p", { className: "lp-lead", textContent: refusal })] : []),
    listOf(list, dagdeel, !refusal),
    ...toehoordersOf(list),
  );
  said.hidden = Boolean(refusal);
};

const linkTo = (list) => {
  const day = list.datum === dayOf(list) ? "vandaag" : list.wanneer;
  const link = make("a", {
    href: `/bijeenkomsten/${list.bijeenkomst}/presentie/`,
    textContent: `Presentie dag ${list.dag}, ${day}`,
  });
  const text = make("div", { className: "lp-rows__text" }, link, make("small", { textContent: list.cohort }));
  return make("li", {}, text);
};

// No list of this day here: say why, offer the ones there are, and the way back to the internet.
export const buildWithout = (kept) => {
  const again = make("a", {
    className: "utrecht-button utrecht-button--secondary-action",
    href: `${location.pathname}?wacht=1`,
    textContent: "Probeer het met internet",
  });
  const words = asked()
    ? "De lijst van deze dag staat niet op dit toestel. We bewaren hem hoogstens 48 uur, en alleen zolang je bent ingelogd."
    : "Zonder internet werkt alleen de presentie van een dag die op dit toestel staat.";
  const days = kept.length
    ? [make("h2", { textContent: "Op dit toestel" }), make("ul", { className: "lp-rows lp-rows--links" }, ...kept.map(linkTo))]
    : [];
  root().replaceChildren(
    make("h1", { textContent: "Geen internet" }),
    make("p", { className: "lp-lead", textContent: words }),
    ...days,
    make("div", { className: "lp-acts" }, again),
  );
};

export const start = async ({ onDagdeel }) => {
  whenChosen = onDagdeel;
  const list = asked() ? await lists.find(Number(asked())) : null;
  if (list) build(list, halfNow(list));
  else buildWithout(await lists.kept());
};
