// The lists with names: of one person, for 48 hours, and gone when the server says signed out.

import { SLACK, follow, nowOf } from "./clock.js";
import { all, ask, change, get } from "./store.js";
import { forgetWords } from "./queue.js";

export const ownerOf = async () => (await get("toestel", "eigenaar"))?.gebruiker ?? null;

// Whoever is signed in owns the device; lists of somebody else leave it.
export const bindTo = async (gebruiker) => {
  const before = await ownerOf();
  if (before === gebruiker) return;
  await change(["toestel", "lijsten"], async (device, lists) => {
    await ask(lists.clear());
    await ask(device.put({ naam: "eigenaar", gebruiker }));
  });
  if (before !== null) await forgetWords();
};

// With what the clock of the device said, which may stand wrong: beside `nu`, that of the server.
export const keep = async (list) => {
  const dated = { ...list, gehaald_op: Date.now() };
  follow(dated);
  await change(["lijsten"], (lists) => ask(lists.put(dated)));
};

// A mark that arrived stands in the copy too, before anybody looks at the server's list again.
export const markArrived = (tap) =>
  change(["lijsten"], async (lists) => {
    const list = await ask(lists.get(tap.bijeenkomst));
    if (!list) return;
    const said = new Map((tap.overige ?? [tap]).map((one) => [one.deelname, one.status]));
    list.rijen.forEach((rij) => {
      if (rij[tap.dagdeel] && said.has(rij.deelname)) rij[tap.dagdeel].status = said.get(rij.deelname);
    });
    await ask(lists.put(list));
  });

export const drop = (bijeenkomst) => change(["lijsten"], (lists) => ask(lists.delete(bijeenkomst)));

export const dropAll = async () => {
  await change(["lijsten"], (lists) => ask(lists.clear()));
  await forgetWords();
};

// A clock that was put back does not lengthen the term: one that says less than any clock did when
// the list came, ends it; one that was set right runs on to the end that the server named.
const isOver = (list) =>
  nowOf(list) >= Date.parse(list.bewaren_tot) ||
  Date.now() < Math.min(list.gehaald_op, Date.parse(list.nu)) - SLACK;

export const expire = async () => {
  const over = (await all("lijsten")).filter(isOver);
  for (const list of over) await drop(list.bijeenkomst);
  if (over.length) await forgetWords();
};

// What may be shown now to the owner of the device, the first day first.
export const kept = async () => {
  await expire();
  const owner = await ownerOf();
  const lists = (await all("lijsten")).filter((list) => list.gebruiker === owner);
  return lists.sort((one, other) => one.datum.localeCompare(other.datum));
};

export const find = async (bijeenkomst) => {
  const list = (await kept()).find((one) => one.bijeenkomst === bijeenkomst);
  if (list) follow(list);
  return list ?? null;
};
