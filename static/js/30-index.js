// The index can be narrowed down by words; without script it is read by letter.
const index = document.querySelector(".az");
const rows = index ? [...index.querySelectorAll("li")] : [];
if (rows.length > 16) {
  const form = document.createElement("div");
  form.className = "filter";
  const label = document.createElement("label");
  label.textContent = "Filter this page ";
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  label.append(input);
  form.append(label, count);
  index.before(form);
  const texts = rows.map((row) => row.textContent.toLowerCase());
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !wanted.every((word) => texts[at].includes(word));
      if (!row.hidden) shown += 1;
    });
    for (const section of index.children) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    count.textContent = wanted.length ? `${shown} of ${rows.length} entries` : "";
  });
}
