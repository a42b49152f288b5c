// Small on purpose, for every page of somebody who is in: only a device that keeps something, or a
// page with a list to keep, loads the rest.

import { exists } from "./presentie/store.js";

const gebruiker = Number(document.body.dataset.gebruiker);
const keeps = document.querySelector("[data-lijst], [data-lijst-bewaren]") !== null;

if (window.indexedDB && navigator.locks && (keeps || (await exists()))) {
  const device = await import("./presentie/device.js");
  await device.start(gebruiker);
  if (keeps) navigator.serviceWorker?.register("/sw.js").catch(() => {});
}
