// What the server cannot know: the chosen theme. Everything else works without this file.
const root = document.documentElement;
const button = document.querySelector("[data-theme-switch]");
const stored = localStorage.getItem("theme");
if (stored === "light" || stored === "dark") root.dataset.theme = stored;
if (button) {
  button.hidden = false;
  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const tell = () => { button.textContent = dark() ? "Light" : "Dark"; };
  tell();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
    tell();
  });
}
// A map is wanted by few: its script comes when a page has one, its data when it is opened.
for (const box of document.querySelectorAll("details[data-map]")) {
  import(box.dataset.script).then((map) => map.prepare(box));
}
