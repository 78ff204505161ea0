// `planbook serve` as its users see it: an edit appears by itself, a fault is shown and goes, the last of many saves wins.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./lib/browser.js";
import { build, files, program } from "./lib/site.js";

const rounds = 20;
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// A project with as many pages as it takes to make about a hundred.
function project() {
  const folder = join(mkdtempSync(join(tmpdir(), "planbook-")), "harbour");
  mkdirSync(join(folder, "docs"), { recursive: true });
  writeFileSync(join(folder, "book.toml"), '[book]\ntitle = "Harbour"\nsrc = "docs"\n');
  for (let n = 0; n < 25; n += 1) {
    const items = Array.from({ length: 12 }, (_, item) => `- [${item % 2 ? "x" : " "}] Berth ${n}-${item} gets a bollard`);
    writeFileSync(join(folder, `docs/plan-${n}.md`), `# Plan ${n}\n\n## Phase 1: Quay\n\n${items.join("\n")}\n`);
  }
  writeFileSync(join(folder, "docs/guide.md"), "# Guide\n\nFirst words.\n");
  return folder;
}

// Starts the program and waits for its address.
async function serve(folder, ...options) {
  const child = spawn(program(), ["serve", folder, "--port", "0", ...options], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const base = await new Promise((done, fail) => {
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const found = /Serving\S* (\S+)/.exec(said.replace(/\x1b\[[0-9;]*m/g, ""));
      if (found) done(found[1]);
    });
    child.on("exit", (code) => fail(new Error(`ended with ${code}: ${said}`)));
  });
  return { base, said: () => said, pid: child.pid, close: () => child.kill() };
}

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);

test("an edit is seen without a hand on the browser", async (t) => {
  const folder = project();
  const served = await serve(folder);
  const page = await browser.newPage();
  await page.goto(`${served.base}docs/guide/`);
  const took = [];
  for (let round = 0; round < rounds; round += 1) {
    const file = join(folder, "docs/guide.md");
    const words = `Words of round ${round}.`;
    const begun = performance.now();
    if (round % 2) {
      // As most editors save: a new file, put in the place of the old one.
      writeFileSync(`${file}~`, `# Guide\n\n${words}\n`);
      renameSync(`${file}~`, file);
    } else {
      writeFileSync(file, `# Guide\n\n${words}\n`);
    }
    await page.getByText(words).waitFor();
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  const shown = [took[0], took[rounds / 2], took[rounds - 1]].map((one) => one.toFixed(0));
  t.diagnostic(`from save to sight, of ${rounds} edits: least ${shown[0]} ms, middle ${shown[1]} ms, most ${shown[2]} ms`);
  await page.close();
  served.close();
});

test("new files, folders, templates, static files and commits are seen", async () => {
  const folder = project();
  const git = (...words) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...words], { cwd: folder, stdio: "ignore" });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "first");
  const served = await serve(folder);
  const page = await browser.newPage();
  await page.goto(served.base);
  mkdirSync(join(folder, "docs/new/deep"), { recursive: true });
  writeFileSync(join(folder, "docs/new/deep/plan.md"), "# A plan in a new folder\n\n- [ ] Begin\n");
  await page.getByText("A plan in a new folder").first().waitFor();
  writeFileSync(join(folder, "docs/new/deep/plan.md"), "# Another name\n\n- [ ] Begin\n");
  await page.getByText("Another name").first().waitFor();
  mkdirSync(join(folder, "static"));
  writeFileSync(join(folder, "static/words.txt"), "first");
  mkdirSync(join(folder, "templates/part"), { recursive: true });
  writeFileSync(join(folder, "templates/part/footer.html"), "<p>A footer of our own</p>");
  await page.getByText("A footer of our own").waitFor();
  writeFileSync(join(folder, "static/words.txt"), "second");
  renameSync(join(folder, "templates/part/footer.html"), join(folder, "templates/part/other.html"));
  await page.getByText("A footer of our own").waitFor({ state: "detached" });
  assert.equal(await (await fetch(`${served.base}words.txt`)).text(), "second");
  git("add", "-A");
  git("commit", "-qm", "second");
  const hash = execFileSync("git", ["rev-parse", "--short=10", "HEAD"], { cwd: folder, encoding: "utf8" }).trim();
  await page.getByText(hash).first().waitFor();
  await page.close();
  served.close();
});

test("of an edit the page takes over what changed, and keeps the rest", async () => {
  const folder = project();
  const guide = (words, more = "") => writeFileSync(join(folder, "docs/guide.md"), `# Guide\n\n${words}\n\nLast words.\n${more}`);
  guide("First words.");
  const served = await serve(folder);
  const page = await browser.newPage();
  await page.goto(`${served.base}docs/guide/`);
  // It goes with the page when that is loaded again.
  await page.evaluate(() => {
    globalThis.stays = true;
  });
  const stays = () => page.evaluate(() => globalThis.stays === true);
  const words = () => page.locator("main").innerText();
  guide("Second words.\n\n- a new list\n- of two points", "\nA paragraph at the end.\n");
  await page.getByText("of two points").waitFor();
  guide("Third words.");
  await page.getByText("of two points").waitFor({ state: "detached" });
  assert.match(await words(), /Third words\.\s+Last words\./);
  // Another page changes, and this one after it.
  const plan = join(folder, "docs/plan-3.md");
  writeFileSync(plan, readFileSync(plan, "utf8").replace("- [ ]", "- [x]"));
  guide("Fourth words.");
  await page.getByText("Fourth words.").waitFor();
  const fresh = await (await fetch(`${served.base}docs/guide/`)).text();
  assert.ok(fresh.includes(await page.evaluate(() => document.querySelector("main").outerHTML)), "it is what a new page would be");
  // What a script or the reader did elsewhere on the page stays.
  await page.evaluate(() => {
    document.querySelector("main h1").dataset.opened = "yes";
  });
  guide("Fifth words.");
  await page.getByText("Fifth words.").waitFor();
  assert.equal(await page.locator("h1[data-opened]").count(), 1);
  assert.equal(await stays(), true);
  // Code gets a button by script: the page is loaded.
  guide("Sixth words.", "\n```sh\nls\n```\n");
  await page.getByText("Sixth words.").waitFor();
  await page.getByRole("button", { name: /Copy/ }).first().waitFor();
  assert.equal(await stays(), false);
  await page.close();
  served.close();
});

test("files that a page takes parts of are watched", async () => {
  const folder = project();
  mkdirSync(join(folder, "code/deep"), { recursive: true });
  const code = join(folder, "code/deep/berth.rs");
  writeFileSync(code, "fn first() {}\n");
  const served = await serve(folder);
  const page = await browser.newPage();
  writeFileSync(join(folder, "docs/guide.md"), "# Guide\n\n```rust\n{{#include ../code/deep/berth.rs}}\n```\n");
  await page.goto(`${served.base}docs/guide/`);
  await page.getByText("fn first").waitFor();
  writeFileSync(code, "fn second() {}\n");
  await page.getByText("fn second").waitFor();
  await page.close();
  served.close();
});

test("a fault is shown in the page and in the terminal, and goes when it is mended", async () => {
  const folder = project();
  const served = await serve(folder);
  const page = await browser.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(served.base);
  const good = readFileSync(join(folder, "book.toml"));
  writeFileSync(join(folder, "book.toml"), "[book]\ntitel = 1\n");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /book\.toml:2:1/);
  assert.match(served.said(), /book\.toml:2:1/);
  assert.equal(await page.locator("h1").count(), 1, "the last good site stays");
  writeFileSync(join(folder, "book.toml"), good);
  await alert.waitFor({ state: "detached" });
  await page.close();
  served.close();
  // The same from the start: there is no good site yet.
  writeFileSync(join(folder, "book.toml"), "[book]\ntitel = 1\n");
  const other = await serve(folder);
  const late = await browser.newPage();
  await late.goto(`${other.base}docs/guide/`);
  await late.getByText("The site can't be built yet").first().waitFor();
  writeFileSync(join(folder, "book.toml"), good);
  await late.getByText("First words.").waitFor();
  assert.deepEqual(errors, []);
  await late.close();
  other.close();
});

test("of a thousand saves the last is served", async (t) => {
  const folder = project();
  const served = await serve(folder);
  const before = memory(served.pid);
  for (let save = 1; save <= 1000; save += 1) {
    writeFileSync(join(folder, "docs/guide.md"), `# Guide\n\nWords of save ${save}.\n`);
    // Room for builds in between.
    if (save % 50 === 0) await fetch(served.base);
  }
  const page = await browser.newPage();
  await page.goto(`${served.base}docs/guide/`);
  await page.getByText("Words of save 1000.").waitFor();
  t.diagnostic(`memory before ${before} KiB, after ${memory(served.pid)} KiB`);
  await page.close();
  served.close();
});

test("what is served is what build writes", async () => {
  const folder = project();
  const site = build(folder);
  const plain = await serve(folder, "--no-reload");
  const live = await serve(folder);
  for (const file of files(site)) {
    const path = file.slice(site.length + 1);
    if (path === ".planbook") continue;
    const written = readFileSync(file);
    const served = Buffer.from(await (await fetch(plain.base + path)).arrayBuffer());
    if (path !== "404.html") assert.ok(written.equals(served), path);
    const text = await (await fetch(live.base + path)).text();
    assert.equal(text.replace(/<script src="\/\.planbook\/[^>]*><\/script>\n/, ""), written.toString(), path);
  }
  plain.close();
  live.close();
});
