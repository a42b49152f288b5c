// Looks at the list of the server while somebody looks at the screen: marks of the other trainer
// and of the code appear, the copy on the device stays fresh, and a lost connection is found again.

import * as lists from "./lists.js";
import { onArrival, reach } from "./sender.js";

const EVERY = 10000;
const SOON = 400;

let version = 0;
let timer = 0;

// What was asked before a tap arrived knows nothing of it.
export const touch = () => {
  version += 1;
};

let hurry = () => {};

// Look again at once: something changed on the server that no tap of the queue did.
export const soon = () => {
  touch();
  hurry();
};

// `take(list)` gets what the server says; `gone()` is called when it may no longer be shown.
export const watch = ({ url, gebruiker, bijeenkomst, take, gone }) => {
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  };

  const read = async () => {
    const asked = version;
    const answer = await reach(url);
    if (answer === null || answer.status >= 500) return EVERY;
    if (answer.status === 403 || answer.status === 404) {
      await lists.drop(bijeenkomst);
      gone();
      return EVERY;
    }
    if (!answer.ok) return EVERY;
    const list = await answer.json();
    if (list.gebruiker !== gebruiker) return EVERY;
    if (asked !== version) return SOON;
    await lists.keep(list);
    await take(list);
    return EVERY;
  };

  const look = async () => {
    if (document.hidden) return;
    later(await read());
  };

  hurry = () => later(SOON);
  onArrival(soon);
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  return look();
};
