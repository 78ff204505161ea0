// One tree works wherever it lies: at the root of a server, below a path, and on a disk. From a page of every kind, links are
// followed with the mouse, and lead to the same pages in all three places.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "./lib/browser.js";
import { serve } from "./lib/site.js";
import { sites } from "./lib/sites.js";

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

// Links that lead to another page: the last of the header, the first of the breadcrumb and of the text.
const chosen = (page) =>
  page.evaluate(() => {
    const links = [...document.querySelectorAll("a[href]")];
    const inside = (part) =>
      links.filter((link) => {
        const there = new URL(link.href);
        const other = there.protocol === location.protocol && there.pathname !== location.pathname;
        return other && link.closest(part) && there.pathname.endsWith(".html") && link.checkVisibility();
      });
    const all = [inside("header nav").at(-1), inside(".crumbs")[0], inside("main > :not(.crumbs)")[0]];
    return [...new Set(all.filter(Boolean).map((link) => links.indexOf(link)))];
  });

// Where the links of a page lead, below the base.
async function follow(page, base, path) {
  await page.goto(base + path);
  const reached = [];
  for (const [turn, number] of (await chosen(page)).entries()) {
    if (turn > 0) await page.goto(base + path);
    const arrived = page.waitForEvent("framenavigated");
    await page.locator("a[href]").nth(number).click();
    await arrived;
    await page.waitForLoadState("load");
    const url = page.url();
    assert.ok(url.startsWith(base), `${path}: a link leads to ${url}`);
    const [heading, styled] = await page.evaluate(() => [
      document.querySelector("h1")?.textContent,
      [...document.styleSheets].some((sheet) => sheet.href),
    ]);
    assert.ok(heading && styled, `${url} is not a page with its style`);
    reached.push(`${url.slice(base.length)} ${heading}`);
  }
  return reached;
}

test("links of all kinds of pages lead to the same pages at /, below a path and from a disk", async (t) => {
  let followed = 0;
  const page = await browser.newPage();
  const failed = [];
  page.on("response", (response) => response.status() >= 400 && failed.push(response.url()));
  // What is under way when a link is followed is broken off.
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && failed.push(request.url()));
  for (const { site, sample } of all) {
    const root = await serve(site, "/");
    const below = await serve(site, "/a/path/");
    const bases = [root.base, below.base, `${pathToFileURL(site).href}/`];
    for (const { path, template } of sample) {
      // The page for missing addresses knows its place only where the site's address is given.
      if (template === "missing") continue;
      const results = [];
      for (const base of bases) results.push(await follow(page, base, path));
      for (const result of results.slice(1)) assert.deepEqual(result, results[0], path);
      followed += results[0].length;
    }
    root.close();
    below.close();
  }
  assert.ok(followed > 30, `only ${followed} links were followed`);
  assert.deepEqual(failed, []);
  t.diagnostic(`${followed} links followed in each of three places`);
});
