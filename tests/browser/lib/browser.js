// Debian's Chromium. Anything a page asks of another origin is refused and remembered.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? names.find((name) => existsSync(name));
  if (!executablePath) throw new Error("Chromium is missing: apt-get install chromium, or name it in CHROMIUM");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

// A tab that is used again and again. `log` holds what the page open now did: requests, refusals, violations, errors.
export async function tab(browser, base, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const page = await context.newPage();
  const log = { requests: [], foreign: [], failed: [], errors: [] };
  const origin = new URL(base).origin;
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (/^https?:/.test(url) && new URL(url).origin !== origin) {
      log.foreign.push(url);
      return route.abort();
    }
    log.requests.push(url);
    return route.continue();
  });
  page.on("response", (response) => {
    if (response.status() >= 400) log.failed.push(`${response.status()} ${response.url()}`);
  });
  page.on("pageerror", (error) => log.errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") log.errors.push(message.text());
  });
  return {
    page,
    log,
    async open(path) {
      for (const list of Object.values(log)) list.length = 0;
      await page.goto(base + path, { waitUntil: "load" });
    },
    close: () => context.close(),
  };
}
