// Pages as people use them: by keyboard, on a phone, without script, on paper, with a palette of their own.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { launch, tab } from "./lib/browser.js";
import { build, files, pages, serve } from "./lib/site.js";
import { sites } from "./lib/sites.js";

const wide = { width: 1280, height: 900 };
const phone = { width: 320, height: 640 };

let browser;
let all;
before(async () => {
  browser = await launch();
  all = await sites();
});
after(async () => {
  await browser?.close();
  all?.forEach((one) => one.close());
});

// Looks at the sampled pages of every site; `look` returns what is wrong with one, as texts.
async function each(options, look) {
  const problems = [];
  for (const site of all) {
    const one = await tab(browser, site.base, options);
    for (const { path } of site.sample) {
      await one.open(path);
      const found = await look(one, site, path);
      problems.push(...found.map((text) => `${path}: ${text}`));
    }
    await one.close();
  }
  assert.deepEqual(problems, []);
}

test("nothing is asked of others, nothing fails, the strict policy holds", async () => {
  await each({ viewport: wide }, async ({ log }) => [...log.foreign, ...log.failed, ...log.errors]);
});

test("a page is at most four requests and 16 KiB", async () => {
  await each({ viewport: wide }, async ({ log }, site, path) => {
    const compressed = (name) => gzipSync(readFileSync(join(site.site, name))).length;
    const parts = [...files(site.site)].filter((name) => /assets\/site\.[^/]+$/.test(name));
    const own = parts.map((name) => gzipSync(readFileSync(name)).length).reduce((a, b) => a + b, 0);
    const total = own + compressed(path);
    const wrong = [];
    if (log.requests.length > 4) wrong.push(`${log.requests.length} requests`);
    // A diagram is a picture and all its words as tables.
    const most = readFileSync(join(site.site, path), "utf8").includes('class="dg"') ? 30 : 16;
    // Long lists of findings and source lines carry quotations; what is plain stays in the budget.
    if (total > most * 1024 && !/source|findings/.test(path)) wrong.push(`${total} bytes compressed`);
    return wrong;
  });
});

test("titles differ, and each page has one h1 inside main", async () => {
  for (const { site } of all) {
    const titles = pages(site).map(({ html }) => /<title>([^<]*)</.exec(html)?.[1] ?? "");
    assert.equal(new Set(titles).size, titles.length, "titles that are used twice");
    for (const { html, path } of pages(site)) {
      assert.equal(html.match(/<h1[ >]/g)?.length, 1, path);
      assert.ok(html.indexOf("<main") < html.indexOf("<h1"), path);
      assert.doesNotMatch(html, / style="|<style|<script>| on[a-z]+="/, path);
    }
  }
});

test("nothing is wider than a phone of 320 pixels", async () => {
  await each({ viewport: phone }, async ({ page }) =>
    page.evaluate(() => {
      const width = document.documentElement.scrollWidth;
      return width > innerWidth ? [`the page is ${width} pixels wide`] : [];
    }),
  );
});

// Plans whose titles are one long word, in progress, by somebody whose name is one, too: both stand small behind an event.
function longWords() {
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  const word = "harbour_".repeat(12);
  writeFileSync(join(folder, "book.toml"), "[reports]\nauthors = true\n");
  for (const name of ["a", "b"]) {
    writeFileSync(join(folder, `${name}-plan.md`), `# ${word}${name}\n\n- [~] Clean the lamp\n- [ ] Fill the oil\n`);
  }
  const git = (...words) => execFileSync("git", ["-C", folder, "-c", `user.name=${word}`, "-c", "user.email=a@b.example", ...words]);
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "-m", "First");
  return folder;
}

test("what stands small behind an event wraps on a phone", async () => {
  const site = build(longWords());
  const served = await serve(site);
  const { page, open, close } = await tab(browser, served.base, { viewport: phone });
  const reports = pages(site).filter(({ path }) => /^reports\/\d/.test(path));
  const seen = [];
  for (const { path } of reports) {
    await open(path);
    const [long, width] = await page.evaluate(() => [
      [...document.querySelectorAll(".events .soft")].filter((one) => one.textContent.includes("harbour_harbour_")).length,
      document.documentElement.scrollWidth,
    ]);
    seen.push({ long: long > 1, narrow: width <= phone.width });
  }
  await close();
  served.close();
  assert.deepEqual(seen, [{ long: true, narrow: true }]);
});

test("without script every word and link is there", async () => {
  const read = (page) =>
    page.evaluate(() => {
      const main = document.querySelector("main");
      const hidden = ".filter, .copy, button";
      const words = [];
      const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        if (!node.parentElement.closest(hidden) || node.parentElement.closest("th")) words.push(node.data);
      }
      const links = [...main.querySelectorAll("a")].map((link) => link.getAttribute("href"));
      return { words: words.join(" ").split(/\s+/).filter(Boolean).join(" "), links };
    });
  for (const site of all) {
    const on = await tab(browser, site.base, { viewport: wide });
    const off = await tab(browser, site.base, { viewport: wide, javaScriptEnabled: false });
    for (const { path } of site.sample) {
      await on.open(path);
      await off.open(path);
      assert.deepEqual(await read(off.page), await read(on.page), path);
      assert.equal(await off.page.locator("main button").count(), 0, `${path}: a button that does nothing`);
    }
    await on.close();
    await off.close();
  }
});

test("the keyboard reaches everything, and focus is seen", async () => {
  const most = 60;
  await each({ viewport: { width: 375, height: 667 } }, async ({ page }) => {
    const wrong = [];
    let last = null;
    for (let step = 0; step < most; step += 1) {
      await page.keyboard.press("Tab");
      const now = await page.evaluate(() => {
        const one = document.activeElement;
        if (!one || one === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        const box = one.getBoundingClientRect();
        // A link that goes on in the next line has other words in the middle of its box.
        const line = one.getClientRects()[0] ?? box;
        const x = Math.min(Math.max(line.left + line.width / 2, 1), innerWidth - 1);
        const y = Math.min(Math.max(line.top + Math.min(line.height, 20) / 2, 1), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return {
          name: `${one.localName} ${one.textContent.trim().slice(0, 40)}`,
          first: one.matches("a.skip"),
          ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
          seen: box.bottom > 0 && box.top < innerHeight && (one.contains(top) || top?.contains(one)),
        };
      });
      if (!now) break;
      if (step === 0 && !now.first) wrong.push(`the first stop is ${now.name}, not the skip link`);
      if (!now.ring) wrong.push(`no focus ring: ${now.name}`);
      if (!now.seen) wrong.push(`focus is covered: ${now.name}`);
      last = now;
    }
    if (!last) wrong.push("nothing takes focus");
    return wrong;
  });
});

test("the skip link leads to the content", async () => {
  await each({ viewport: wide }, async ({ page }) => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const at = await page.evaluate(() => document.activeElement.id);
    return at === "main" ? [] : [`focus is on "${at}"`];
  });
});

test("targets are at least 24 pixels, or lie in text, or apart", async () => {
  await each({ viewport: { width: 375, height: 667 } }, async ({ page }) =>
    page.evaluate(() => {
      const shown = [...document.querySelectorAll("a[href], button, summary, input")].filter(
        (one) => one.checkVisibility() && !one.matches(".skip"),
      );
      const boxes = shown.map((one) => ({ one, box: one.getBoundingClientRect() }));
      const middle = ({ box }) => [box.left + box.width / 2, box.top + box.height / 2];
      const small = boxes.filter(({ box }) => box.width < 24 || box.height < 24);
      const inText = ({ one }) => {
        const around = one.closest("p, li, dd, td, th, div");
        return getComputedStyle(one).display === "inline" && around.textContent.trim() !== one.textContent.trim();
      };
      const wrong = small.filter((target) => {
        if (inText(target)) return false;
        const [x, y] = middle(target);
        return boxes.some(({ one, box }) => {
          if (one === target.one) return false;
          const dx = Math.max(box.left - x, 0, x - box.right);
          const dy = Math.max(box.top - y, 0, y - box.bottom);
          return Math.hypot(dx, dy) < 12;
        });
      });
      return wrong.map(({ one }) => `small target: ${one.textContent.trim().slice(0, 40)}`);
    }),
  );
});

test("on paper the content is whole and the navigation is gone", async () => {
  await each({ viewport: { width: 718, height: 1016 } }, async ({ page }) => {
    await page.emulateMedia({ media: "print" });
    const wrong = await page.evaluate(() => {
      const found = [];
      if (document.documentElement.scrollWidth > innerWidth + 2) found.push("wider than the paper");
      for (const one of document.querySelectorAll(".top nav, .tree, .skip")) {
        if (one.checkVisibility()) found.push(`printed: ${one.className || one.localName}`);
      }
      for (const one of document.querySelectorAll("main *")) {
        const { overflowX } = getComputedStyle(one);
        const hidden = one.matches(".sr, .sr *") || one.getBoundingClientRect().width <= 1;
        if (!hidden && /auto|scroll|hidden|clip/.test(overflowX) && one.scrollWidth > one.clientWidth + 4 && one.clientWidth > 8) {
          found.push(`cut at the right: ${one.localName}.${one.className}`);
        }
      }
      return found;
    });
    await page.emulateMedia({ media: "screen" });
    return wrong;
  });
});

test("with colours of the reader's own, every state keeps its shape", async () => {
  await each({ viewport: wide, forcedColors: "active" }, async ({ page }) =>
    page.evaluate(() => {
      const paper = getComputedStyle(document.body).backgroundColor;
      const lost = [...document.querySelectorAll(".st")].filter((one) => {
        const { backgroundColor, backgroundImage, borderTopStyle } = getComputedStyle(one, "::before");
        return backgroundColor === paper && backgroundImage === "none" && borderTopStyle === "none";
      });
      return lost.slice(0, 3).map((one) => `no shape: ${one.className}`);
    }),
  );
});

test("a tree opened from a folder works: every link leads to a file", async () => {
  const [{ site }] = all;
  const base = `${pathToFileURL(site).href}/`;
  const one = await tab(browser, "http://localhost/", { viewport: wide });
  await one.page.goto(`${base}index.html`);
  const background = await one.page.evaluate(() => getComputedStyle(document.querySelector(".top")).display);
  assert.equal(background, "flex", "the style sheet is there");
  const links = await one.page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.href));
  for (const link of new Set(links.filter((url) => url.startsWith(base)))) {
    await one.page.goto(link);
    assert.equal(await one.page.locator("h1").count(), 1, link);
  }
  await one.close();
});

test("script sorts and filters a long table", async () => {
  const { site, base } = all.at(-1);
  const long = pages(site).find(({ html }) => html.split("<tr id=").length > 16 && html.includes("data-sortable"));
  assert.ok(long, "the long plan has a long table");
  const { page, open, close } = await tab(browser, base, { viewport: wide });
  await open(long.path);
  const table = page.locator("table[data-sortable]").first();
  const column = () => table.locator("tbody th").allTextContents();
  const before = await column();
  const button = table.locator("thead .sort", { hasText: "Item" });
  await button.click();
  assert.equal(await table.locator("th[aria-sort]").getAttribute("aria-sort"), "ascending");
  const sorted = await column();
  assert.notDeepEqual(sorted, before);
  assert.deepEqual([...sorted].sort(), [...before].sort());
  await button.click();
  await button.click();
  assert.deepEqual(await column(), before, "the third time the rows stand as before");
  // Words are looked for one by one, anywhere in a row.
  const rows = await table.locator("tbody tr").allTextContents();
  const wanted = rows.filter((text) => text.includes("section") && text.includes("99")).length;
  assert.ok(wanted > 0 && wanted < rows.length);
  await page.getByLabel("Filter these rows").first().fill("section 99");
  assert.equal(await table.locator("tbody tr:visible").count(), wanted);
  await assert.doesNotReject(page.getByRole("status").filter({ hasText: "rows" }).first().waitFor());
  await close();
});
