// Tables of data with many rows can be sorted by their columns and filtered by words.
const LEAST = 8;
const FILTERED = 16;
const number = (text) => {
  const found = /-?\d+(?:[.,]\d+)?/.exec(text);
  return found ? Number(found[0].replace(",", ".")) : Number.NaN;
};
const words = (cell) => (cell ? cell.textContent.trim() : "");
const compare = (a, b) => {
  if (a === "" || b === "") return (a === "") - (b === "");
  const [x, y] = [number(a), number(b)];
  if (/^\W*\d/.test(a) && /^\W*\d/.test(b) && x !== y) return x - y;
  return a.localeCompare(b, document.documentElement.lang, { numeric: true });
};

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < LEAST) continue;
  const before = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  table.classList.add("sorts");
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      let rows = [...before];
      if (next) {
        head.setAttribute("aria-sort", next);
        const sign = next === "ascending" ? 1 : -1;
        rows.sort((a, b) => sign * compare(words(a.cells[column]), words(b.cells[column])));
      }
      body.append(...rows);
    });
  });

  if (before.length < FILTERED) continue;
  const region = table.closest(".region") || table;
  const form = document.createElement("div");
  form.className = "filter";
  const label = document.createElement("label");
  label.textContent = "Filter these rows ";
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  label.append(input);
  form.append(label, count);
  region.before(form);
  const texts = new Map(before.map((row) => [row, row.textContent.toLowerCase()]));
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of before) {
      row.hidden = !wanted.every((word) => texts.get(row).includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = wanted.length ? `${shown} of ${before.length} rows` : "";
  });
}
