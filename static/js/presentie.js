// The roll call: every tap saves itself, one after the other, and one that did not arrive says so.
// Without this file each button is a form that is sent and comes back to its row.
(() => {
  "use strict";

  const notice = document.getElementById("melding");
  if (!notice) return;

  const waiting = [];
  const failed = new Map();
  let sending = false;

  const target = (tap) => document.getElementById(tap.target);

  // A tap keeps its own key and time: sent again after a failure, it is still the same tap.
  const tapOf = (form, button) => {
    const body = new FormData(form, button);
    const person = body.get("deelname");
    if (person) {
      body.set("kenmerk", crypto.randomUUID());
      body.set("toesteltijd", new Date().toISOString());
    }
    const name = person && document.getElementById(`naam-${person}`).textContent;
    return { url: form.action, body, target: person ? `deelname-${person}` : "lijst", name };
  };

  const show = (tap, state) => {
    const element = target(tap);
    element.classList.remove("is-sending", "is-unsaved");
    element.querySelectorAll(".is-tapped").forEach((button) => button.classList.remove("is-tapped"));
    if (!state) return;
    element.classList.add(state);
    const status = tap.body.get("status");
    const button = status && element.querySelector(`[value="${status}"]`);
    if (button) button.classList.add("is-tapped");
  };

  const say = (text) => {
    const line = Object.assign(document.createElement("span"), { textContent: text });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Probeer opnieuw" });
    button.addEventListener("click", retry);
    notice.replaceChildren(line, button);
  };

  const fail = (tap, reason) => {
    failed.set(tap.target, tap);
    show(tap, "is-unsaved");
    const detail = tap.name && target(tap).querySelector(".lp-name small");
    if (detail) detail.textContent = "Niet opgeslagen";
    const who = failed.size > 1 ? `${failed.size} wijzigingen zijn` : tap.name ? `${tap.name} is` : "Dit is";
    say(`${who} niet opgeslagen. ${reason}`);
  };

  const send = async (tap) => {
    let answer;
    try {
      answer = await fetch(tap.url, {
        method: "POST",
        body: tap.body,
        headers: { "HX-Request": "true" },
        redirect: "manual",
        signal: AbortSignal.timeout(20000),
      });
    } catch {
      fail(tap, "Er is geen verbinding.");
      return;
    }
    if (answer.type === "opaqueredirect") {
      fail(tap, "Je bent uitgelogd. Log in een ander tabblad in en probeer het dan opnieuw.");
    } else if (answer.ok || answer.status === 422) {
      failed.delete(tap.target);
      show(tap, "");
      htmx.swap(target(tap), await answer.text(), { swapStyle: answer.ok ? "outerHTML" : "none" });
    } else {
      fail(tap, "Er ging iets mis bij ons.");
    }
  };

  const drain = async () => {
    if (sending) return;
    sending = true;
    while (waiting.length) await send(waiting.shift());
    sending = false;
    // The button for everybody disappears when it is used: the numbers take over the focus.
    if (document.activeElement === document.body) {
      document.getElementById("samenvatting").focus({ preventScroll: true });
    }
  };

  const add = (tap) => {
    show(tap, "is-sending");
    waiting.push(tap);
    drain();
  };

  const retry = () => {
    const again = [...failed.values()];
    failed.clear();
    again.forEach(add);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-tap]")) return;
    event.preventDefault();
    event.stopPropagation();
    const menu = form.querySelector("details[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    const tap = tapOf(form, event.submitter);
    failed.delete(tap.target);
    add(tap);
  }, true);

  window.addEventListener("online", retry);
  window.addEventListener("beforeunload", (event) => {
    if (sending || failed.size) event.preventDefault();
  });
})();
