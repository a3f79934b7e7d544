// Tells that more came in, and never changes the page by itself: who reads a figure must not see it jump.
const place = document.querySelector("[data-live]");
if (place && window.EventSource) {
  const key = "live-paused";
  const note = document.createElement("a");
  const button = document.createElement("button");
  let stream = null;
  let first = null;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  note.href = location.href;
  button.type = "button";
  button.className = "plain";
  place.append(said, " ", button);
  place.hidden = false;
  const told = (now) => {
    if (first === null) { first = now; return; }
    const reports = now.reports - first.reports;
    const judged = now.judgements - first.judgements;
    const parts = [];
    if (reports > 0) parts.push(reports === 1 ? "1 new report" : `${reports} new reports`);
    if (judged > 0) parts.push(judged === 1 ? "1 decision" : `${judged} decisions`);
    if (!parts.length) return;
    note.textContent = `${parts.join(", ")}: show`;
    said.replaceChildren(note);
  };
  const listen = () => {
    stream = new EventSource("/live");
    stream.addEventListener("revision", (event) => told(JSON.parse(event.data)));
    button.textContent = "Pause live changes";
  };
  const rest = () => {
    stream?.close();
    stream = null;
    button.textContent = "Listen for changes";
  };
  button.addEventListener("click", () => {
    const pause = !localStorage.getItem(key);
    localStorage.setItem(key, pause ? "1" : "");
    if (pause) rest(); else listen();
  });
  note.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
  // A browser keeps few connections to one server: a page in the background gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (localStorage.getItem(key)) return;
    if (document.hidden) { stream?.close(); stream = null; } else if (!stream) listen();
  });
  button.textContent = "Pause live changes";
  // Later than the page itself, so that it does not wait for a stream that never ends.
  if (localStorage.getItem(key)) rest(); else setTimeout(() => { if (!stream && !document.hidden && !localStorage.getItem(key)) listen(); }, 2000);
}
