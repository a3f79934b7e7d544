// One reading at a time and one key a decision. Without this file every reading stands on the page with its buttons.
const queue = document.querySelector("[data-queue]");
const items = [...queue.querySelectorAll("[data-item]")];
const said = document.querySelector("[data-said]");
const place = document.querySelector("[data-place]");
const done = document.querySelector("[data-done]");
const words = { accept: "Accepted", reject: "Rejected", unsure: "Left unsure", edit: "Mended", same: "One incident", "not same": "Two incidents" };
const keys = { a: "accept", r: "reject", u: "unsure", s: "same", n: "not same" };
const decided = new Map();
const order = [];
let at = 0;

if (items.length > 1) {
  document.querySelector("[data-pager]").hidden = true;
  show(0);
}

function show(next) {
  at = next;
  items.forEach((item, number) => { item.hidden = items.length > 1 && number !== at; });
  const left = items.length - decided.size;
  place.textContent = items.length > 1 ? `${Math.min(at + 1, items.length)} of ${items.length}, ${left} undecided` : "";
  done.hidden = at < items.length;
  if (at >= items.length && queue.dataset.next) location.assign(queue.dataset.next);
}

function onward(way) {
  for (let next = at + way; next >= 0 && next < items.length; next += way) {
    if (!decided.has(items[next])) return next;
  }
  return way > 0 ? items.length : at;
}

async function decide(item, verb) {
  const form = item.querySelector("[data-decide]");
  if (!form.querySelector(`button[value="${verb}"]`)) return;
  const body = new URLSearchParams(new FormData(form));
  body.set("verb", verb);
  if (verb !== "edit") body.delete("value");
  const answer = send("/review", body);
  decided.set(item, answer);
  order.push(item);
  tell(`${words[verb]}. z takes it back.`);
  if (items.length > 1) show(onward(1));
  try {
    await answer;
  } catch (error) {
    // What was not written down must not look as if it were.
    forget(item);
    tell(`Not written down: ${error.message}`);
    if (items.length > 1) show(items.indexOf(item));
  }
}

async function undo() {
  const body = new URLSearchParams(new FormData(document.querySelector("[data-undo]")));
  const item = order.at(-1);
  try {
    if (item) {
      body.set("judgement", (await decided.get(item)).data.id);
      forget(item);
      if (items.length > 1) show(items.indexOf(item));
    }
    await send("/review/undo", body);
    if (!item) location.reload();
    tell("Taken back.");
  } catch (error) {
    tell(error.message);
  }
}

function forget(item) {
  decided.delete(item);
  const found = order.lastIndexOf(item);
  if (found >= 0) order.splice(found, 1);
}

async function send(address, body) {
  const response = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await response.json().catch(() => null);
  if (!response.ok) throw new Error(told?.error ? `${told.error.what} ${told.error.do}` : `the desk answered ${response.status}`);
  return told;
}

function tell(what) {
  said.textContent = what;
}

for (const item of items) {
  item.querySelector("[data-decide]").addEventListener("submit", (event) => {
    event.preventDefault();
    decide(item, event.submitter?.value ?? "edit");
  });
}
document.querySelector("[data-undo]").addEventListener("submit", (event) => {
  event.preventDefault();
  undo();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const item = items[at];
  if (event.key === "z") undo();
  else if (event.key === "?") { const help = document.querySelector(".keys"); help.open = !help.open; }
  else if (item && keys[event.key]) decide(item, keys[event.key]);
  else if (item && event.key === "e" && item.querySelector("[data-edit]")) {
    item.querySelector("[data-edit]").open = true;
    item.querySelector("textarea").select();
  } else if (item && event.key === "o") location.assign(item.querySelector("[data-open]").href);
  else if (event.key === "j" && items.length > 1) show(Math.min(onward(1), items.length - 1));
  else if (event.key === "k" && items.length > 1) show(Math.max(0, onward(-1)));
  else return;
  event.preventDefault();
});
