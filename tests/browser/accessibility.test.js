// axe-core over the largest page of each template: every rule in light, the colour rules in dark; wide and narrow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, tab } from "./lib/browser.js";
import { sites } from "./lib/sites.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const colours = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];
const modes = [
  { name: "wide, light", viewport: { width: 1280, height: 900 }, colorScheme: "light", only: null },
  { name: "wide, dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark", only: colours },
  { name: "narrow, light", viewport: { width: 375, height: 667 }, colorScheme: "light", only: null },
  { name: "narrow, dark", viewport: { width: 375, height: 667 }, colorScheme: "dark", only: colours },
];

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

// Runs inside the page.
async function judge({ only, tags }) {
  const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
  const rules = { "color-contrast-enhanced": { enabled: true } };
  const found = await globalThis.axe.run(document, { runOnly, rules, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) =>
    rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

for (const mode of modes) {
  test(`axe: ${mode.name}`, async () => {
    const problems = [];
    for (const { base, sample } of all) {
      // The policy of the server would keep axe itself out.
      const one = await tab(browser, base, { ...mode, bypassCSP: true });
      for (const { path } of sample) {
        await one.open(path);
        await one.page.evaluate(axe);
        const found = await one.page.evaluate(judge, { only: mode.only, tags });
        problems.push(...found.map((text) => `${path}: ${text}`));
      }
      await one.close();
    }
    assert.deepEqual(problems, []);
  });
}
