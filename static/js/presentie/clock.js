// What time it is at the server, for a device whose clock may stand wrong: each list says what the
// server's clock said when this device fetched it, also a list that comes out of the store later.

const MINUTE = 60 * 1000;
export const SLACK = 10 * MINUTE;

// The list this page works with, and how the clock of the device stood when it came.
let followed = null;

// From here on the page sees it when somebody sets the clock of the device.
export const follow = (list) => {
  followed = { list, device: Date.now(), running: performance.now() };
};

// How far the clock was moved since then: back is below zero. What the page slept through looks like
// a clock that was put forward, for only the clock goes on in a sleep.
const movedSince = ({ device, running }) => Date.now() - device - (performance.now() - running);

// Milliseconds since 1970 on the clock of the server, never before it made this list.
export const nowOf = (list) => {
  const device = Date.now();
  const made = Date.parse(list.nu);
  const difference = made - list.gehaald_op;
  const moved = followed?.list.bijeenkomst === list.bijeenkomst ? movedSince(followed) : 0;
  if (moved < -MINUTE) return Math.max(device + difference - moved, made);
  // Moved by as much as it stood wrong, or put back before this page was opened: it was set right.
  const isForward = moved > MINUTE && Math.abs(moved - difference) < MINUTE;
  const isRight = isForward || device < list.gehaald_op - SLACK;
  return Math.max(isRight ? device : device + difference, made);
};

// The day and the time in the room, whatever zone the device stands in.
export const dayOf = (list) =>
  new Date(nowOf(list)).toLocaleDateString("sv-SE", { timeZone: list.tijdzone });

export const timeOf = (list) =>
  new Date(nowOf(list)).toLocaleTimeString("sv-SE", { timeZone: list.tijdzone }).slice(0, 5);

// The moment of what is tapped now; nothing while no list says what time it is.
export const moment = () => followed && new Date(nowOf(followed.list)).toISOString();
