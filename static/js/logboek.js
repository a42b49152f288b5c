// The writing page saves itself. Without this file the button "Bewaar" does the same.
(() => {
  "use strict";

  const PAUSE = 1500;
  const RETRIES = [3000, 6000, 12000, 30000];
  const KEEPALIVE_BYTES = 60000; // browsers refuse more than 64 kB once a page is leaving

  const SAVING = "Opslaan …";

  const csrfToken = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];

  class Sheet {
    constructor(form) {
      this.form = form;
      this.area = form.elements.tekst;
      this.status = form.querySelector("[data-status]");
      this.conflict = form.querySelector("[data-conflict]");
      this.url = form.dataset.tekstUrl;
      this.page = form.dataset.pageUrl;
      this.saved = form.hasAttribute("data-unsaved") ? "" : this.area.value;
      this.attempt = null; // sent without an answer: the server may have it
      this.sending = null; // the words that are on their way
      this.running = null;
      this.failures = 0;
      this.refused = null; // words that the server will refuse again
      this.other = null;
      if (!this.conflict.hidden) this.holdConflict();
      this.listen();
    }

    listen() {
      this.area.addEventListener("input", () => this.typed());
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.refused = null;
        this.save();
      });
      this.form.querySelector("[data-both]").addEventListener("click", () => this.keep(true));
      this.form.querySelector("[data-mine]").addEventListener("click", () => this.keep(false));
      window.addEventListener("online", () => this.save());
      window.addEventListener("focus", () => this.failures && this.save());
      window.addEventListener("beforeunload", (event) => this.leave(event));
      document.addEventListener("click", (event) => this.follow(event));
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") this.save();
      });
    }

    dirty() {
      return this.area.value !== this.saved;
    }

    soon(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

    // "Opgeslagen" may stand there only while it is true of what is on the screen.
    typed() {
      if (!this.failures && !this.other && this.dirty()) this.say(SAVING, "busy");
      this.soon(PAUSE);
    }

    say(text, kind = "") {
      this.status.dataset.kind = kind;
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    small() {
      return new TextEncoder().encode(this.area.value).length < KEEPALIVE_BYTES;
    }

    // A link on this page waits for the words: the next page may show them.
    async follow(event) {
      const link = event.target.closest("a[href]");
      if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (this.other || !this.dirty() || !this.area.value.trim()) return;
      event.preventDefault();
      await this.running;
      await this.save();
      window.location.assign(link.href);
    }

    leave(event) {
      if (!this.dirty() || !this.area.value.trim()) return;
      this.save();
      const underway = this.sending === this.area.value && this.small();
      if (!underway || this.failures) event.preventDefault();
    }

    save() {
      clearTimeout(this.timer);
      const text = this.area.value;
      if (this.sending !== null || this.other || text === this.refused) return this.running;
      if (!this.dirty()) return this.settle();
      if (!text.trim()) {
        const left = this.saved.trim() ? " Wat er stond, is nog bewaard." : "";
        return this.say(`Een lege bladzijde bewaren we niet.${left}`, "empty");
      }
      this.sending = text;
      this.running = this.exchange(text);
      return this.running;
    }

    // What was typed after a failed attempt has been undone: the page is as it was saved.
    settle() {
      if (this.failures || this.status.dataset.kind) this.say(this.saved.trim() ? "Opgeslagen" : "");
      this.failures = 0;
    }

    async exchange(text) {
      try {
        await this.answer(await this.send(), text);
      } catch {
        this.attempt = text;
        this.fail("Nog niet opgeslagen, we proberen het opnieuw.");
      } finally {
        this.sending = null;
      }
      if (!this.failures && this.dirty()) this.soon(PAUSE);
    }

    send() {
      const body = new FormData(this.form);
      // Signing in again in another window changes the token; the cookie has the present one.
      body.set("csrfmiddlewaretoken", csrfToken() || body.get("csrfmiddlewaretoken"));
      // A small page is sent even when the window closes meanwhile.
      const keepalive = this.small();
      return fetch(this.url, { method: "POST", body, keepalive, redirect: "manual", cache: "no-store" });
    }

    async answer(response, text) {
      if (response.type === "opaqueredirect" || response.status === 403) return this.signedOut();
      if (response.status === 400 || response.status === 413) {
        return this.refuse(text, "Deze bladzijde is te lang. Er past 200 kB op. Je tekst staat nog hier.");
      }
      const data = await response.json();
      if (response.ok) return this.done(data, text);
      if (response.status === 409) return this.clash(data);
      if (response.status === 422) return this.refuse(text, data.fout);
      if (response.status === 404) {
        return this.refuse(text, `${data.fout} Je tekst staat nog hier. Kopieer hem als je hem wilt houden.`);
      }
      this.fail(data.fout);
    }

    done(data, text) {
      this.saved = text;
      this.attempt = this.refused = null;
      this.failures = 0;
      this.form.elements.versie.value = data.versie;
      this.area.removeAttribute("aria-invalid");
      if (!this.dirty()) this.say(`Opgeslagen ${data.opgeslagen}`);
      document.querySelectorAll("[data-after-save]").forEach((part) => (part.hidden = false));
      document.querySelectorAll("[data-until-save]").forEach((part) => (part.hidden = true));
      if (window.location.pathname !== this.page) window.history.replaceState(null, "", this.page);
    }

    fail(text) {
      const wait = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
      this.failures += 1;
      this.say(text, "warn");
      this.soon(wait);
    }

    signedOut() {
      this.fail("Je bent uitgelogd. Je tekst staat nog in dit venster en is nog niet opgeslagen. ");
      const link = document.createElement("a");
      link.href = this.form.dataset.loginUrl;
      link.target = "_blank";
      link.textContent = "Log in in een nieuw venster";
      this.status.append(link, ", dan slaan we je tekst hier alsnog op.");
    }

    refuse(text, message) {
      this.refused = text;
      this.failures = 0;
      this.say(message, "warn");
      this.area.setAttribute("aria-invalid", "true");
    }

    clash(data) {
      this.form.elements.versie.value = data.versie;
      this.page = data.url;
      this.url = `${data.url}tekst/`;
      this.failures = 0;
      if (data.tekst === this.attempt || data.tekst === this.saved) {
        this.saved = data.tekst; // our own words: only the answer got lost
        this.attempt = null;
        return;
      }
      this.conflict.querySelector("[data-other]").textContent = data.tekst;
      this.conflict.querySelector("[data-other-time]").textContent = data.opgeslagen;
      this.conflict.hidden = false;
      this.holdConflict();
      this.conflict.querySelector("h2").focus();
    }

    holdConflict() {
      this.other = this.conflict.querySelector("[data-other]").textContent;
      this.form.querySelectorAll("[data-choice]").forEach((part) => (part.hidden = false));
      this.form.querySelectorAll("[data-plain]").forEach((part) => (part.hidden = true));
      this.say("Nog niet opgeslagen: kies eerst welke tekst je houdt.", "warn");
    }

    keep(both) {
      if (both) this.area.value += `\n\n— Uit je andere venster —\n\n${this.other}`;
      this.saved = this.other = null;
      this.conflict.hidden = true;
      this.form.querySelectorAll("[data-plain]").forEach((part) => (part.hidden = false));
      this.area.focus();
      this.save();
    }
  }

  document.querySelectorAll("form[data-logboek]").forEach((form) => new Sheet(form));
})();
