// The taps that still have to be sent. A tap keeps its key and its time, by the clock of the device
// (`toesteltijd`) and by that of the server (`moment`), and carries no name.

import { moment } from "./clock.js";
import { all, ask, change } from "./store.js";

const channel = new BroadcastChannel("presentie");
const listeners = [];

// Called after every change, also one of another tab.
export const onChange = (listener) => listeners.push(listener);
const tell = () => listeners.forEach((listener) => listener());
channel.onmessage = tell;

const changed = async (work) => {
  const result = await change(["tikken"], work);
  channel.postMessage("tikken");
  tell();
  return result;
};

const stamped = (tap) => ({
  kenmerk: crypto.randomUUID(),
  toesteltijd: new Date().toISOString(),
  moment: moment(),
  pogingen: 0,
  ...tap,
});

// What somebody tapped: {gebruiker, bijeenkomst, url, deelname, dagdeel, status}; or, for everybody
// at once, {…, overige: [{deelname, status}], tik_url}.
export const add = (tap) => changed((taps) => ask(taps.add(stamped(tap))));

export const remove = (tap) => changed((taps) => ask(taps.delete(tap.volg)));

export const update = (tap, fields) =>
  changed(async (taps) => {
    const stored = await ask(taps.get(tap.volg));
    if (stored) await ask(taps.put({ ...stored, ...fields }));
  });

// One tap for everybody becomes one tap per person, each with the time at which it was made.
export const spread = (tap) =>
  changed(async (taps) => {
    if (!(await ask(taps.get(tap.volg)))) return;
    await ask(taps.delete(tap.volg));
    for (const one of tap.overige) {
      const { gebruiker, bijeenkomst, dagdeel, bron, toesteltijd, moment, tik_url: url } = tap;
      const shared = { gebruiker, bijeenkomst, dagdeel, bron, toesteltijd, moment, url };
      await ask(taps.add(stamped({ ...shared, ...one })));
    }
  });

// The server's words may hold a name: they go when the lists go.
export const forgetWords = () =>
  changed(async (taps) => {
    for (const tap of await ask(taps.getAll())) {
      if (tap.geweigerd) await ask(taps.put({ ...tap, geweigerd: "Deze wijziging is niet aangenomen." }));
    }
  });

const ofOne = async (gebruiker) =>
  (await all("tikken")).filter((tap) => tap.gebruiker === gebruiker);

export const waiting = async (gebruiker) =>
  (await ofOne(gebruiker)).filter((tap) => tap.geweigerd === undefined);

export const refused = async (gebruiker) =>
  (await ofOne(gebruiker)).filter((tap) => tap.geweigerd !== undefined);

export const waitingOfAnybody = async () =>
  (await all("tikken")).filter((tap) => tap.geweigerd === undefined);

// In how many changes a tap counts: one for everybody is one per person.
export const countOf = (taps) => taps.reduce((sum, tap) => sum + (tap.overige?.length ?? 1), 0);
