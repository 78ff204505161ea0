// Builds the sites that are looked at, and serves them from memory as a host would: below a prefix, with a strict
// content security policy.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";

export function program() {
  const named = process.env.PLANBOOK;
  const built = ["release", "debug"].map((profile) => join(root, "target", profile, "planbook"));
  const found = named ?? built.find((path) => existsSync(path));
  if (!found) throw new Error("build planbook first (cargo build), or name the program in PLANBOOK");
  return found;
}

// Builds `folder` (as seen from the repository) and returns the folder of the site.
export function build(folder) {
  const out = join(mkdtempSync(join(tmpdir(), "planbook-")), "site");
  execFileSync(program(), ["build", resolve(root, folder), "--out", out, "--quiet"], { stdio: "inherit" });
  return out;
}

export function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

// Every page of a site: its path below the root, its template, its HTML.
export function pages(site) {
  return [...files(site)]
    .filter((path) => path.endsWith(".html"))
    .sort()
    .map((path) => {
      const html = readFileSync(path, "utf8");
      const template = /<body data-template="([^"]+)"/.exec(html)?.[1] ?? "none";
      return { path: relative(site, path), template, html };
    });
}

export async function serve(site, prefix = "/repo/") {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = decodeURIComponent(pathname);
    const file = path.startsWith(prefix) ? join(site, path.slice(prefix.length)) : null;
    const found = file && [file, join(file, "index.html")].find((name) => existsSync(name) && extname(name));
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": types[extname(found)] ?? "application/octet-stream",
      "content-security-policy": policy,
    });
    response.end(readFileSync(found));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => server.close() };
}
