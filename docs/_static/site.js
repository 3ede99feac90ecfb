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
      const fits = words.every((word) => texts[i].includes(word)) && (!level || row.dataset.level === level);
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = `${shown} ${unit}`;
  };
  form.addEventListener("input", filter);
  if (form.elements.text.value) filter(); // a value that the browser kept over a reload
}
