// The roll call, on the page of the server and on that of the device: every tap is kept here first,
// then sent. Without this file each button is a form that is sent and comes back to its row.

import * as bar from "./presentie/bar.js";
import * as lists from "./presentie/lists.js";
import * as live from "./presentie/live.js";
import * as queue from "./presentie/queue.js";
import * as rows from "./presentie/rows.js";
import * as sender from "./presentie/sender.js";
import * as shell from "./presentie/shell.js";
import * as stand from "./presentie/stand.js";
import { open } from "./presentie/store.js";

const isShell = document.getElementById("schil") !== null;
let gebruiker = null;
// What was tapped on this page and not yet said at the bottom: by number, what to say and undo.
const unsaid = new Map();

const here = () => {
  const data = document.getElementById("lijst")?.dataset ?? {};
  return { ...data, bijeenkomst: Number(data.bijeenkomst ?? shell.asked()) };
};

// -- What is shown --------------------------------------------------------------------------

const isOnline = () => sender.stateNow() === sender.STATES.ok;

const sayOf = (volg) => {
  const { text, undo } = unsaid.get(volg);
  unsaid.delete(volg);
  bar.say(text, "Ongedaan maken", undo);
};

let running = null;
let dirty = false;

const draw = async () => {
  const { bijeenkomst, dagdeel } = here();
  const waiting = await queue.waiting(gebruiker);
  const ours = waiting.filter((tap) => tap.bijeenkomst === bijeenkomst && tap.dagdeel === dagdeel);
  rows.show(ours, isOnline());
  stand.show(dagdeel, ours.length > 0 && !isOnline());
  bar.show(waiting);
  bar.showRefused(await queue.refused(gebruiker), here());
  if (!isOnline()) [...unsaid.keys()].forEach(sayOf);
};

const refresh = () => {
  dirty = true;
  running ??= (async () => {
    while (dirty) {
      dirty = false;
      await draw();
    }
    running = null;
  })();
  return running;
};

// -- What is tapped -------------------------------------------------------------------------

const keep = async (tap, text, undo = null) => {
  const { bijeenkomst, dagdeel, bron } = here();
  live.touch();
  const volg = await queue.add({ gebruiker, bijeenkomst, dagdeel, bron, ...tap });
  unsaid.set(volg, { text, undo });
  await refresh();
  sender.kick();
};

const mark = (deelname, status) => {
  const row = rows.rowOf(deelname);
  const name = rows.nameOf(deelname);
  const before = rows.backTo(rows.statusOf(row));
  const words =
    status === "open" ? `De keuze bij ${name} is gewist.` : `${name} staat op ${rows.LABELS[status]}.`;
  const undo = before === status ? null : () => mark(deelname, before);
  return keep({ url: here().tik, deelname, status }, words, undo);
};

// One request puts back what one tap did, and leaves alone what somebody else changed since. Sent one
// by one, it is taken back one by one: only who still stands where that tap put them.
const takeBack = (kenmerk, overige) => async () => {
  const { dagdeel, terug } = here();
  const body = new URLSearchParams({ dagdeel, kenmerk });
  const headers = { "HX-Request": "true", "X-CSRFToken": sender.token() };
  const answer = terug && isOnline() ? await sender.reach(terug, { method: "POST", body, headers }) : null;
  const left = overige.filter((one) => {
    const row = rows.rowOf(one.deelname);
    return row && rows.statusOf(row) === one.status;
  });
  if (answer?.ok) {
    rows.markArrived({ overige: left.map((one) => ({ ...one, status: "open" })) });
    live.soon();
    await refresh();
    bar.say("Ongedaan gemaakt.");
    return;
  }
  for (const one of left) await mark(one.deelname, "open");
};

const markOthers = () => {
  const overige = rows.openRows().map((row) => ({
    deelname: Number(row.dataset.deelname),
    status: rows.expected(row),
  }));
  if (!overige.length) return null;
  const present = overige.filter((one) => one.status === "aanwezig").length;
  const who = present === 1 ? "Eén persoon staat" : `${present} mensen staan`;
  const rest = overige.length - present;
  const also = rest ? ` ${rest} op afgemeld.` : "";
  const { overige: url, tik } = here();
  const kenmerk = crypto.randomUUID();
  const undo = takeBack(kenmerk, overige);
  return keep({ url, tik_url: tik, kenmerk, overige }, `${who} nu op aanwezig.${also}`, undo);
};

const closeMenu = (form) => {
  const menu = form.querySelector("details[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
};

// A remark or a guest goes to the server at once: without internet what was typed would be gone.
const holdBack = (event) => {
  if (sender.stateNow() !== sender.STATES.offline || !event.target.closest("main")) return;
  event.preventDefault();
  event.stopPropagation();
  bar.say("Dit kan alleen met internet. Wat je typte, blijft staan.");
};

// What opens low on the screen comes to rest above the bar at the bottom.
const onToggle = (event) => {
  if (event.target.matches(".lp-more[open]")) event.target.lastElementChild.scrollIntoView({ block: "nearest" });
};

const onSubmit = (event) => {
  const form = event.target;
  if (!form.matches("[data-tap]")) {
    holdBack(event);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  if (form.matches("[data-overige]")) {
    markOthers();
    return;
  }
  closeMenu(form);
  mark(Number(form.elements.deelname.value), event.submitter.value);
};

// -- What the server says --------------------------------------------------------------------

const reloadFor = (text) => bar.say(text, "Laad opnieuw", () => location.reload());

const take = async (list) => {
  const { dagdeel } = here();
  const canMark = !list.afgerond && !list.weigering;
  const isSame = rows.take(list, dagdeel);
  if (isShell && (!isSame || !canMark)) shell.build(list, dagdeel);
  else if (!canMark) reloadFor("Deze dag is intussen afgesloten.");
  else if (!isSame) reloadFor("De lijst is intussen veranderd.");
  await refresh();
};

const gone = () => {
  if (isShell) shell.buildWithout([]);
  else reloadFor("Je houdt de presentie van deze dag niet meer bij.");
};

const onArrival = (tap) => {
  if (tap.bijeenkomst === here().bijeenkomst && tap.dagdeel === here().dagdeel) rows.markArrived(tap);
  if (unsaid.has(tap.volg)) sayOf(tap.volg);
};

const onState = (state) => {
  if (state === sender.STATES.ok) sender.retry();
  refresh();
};

const start = async () => {
  await open();
  const signedIn = document.body.dataset.gebruiker;
  gebruiker = signedIn ? Number(signedIn) : await lists.ownerOf();
  if (isShell) await shell.start({ onDagdeel: refresh });
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("toggle", onToggle, true);
  queue.onChange(refresh);
  sender.onState(onState);
  sender.onArrival(onArrival);
  await refresh();
  if (gebruiker === null) return;
  sender.start(gebruiker, { signedIn: Boolean(signedIn) });
  const { bijeenkomst } = here();
  const url = `/bijeenkomsten/${bijeenkomst}/lijst/`;
  if (bijeenkomst) live.watch({ url, gebruiker, bijeenkomst, take, gone });
};

if (document.getElementById("melding") || isShell) start();
