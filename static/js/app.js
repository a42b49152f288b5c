// Small help for every page; without it each page still works.
(() => {
  "use strict";

  const focusErrors = (root) => {
    const summary = root.querySelector("[data-fouten]");
    if (summary) summary.focus();
  };

  // A menu made of <details> closes on Escape and on a click or focus elsewhere.
  const closeMenus = (except) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(except)) menu.open = false;
    });
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // data-filedrop: name the chosen file, and show where it may be dropped.
  const showFiles = (zone) => {
    const names = [...zone.querySelector("input[type=file]").files].map((file) => file.name);
    zone.querySelector("[data-filename]").textContent = names.join(", ");
  };
  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-filedrop]");
    if (zone) showFiles(zone);
  });
  const hover = (event, on) => {
    const zone = event.target.closest && event.target.closest("[data-filedrop]");
    if (zone) zone.classList.toggle("is-over", on);
  };
  document.addEventListener("dragover", (event) => hover(event, true));
  document.addEventListener("dragleave", (event) => hover(event, false));
  document.addEventListener("drop", (event) => hover(event, false));

  // A form is sent once, however often its button is tapped; "back" makes it usable again.
  // data-download: the answer is a file and the page stays, so it may be sent again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[data-hx-post], [data-download]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // The database is busy or away: the form goes the long way, to the page that keeps it and waits.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { elt } = detail.requestConfig;
    if (detail.xhr.status !== 503 || !elt.matches("form[method=post]")) return;
    detail.isError = false;
    HTMLFormElement.prototype.submit.call(elt);
  });

  // data-share: where the device can share, its own choice of apps; elsewhere the page itself.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-share]");
    if (!link || !navigator.share) return;
    event.preventDefault();
    navigator.share({ title: link.dataset.share, url: link.href }).catch(() => {});
  });

  document.documentElement.classList.add("has-js");
  document.addEventListener("DOMContentLoaded", () => focusErrors(document));
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));
})();
