// Diagrams of every kind: no words leave their shapes, overlap or are too small, at three widths, in the font at hand.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, tab } from "./lib/browser.js";
import { build, pages, serve } from "./lib/site.js";

let browser;
let one;
before(async () => {
  browser = await launch();
  const site = build(".");
  one = { site, ...(await serve(site)) };
});
after(async () => {
  await browser?.close();
  one?.close();
});

// What is wrong with the diagrams of the page that is open, as texts.
function wrong() {
  const found = [];
  for (const [index, svg] of [...document.querySelectorAll("svg.dg")].entries()) {
    const say = (text) => found.push(`diagram ${index + 1}: ${text}`);
    const all = svg.getBoundingClientRect();
    const boxes = [];
    for (const text of svg.querySelectorAll("text")) {
      // A turned label's box is larger than its words.
      if (text.closest("[transform*=rotate]")) continue;
      const rows = [...text.children].filter((row) => row.hasAttribute("dy") || row.hasAttribute("x"));
      for (const row of rows.length ? rows : [text]) {
        const words = row.textContent.trim();
        if (!words) continue;
        const size = parseFloat(getComputedStyle(row).fontSize);
        if (size < 11.99) say(`“${words}” is ${size} pixels`);
        boxes.push({ box: row.getBoundingClientRect(), words });
      }
    }
    for (const { box, words } of boxes) {
      if (box.left < all.left - 2 || box.right > all.right + 2 || box.top < all.top - 2 || box.bottom > all.bottom + 2) {
        say(`“${words}” leaves the picture`);
      }
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const around = [...svg.querySelectorAll("rect:not(.fp, .fn)")]
        .map((shape) => shape.getBoundingClientRect())
        .filter((shape) => shape.width > 20 && shape.left <= x && shape.right >= x && shape.top <= y && shape.bottom >= y)
        .sort((a, b) => a.width * a.height - b.width * b.height)[0];
      if (around && (box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 6 || box.bottom > around.bottom + 6)) {
        say(`“${words}” leaves its box`);
      }
    }
    for (const [at, first] of boxes.entries()) {
      for (const second of boxes.slice(at + 1)) {
        const [a, b] = [first.box, second.box];
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (width > 2 && height > 5) say(`“${first.words}” and “${second.words}” overlap`);
      }
    }
  }
  return found;
}

for (const width of [320, 768, 1280]) {
  test(`words keep to their places at ${width} pixels`, async () => {
    const { page, open, close } = await tab(browser, one.base, { viewport: { width, height: 900 } });
    const problems = [];
    let count = 0;
    for (const { path } of pages(one.site).filter(({ html }) => html.includes('class="dg"'))) {
      await open(path);
      count += await page.locator("svg.dg").count();
      problems.push(...(await page.evaluate(wrong)).map((text) => `${path}: ${text}`));
    }
    await close();
    assert.ok(count > 20, `${count} diagrams`);
    assert.deepEqual(problems, []);
  });
}
