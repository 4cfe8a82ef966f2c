/* How much of a step is left, drawn as a ring. Without it the page says until when by the clock. */
(() => {
  "use strict";
  const timer = document.getElementById("timer");
  if (!timer) return;
  const [ring, ringText] = [timer.querySelector(".timer-left"), timer.querySelector("text")];
  const says = timer.querySelector(".timer-says");
  const { left, length, soon, over } = timer.dataset;
  const ends = performance.now() + Number(left) * 1000;
  let said = "";

  const say = (words) => {
    if (words !== said) says.textContent = said = words;
  };
  const draw = () => {
    const seconds = Math.max(0, Math.round((ends - performance.now()) / 1000));
    ring.setAttribute("stroke-dasharray", `${Math.min(100, (100 * seconds) / Math.max(1, Number(length)))} 100`);
    ringText.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds === 0) say(over);
    else if (seconds <= 60) say(soon);
    if (seconds > 0) setTimeout(draw, 250);
  };
  timer.querySelector("svg").removeAttribute("hidden");
  draw();

  /* A phone in the middle of the table is not to go dark. Where it may not be kept awake, it does. */
  const stayAwake = () => navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });
  stayAwake();

  /* A page taken out of the browser's memory would go on from where it was left. */
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
