// A filter over a table that is whole without it: by text in any language, accents or not, and by level.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

for (const browser of document.querySelectorAll("[data-vnr-browser]")) {
  const form = browser.querySelector("form");
  const count = browser.querySelector("output");
  const unit = count.textContent.replace(/^\d+ /, "");
  const rows = [...browser.querySelectorAll("tbody tr")];
  let texts = null; // made when somebody filters: most readers of a long table do not
  const filter = () => {
    texts ??= rows.map((row) => fold(row.textContent + " " + (row.dataset.also ?? "")));
    const words = fold(form.elements.text.value).split(/\s+/).filter(Boolean);
    const level = form.elements.level?.value ?? "";
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = words.every((word) => texts[i].includes(word)) && (!level || row.dataset.levels.split("|").includes(level));
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = `${shown} ${unit}`;
  };
  form.addEventListener("input", filter);
  if (form.elements.text.value) filter(); // a value that the browser kept over a reload
}

// The map: the colours of a year, and in words what is pointed at. Without this script it shows the newest day.
const map = document.getElementById("vnr-map");
if (map) {
  const { changes, levels } = JSON.parse(document.getElementById("vnr-map-data").textContent);
  const told = document.getElementById("vnr-map-told");
  const shown = document.getElementById("vnr-map-day");
  const slider = map.querySelector("input[type=range]");
  const legend = [...map.querySelectorAll(".vnr-legend li")];
  const colours = Object.fromEntries(
    legend.map((item) => [item.dataset.standing, item.querySelector(".vnr-swatch").style.background]),
  );
  const at = (id, year) => (changes[id] ?? []).findLast(([since]) => since <= year) ?? [year, null, ""];

  const draw = () => {
    const year = Number(slider.value);
    shown.textContent = slider.value === map.dataset.last ? map.dataset.asOf : `end of ${year}`;
    slider.setAttribute("aria-valuetext", shown.textContent);
    const partners = {};
    for (const link of map.querySelectorAll("svg a")) {
      const [, standing, name] = at(link.dataset.id, year);
      link.style.display = standing ? "" : "none";
      if (!standing) continue;
      link.firstElementChild.setAttribute("fill", colours[standing]);
      if (link.hasAttribute("aria-label")) link.setAttribute("aria-label", `${name}: ${levels[standing]}`);
      (partners[standing] ??= new Set()).add(name);
    }
    for (const item of legend) {
      const number = partners[item.dataset.standing]?.size ?? 0;
      item.hidden = !number;
      item.querySelector(".vnr-number").textContent = item.dataset.standing === "home" ? "" : number;
    }
  };
  const tell = (event) => {
    const link = event.target.closest("a[data-id]");
    if (!link) return;
    const [, standing, name] = at(link.dataset.id, Number(slider.value));
    if (standing) told.textContent = `${name}: ${levels[standing]}`;
  };
  slider.addEventListener("input", draw);
  // Not on the svg itself: Chromium would stop at it with the Tab key.
  map.addEventListener("mouseover", tell);
  map.addEventListener("focusin", tell);
  draw();
}

// What scrolls can be reached with the keyboard.
for (const block of document.querySelectorAll("div.highlight pre")) {
  if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
}
