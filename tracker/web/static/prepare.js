/* Saves each answer of a preparation as it is given, and keeps it until it is saved.

   Without this script every answer has its own button. With it, an answer is sent when both questions have one; what
   the network loses waits in this tab (sessionStorage: no other tab, no other day) and is tried again until it is
   saved, and then it is removed. What waits belongs to one person and one round: anybody else's is thrown away. */
"use strict";

(() => {
  const line = document.querySelector("[data-saving]");
  if (!line || !window.fetch) return;
  const words = line.dataset;
  const key = "ledertrivsel.answers." + words.saving + "." + words.who;
  const forms = [...document.querySelectorAll("form[data-answer]")];
  const timers = new Map();
  let waiting = {}, sending = false, pause = 2000, retry = null, leaving = false, told = "";

  /* ── What waits ─────────────────────────────────────────────────────── */

  const keep = () => {
    try {
      if (Object.keys(waiting).length) sessionStorage.setItem(key, JSON.stringify(waiting));
      else sessionStorage.removeItem(key);
    } catch { /* a browser that keeps nothing: it waits in this page alone */ }
  };

  const recall = () => {
    try {
      for (const name of Object.keys(sessionStorage))
        if (name.startsWith("ledertrivsel.answers.") && !name.endsWith("." + words.who)) sessionStorage.removeItem(name);
      waiting = JSON.parse(sessionStorage.getItem(key) || "{}");
    } catch { waiting = {}; }
  };

  const say = (what) => {
    if (told === what) return;
    told = what;
    line.dataset.is = what === "saved" ? "saved" : what === "half" ? "half" : what === "waiting" ? "waiting" : "refused";
    line.textContent = words[what] || "";
  };

  const forget = () => { waiting = {}; keep(); };

  /* ── A form's answer ────────────────────────────────────────────────── */

  const newKey = () => crypto.randomUUID ? crypto.randomUUID() :
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  const answerOf = (form) => {
    const data = new FormData(form);
    return { succeeds: data.get("succeeds") || "", important: data.get("important") || "",
             note: data.get("note") || "", share: data.get("share") || "" };
  };

  const fill = (form, answer) => {
    for (const name of ["succeeds", "important"])
      for (const one of form.querySelectorAll(`[name="${name}"]`)) one.checked = one.value === answer[name];
    form.elements.note.value = answer.note;
    form.elements.share.checked = Boolean(answer.share);
    if (answer.note) form.querySelector("details").open = true;
  };

  const put = (form) => {
    const answer = answerOf(form);
    if (!answer.succeeds || !answer.important) { if (answer.note || answer.succeeds || answer.important) say("half"); return false; }
    const code = form.dataset.answer;
    waiting[code] = { ...answer, once: newKey(), version: form.elements.version.value, to: form.dataset.quiet };
    keep();
    send();
    return true;
  };

  const drop = (form) => { clearTimeout(timers.get(form)); timers.delete(form); };

  const soon = (form, after) => {
    drop(form);
    timers.set(form, setTimeout(() => { timers.delete(form); put(form); }, after));
  };

  /* ── Sending: one at a time, until nothing waits ────────────────────── */

  const send = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(retry);
    let outcome = "";
    for (let code = next(); code && outcome !== "waiting" && outcome !== "signedOut"; code = next()) outcome = await sendOne(code);
    sending = false;
    if (outcome === "waiting" || outcome === "signedOut") {
      retry = setTimeout(send, pause);
      pause = Math.min(pause * 2, 30000);
    } else pause = 2000;
    if (outcome === "saved" && timers.size) return;  // more is being written
    if (outcome) say(next() && outcome !== "signedOut" ? "waiting" : outcome);
  };

  const next = () => Object.keys(waiting)[0];

  const sendOne = async (code) => {
    const answer = waiting[code], form = forms.find((one) => one.dataset.answer === code);
    const body = new URLSearchParams({ succeeds: answer.succeeds, important: answer.important, note: answer.note,
      once: answer.once, version: answer.version, csrf_token: token() });
    if (answer.share) body.set("share", answer.share);
    let response;
    try { response = await fetch(answer.to, { method: "POST", body, credentials: "same-origin", keepalive: true }); }
    catch { return "waiting"; }
    const saved = response.ok && (response.headers.get("Content-Type") || "").startsWith("application/json");
    if (saved) return took(code, answer, form, await response.json().catch(() => null));
    if (response.ok || response.status === 400) return freshen();
    if (response.status >= 500 || response.status === 429) return "waiting";
    const outcome = response.status === 409 ? "elsewhere" : response.status === 404 ? "closed" : "refused";
    delete waiting[code];
    keep();
    if (form) form.dataset.ask = outcome;
    return outcome;
  };

  /* Signed out, or the page's token is too old: the next try uses that of a page that can be opened. */
  const freshen = async () => {
    try {
      const page = await fetch(location.href, { credentials: "same-origin" });
      if (new URL(page.url).pathname !== location.pathname) return "signedOut";
      const other = new DOMParser().parseFromString(await page.text(), "text/html");
      const found = other.querySelector("main [name=csrf_token]"), whose = other.querySelector("[data-who]");
      if (!found || !whose) return "signedOut";
      if (whose.dataset.who !== words.who) { forget(); leaving = true; location.reload(); return "refused"; }
      for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = found.value;
    } catch { /* the network again */ }
    return "waiting";
  };

  const token = () => document.querySelector("main [name=csrf_token]").value;

  const took = (code, answer, form, how) => {
    if (!how) return "waiting";
    if (waiting[code] === answer) delete waiting[code];
    else if (waiting[code]) waiting[code].version = how.version;
    keep();
    const bar = document.querySelector("main progress"), count = document.querySelector(".progress-words strong");
    if (bar) { count.textContent = count.textContent.replace(/\d+/, how.answered); bar.value = how.answered; }
    if (form) {
      form.elements.version.value = how.version;
      form.elements.once.value = newKey();
      const state = form.querySelector("[data-state]");
      if (state) state.textContent = "✓ " + words.saved;
      if (form.dataset.go && !waiting[code]) { leaving = true; location.assign(form.dataset.go); }
    }
    return "saved";
  };

  /* ── What the person does ───────────────────────────────────────────── */

  const wire = (form) => {
    form.addEventListener("change", () => soon(form, 150));
    form.addEventListener("input", (event) => { if (event.target.name === "note") soon(form, 1500); });
    form.addEventListener("submit", (event) => {
      drop(form);
      const answer = answerOf(form);
      if (form.dataset.ask || !answer.succeeds || !answer.important) {  // the server says what is wrong
        leaving = true;
        delete waiting[form.dataset.answer];
        keep();
        return;
      }
      event.preventDefault();
      if (form.dataset.next) form.dataset.go = form.dataset.next;
      put(form);
    });
  };

  recall();
  for (const form of forms) {
    const kept = waiting[form.dataset.answer];
    if (kept) fill(form, kept);
    wire(form);
  }
  for (const form of document.querySelectorAll("form")) {
    if (form.getAttribute("action")?.endsWith("/log-ud")) form.addEventListener("submit", forget);
    if (form.getAttribute("action")?.endsWith("/klar")) form.addEventListener("submit", (event) => {
      if (next()) { event.preventDefault(); say("waiting"); send(); }
    });
  }
  window.addEventListener("online", () => { pause = 2000; send(); });
  window.addEventListener("beforeunload", (event) => {
    for (const form of [...timers.keys()]) { drop(form); put(form); }
    if (!leaving && next() && (told === "waiting" || told === "signedOut")) event.preventDefault();
  });
  if (next()) { say("waiting"); send(); }
})();
