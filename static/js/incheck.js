// The code on the screen: says so when no new one can be fetched, and signs in again when needed.
(() => {
  "use strict";

  const lost = () => document.getElementById("verbinding");
  const show = (isLost) => {
    lost().hidden = !isLost;
    document.getElementById("scherm").classList.toggle("is-old", isLost);
  };

  document.addEventListener("htmx:sendError", () => show(true));
  document.addEventListener("htmx:timeout", () => show(true));
  document.addEventListener("htmx:responseError", () => show(true));
  // Whoever is signed out gets another page: go there, rather than show an empty screen.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const from = new URL(event.detail.xhr.responseURL || window.location.href);
    if (from.pathname === window.location.pathname) return;
    event.detail.shouldSwap = false;
    window.location.reload();
  });
  document.addEventListener("htmx:afterSwap", () => show(false));
})();
