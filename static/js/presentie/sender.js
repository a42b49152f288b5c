// Sends what waits: one after the other, each exactly once by its key, also over two tabs.

import * as queue from "./queue.js";
import { bindTo, dropAll, markArrived } from "./lists.js";

export const STATES = { ok: "ok", offline: "offline", signedOut: "uitgelogd", trouble: "storing" };
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;
const PATIENCE = 20000;
// Later than this the list may have changed: then a tap for everybody goes as one per person.
const FRESH = 15000;

let user = null;
let state = navigator.onLine ? STATES.ok : STATES.offline;
let pause = FIRST_PAUSE;
let timer = 0;
let busy = null;
let wanted = false;
const listeners = [];
const arrivals = [];

export const stateNow = () => state;
export const onState = (listener) => listeners.push(listener);
export const onArrival = (listener) => arrivals.push(listener);

const become = (next) => {
  if (state === next) return;
  state = next;
  listeners.forEach((listener) => listener(next));
};

export const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "";

// What the server says about a request: fetched, signed out, not reached …
export const reach = async (url, options = {}) => {
  let answer;
  try {
    answer = await fetch(url, {
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      headers: { "X-Gebruiker": user, ...options.headers },
    });
  } catch {
    become(STATES.offline);
    return null;
  }
  if (answer.type === "opaqueredirect" || answer.status === 409) {
    // Somebody else is in, or nobody: the names leave the device, the taps wait for their maker.
    become(STATES.signedOut);
    await dropAll();
    return null;
  }
  become(answer.status >= 500 || answer.status === 429 ? STATES.trouble : STATES.ok);
  return answer;
};

const post = (tap) => {
  const fields = tap.overige
    ? { dagdeel: tap.dagdeel, kenmerk: tap.kenmerk, toesteltijd: tap.toesteltijd }
    : {
        deelname: tap.deelname,
        dagdeel: tap.dagdeel,
        status: tap.status,
        kenmerk: tap.kenmerk,
        toesteltijd: tap.toesteltijd,
      };
  if (tap.moment) fields.moment = tap.moment;
  if (tap.bron) fields.bron = tap.bron;
  return reach(tap.url, {
    method: "POST",
    body: new URLSearchParams({ ...fields, verzonden: new Date().toISOString() }),
    headers: { "HX-Request": "true", "X-CSRFToken": token() },
  });
};

const wordsOf = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.body.textContent.replace(/\s+/g, " ").trim() || "Deze wijziging is niet aangenomen.";
};

// A 403 may be about the token alone: then the list itself can still be fetched.
const mayStill = async (tap) => {
  const answer = await reach(`/bijeenkomsten/${tap.bijeenkomst}/lijst/`);
  return answer === null || answer.ok || answer.status >= 500;
};

const isFresh = (tap) => tap.pogingen === 0 && Math.abs(Date.now() - new Date(tap.toesteltijd)) < FRESH;

// Whether the next one may be tried.
const send = async (tap) => {
  if (tap.overige && !isFresh(tap)) {
    await queue.spread(tap);
    return true;
  }
  await queue.update(tap, { pogingen: tap.pogingen + 1 });
  const answer = await post(tap);
  if (answer === null) {
    if (tap.overige) await queue.spread(tap);
    return false;
  }
  if (answer.ok) {
    await markArrived(tap);
    arrivals.forEach((listener) => listener(tap));
    await queue.remove(tap);
    return true;
  }
  if (answer.status === 422) {
    await queue.update(tap, { geweigerd: await wordsOf(answer) });
    return true;
  }
  if (answer.status === 404 || (answer.status === 403 && !(await mayStill(tap)))) {
    await queue.update(tap, { geweigerd: "Je houdt de presentie van deze dag niet meer bij." });
    return true;
  }
  // The server is in trouble, perhaps with this one only: the others get their chance.
  return "later";
};

const drain = async () => {
  let failures = 0;
  const skipped = new Set();
  for (;;) {
    const taps = (await queue.waiting(user)).filter((tap) => !skipped.has(tap.volg));
    if (!taps.length) return skipped.size === 0;
    const result = await send(taps[0]);
    if (result === false) return false;
    if (result === "later") {
      skipped.add(taps[0].volg);
      failures += 1;
      if (failures > 1) return false;
    }
  }
};

const rest = () => {
  clearTimeout(timer);
  timer = setTimeout(kick, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
};

const work = async () => {
  do {
    wanted = false;
    const isEmpty = await navigator.locks.request("presentie-verzenden", drain);
    if (isEmpty) pause = FIRST_PAUSE;
    else rest();
  } while (wanted);
  busy = null;
};

// Send what waits, now. In one tab at a time: the other one sees the queue get shorter.
export const kick = () => {
  if (user === null) return Promise.resolve();
  wanted = true;
  busy ??= work();
  return busy;
};

// A reason to believe that it works again.
export const retry = () => {
  pause = FIRST_PAUSE;
  clearTimeout(timer);
  return kick();
};

// `signedIn`: a page of the server says who is in; the page of the device only remembers it.
export const start = async (gebruiker, { signedIn }) => {
  if (user !== null) return kick();
  user = gebruiker;
  if (signedIn) await bindTo(gebruiker);
  window.addEventListener("online", retry);
  window.addEventListener("offline", () => become(STATES.offline));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) retry();
  });
  return kick();
};
