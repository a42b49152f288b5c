// The rows of the list: what the server said, with over it what was tapped here and is not sent yet.

const KINDS = { aanwezig: "is-ok", ingehaald: "is-ok", afgemeld: "is-warn", afwezig: "is-bad" };
export const LABELS = {
  aanwezig: "aanwezig",
  ingehaald: "ingehaald",
  afwezig: "afwezig",
  afgemeld: "afgemeld",
  niet_geregistreerd: "niet geregistreerd",
  open: "nog te doen",
};

export const all = () => [...document.querySelectorAll("#lijst > [data-deelname]")];
export const rowOf = (deelname) => document.getElementById(`deelname-${deelname}`);
export const nameOf = (deelname) => document.getElementById(`naam-${deelname}`)?.textContent ?? "";
// Where somebody stands for who looks at this screen.
export const statusOf = (row) => row.dataset.nu ?? row.dataset.status;
// Somebody who said beforehand not to come is not one of "de overige".
export const expected = (row) => (row.dataset.afgemeld === "true" ? "afgemeld" : "aanwezig");
export const isFixed = (row) => !row.querySelector(".lp-choose");
export const openRows = () => all().filter((row) => statusOf(row) === "open" && !isFixed(row));

const showSummary = (summary, chosen) => {
  const quiet = document.createElement("span");
  quiet.className = "lp-sr";
  if (chosen) {
    quiet.textContent = "Meer keuzes, nu: ";
    summary.replaceChildren(quiet, "Afgemeld");
    return;
  }
  quiet.textContent = "Meer keuzes";
  const dots = Object.assign(document.createElement("span"), { textContent: "⋮" });
  dots.setAttribute("aria-hidden", "true");
  summary.replaceChildren(dots, quiet);
};

// The page of the server leaves the choice out that is made already.
const afmeldingButton = (menu) => {
  const found = menu.querySelector('[value="afgemeld"]');
  if (found) return found;
  const other = menu.querySelector('[value="open"]');
  const button = other.cloneNode(true);
  button.value = "afgemeld";
  button.disabled = false;
  button.firstChild.textContent = "Afgemeld";
  other.before(button);
  return button;
};

const showMenu = (menu, status) => {
  const chosen = status === "afgemeld";
  const button = afmeldingButton(menu);
  if (menu.classList.contains("is-chosen") !== chosen) {
    menu.classList.toggle("is-chosen", chosen);
    showSummary(menu.querySelector("summary"), chosen);
  }
  button.hidden = chosen;
  menu.querySelector('[value="open"]').disabled = status === "open";
};

// A guest who is here catches up: "ingehaald" is how that is written, "aanwezig" how it is said.
const pressed = (status) => (status === "ingehaald" ? "aanwezig" : status);

const showStatus = (row, status) => {
  row.classList.remove("is-ok", "is-warn", "is-bad", "is-open", "is-unknown");
  row.classList.add(KINDS[status] ?? "is-open");
  if (isFixed(row)) return;
  row.querySelectorAll(".lp-choose > button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.value === pressed(status)));
  });
  const menu = row.querySelector(".lp-more");
  if (menu) showMenu(menu, status);
};

const detailOf = (row) => row.querySelector(".lp-name small");

const showDetail = (row, note) => {
  const small = detailOf(row);
  if (!small) return;
  small.dataset.detail ??= small.textContent;
  const text = note || small.dataset.detail;
  if (small.textContent !== text) small.textContent = text;
};

// For each person what was tapped here last and waits to be sent.
const latestOf = (waiting) => {
  const latest = new Map();
  waiting.forEach((tap) => {
    const at = tap.moment ?? tap.toesteltijd;
    (tap.overige ?? [tap]).forEach(({ deelname, status }) => {
      const known = latest.get(deelname);
      if (!known || known.at <= at) {
        latest.set(deelname, { status, at });
      }
    });
  });
  return latest;
};

const showTapped = (row, status) => {
  row.querySelectorAll("[value]").forEach((button) => {
    button.classList.toggle("is-tapped", status !== undefined && button.value === status);
  });
};

// Lay what waits over the rows, in place: no row, button or focus moves. With internet a tap is on
// its way and counts when it has arrived; without, it counts because this device keeps it.
export const show = (waiting, isOnline) => {
  const latest = latestOf(waiting);
  all().forEach((row) => {
    const tap = latest.get(Number(row.dataset.deelname));
    if (tap && !isOnline) row.dataset.nu = tap.status;
    else delete row.dataset.nu;
    showStatus(row, statusOf(row));
    showTapped(row, isOnline ? tap?.status : undefined);
    row.classList.toggle("is-sending", Boolean(tap) && isOnline);
    row.classList.toggle("is-unsent", Boolean(tap) && !isOnline);
    showDetail(row, tap && !isOnline ? "Nog niet verstuurd" : "");
  });
};

// What the server says now; a row that is gone or new asks for the whole page.
export const take = (list, dagdeel) => {
  const expected = list.rijen.filter((rij) => rij[dagdeel]);
  const there = new Map(expected.map((rij) => [String(rij.deelname), rij]));
  let isSame = there.size === all().length;
  all().forEach((row) => {
    const half = there.get(row.dataset.deelname)?.[dagdeel];
    if (!half) {
      isSame = false;
      return;
    }
    row.dataset.status = half.status;
    row.dataset.afgemeld = String(half.afgemeld);
    const small = detailOf(row);
    if (small) small.dataset.detail = half.detail;
    if (half.vast && !isFixed(row)) isSame = false;
  });
  return isSame;
};

// A mark that arrived; how the server wrote it, the next look at the list tells.
export const markArrived = (tap) => {
  (tap.overige ?? [tap]).forEach(({ deelname, status }) => {
    const row = rowOf(deelname);
    if (row) row.dataset.status = status;
  });
};

// What a tap may say to get somebody back to where they stood.
export const backTo = (status) => pressed(status === "niet_geregistreerd" ? "open" : status);

// In the order in which a person would say them.
export const counts = () => {
  const numbers = Object.fromEntries(Object.keys(LABELS).map((status) => [status, 0]));
  all().forEach((row) => {
    numbers[statusOf(row)] += 1;
  });
  return Object.entries(numbers).filter(([, number]) => number);
};
