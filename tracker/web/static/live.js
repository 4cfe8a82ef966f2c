/* The meeting's page. htmx asks for what changed and puts it in place; here stands what it takes for a calm one:
   what has not changed is not sent, folds stay as one left them, focus stays with what one moved, a statement can be dragged. */
(() => {
  "use strict";
  const live = document.getElementById("live");
  if (!live) return;
  const lost = document.querySelector(".live-lost");
  let tag = live.dataset.tag;
  let pressed = null;
  let within = false;
  htmx.config.morphIgnore.push("open");

  document.addEventListener("htmx:config:request", (event) => {
    const ctx = event.detail.ctx;
    if (ctx.sourceElement === live) ctx.request.headers["If-None-Match"] = `"${tag}"`;
    else pressed = { statement: ctx.sourceElement.closest?.("[data-statement]")?.dataset.statement, step: step() };
  });

  /* Only the meeting itself is put in its place: a page to sign in on, or one that is gone, takes over the window. */
  document.addEventListener("htmx:before:response", (event) => {
    const { response, sourceElement } = event.detail.ctx;
    if (!live.contains(sourceElement)) return;
    lost.hidden = response.status < 500;
    if (response.status === 304) return;
    const found = response.headers.get("ETag");
    if (found) tag = found.replaceAll('"', "");
    else {
      event.preventDefault();
      if (response.status < 500) location.reload();
    }
  });
  document.addEventListener("htmx:error", () => { lost.hidden = false; });

  /* After a move the focus is on what was moved, wherever it stands now; after a step, at the head of the new one.
     What the focus was on may be gone: then it is where the news stand, and not lost. */
  const heading = () => live.querySelector("#live-step");
  const step = () => heading()?.textContent;
  document.addEventListener("htmx:before:swap", () => { within = live.contains(document.activeElement); });
  document.addEventListener("htmx:after:swap", (event) => {
    const own = event.detail.ctx.sourceElement === live ? null : pressed;
    if (own) pressed = null;
    const fold = own?.statement && live.querySelector(`[data-statement="${own.statement}"] .mover`);
    if (fold) {
      fold.open = false;
      fold.querySelector("summary").focus();
    } else if (own && own.step !== step()) heading()?.focus();
    else if (within && !live.contains(document.activeElement)) (live.querySelector(".latest p") ?? heading())?.focus();
  });

  /* Dragging is choosing the field and pressing the button. */
  const cell = (event) => event.target.closest?.(".card-cell");
  live.addEventListener("dragstart", (event) => {
    const item = event.target.closest("[data-statement]");
    if (!item) return;
    event.dataTransfer.setData("text/plain", item.dataset.statement);
    event.dataTransfer.effectAllowed = "move";
  });
  live.addEventListener("dragover", (event) => { if (cell(event)) event.preventDefault(); });
  live.addEventListener("drop", (event) => {
    const to = cell(event);
    const item = live.querySelector(`[data-statement="${CSS.escape(event.dataTransfer.getData("text/plain"))}"]`);
    if (!to || !item) return;
    event.preventDefault();
    const form = item.querySelector(".mover form");
    const field = [...to.classList].find((name) => name.startsWith("field-"));
    if (to.contains(item) || !form) return;
    form.elements.field.value = field.slice("field-".length);
    form.requestSubmit();
  });
})();
