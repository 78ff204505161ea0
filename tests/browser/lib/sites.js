// The sites every test looks at, built once for each test file: a small tracker of every kind of document, ours, and
// one with lists that go on over several pages. Of each template the largest page of all of them is looked at.
import { longPlan } from "./long.js";
import { build, pages, serve } from "./site.js";

export async function sites() {
  const made = [];
  for (const folder of ["tests/golden/tracker", ".", longPlan()]) {
    const site = build(folder);
    made.push({ site, ...(await serve(site)), sample: [] });
  }
  const largest = new Map();
  for (const one of made) {
    for (const page of pages(one.site)) {
      if ((largest.get(page.template)?.page.html.length ?? 0) < page.html.length) {
        largest.set(page.template, { one, page });
      }
    }
  }
  for (const { one, page } of largest.values()) one.sample.push(page);
  return made;
}
