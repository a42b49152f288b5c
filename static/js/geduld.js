// The page that waits for the database tries again by itself. Without this file its button does.
(() => {
  "use strict";

  const PAUSES = [3, 6, 12, 24, 48]; // seconds; then only the button
  const FORGET = 120000; // later than this it is another trouble
  const KEY = "geduld";

  const act = document.querySelector("[data-geduld]");
  const status = document.querySelector("[data-geduld-status]");
  const isForm = act.tagName === "FORM";
  const address = act.getAttribute(isForm ? "action" : "href");

  // Each attempt is a new page: how often we tried stands in the tab, and no word of the form.
  const attemptsSoFar = () => {
    const [where, count, at] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return where === address && Date.now() - at < FORGET ? count : 0;
  };

  const attempts = attemptsSoFar();
  let timer = 0;

  const again = () => {
    if (isForm) HTMLFormElement.prototype.requestSubmit.call(act);
    else window.location.replace(address);
  };

  const busy = () => {
    clearTimeout(timer);
    status.textContent = "We proberen het nu opnieuw. Dat kan een halve minuut duren …";
  };

  const wait = () => {
    if (attempts >= PAUSES.length) {
      status.textContent = "Het lukt nog niet. We proberen het niet meer vanzelf. Druk later op ‘Probeer opnieuw’.";
      return;
    }
    const pause = PAUSES[attempts];
    status.textContent = `We proberen het over ${pause} seconden vanzelf opnieuw. Je hoeft niets te doen.`;
    timer = setTimeout(() => {
      sessionStorage.setItem(KEY, JSON.stringify([address, attempts + 1, Date.now() + pause * 1000]));
      busy();
      again();
    }, pause * 1000);
  };

  act.addEventListener(isForm ? "submit" : "click", busy);
  wait();
})();
