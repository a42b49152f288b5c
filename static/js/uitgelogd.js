// On the page to sign in: whoever sees it is out, also when the session was ended elsewhere. The
// names leave this device; taps, which hold none, wait for their maker.

import { exists } from "./presentie/store.js";

if (window.indexedDB && (await exists())) {
  const lists = await import("./presentie/lists.js");
  await lists.dropAll();
}
