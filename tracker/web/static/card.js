/* The organisation's card: dragging is choosing the column and the row, and pressing the button. */
(() => {
  "use strict";
  const card = document.querySelector(".org-card");
  if (!card) return;
  let held = null;
  const cell = (event) => {
    const found = event.target.closest?.("td[data-row]");
    return held && found && found.dataset.row !== "offers" ? found : null;
  };

  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-placed], [data-theme]") ?? null;
    if (!held) return;
    event.dataTransfer.setData("text/plain", held.textContent.trim());
    event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragend", () => { held = null; });
  card.addEventListener("dragover", (event) => { if (cell(event)) event.preventDefault(); });

  card.addEventListener("drop", (event) => {
    const to = cell(event);
    if (!to) return;
    event.preventDefault();
    if (held.dataset.placed) move(held.querySelector(".mover form"), to);
    else begin(to);
  });

  /* What stands there already keeps its words; in the other row it is asked anew. */
  const move = (form, to) => {
    if (!form || to.contains(form)) return;
    form.elements.column.value = to.dataset.column;
    form.elements.row.value = to.dataset.row;
    form.requestSubmit();
  };

  /* What is new there is asked what its row asks. */
  const begin = (to) => {
    const form = document.querySelector("form:has([name=theme])");
    form.elements.theme.value = held.dataset.theme;
    form.elements.column.value = to.dataset.column;
    form.querySelector(`[name=row][value="${to.dataset.row}"]`).checked = true;
    form.elements[to.dataset.row].focus();
  };
})();
