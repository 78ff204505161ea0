// Added by `planbook serve`, never part of a published site: brings the page up to date when the site has changed, and
// shows what is wrong with the project until it is mended.
//
// What changed is put in the place of what was there, so that the reader keeps place, focus and open parts. Where that is
// not safe (the page's own script has worked there, or would have to) the page is loaded again.
(() => {
  const script = document.currentScript;
  const own = script.src.replace(/live\.js$/, "");
  const unbuilt = document.body.classList.contains("unbuilt");
  let build = script.dataset.build;
  let box = null;
  let sheet = null;

  const show = (faults) => {
    box?.remove();
    box = null;
    if (faults.length === 0) return;
    if (!sheet) {
      sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = `${own}live.css`;
      document.head.append(sheet);
    }
    box = document.createElement("section");
    box.id = "planbook-faults";
    box.setAttribute("role", "alert");
    box.setAttribute("aria-label", "Faults of this project");
    const heading = document.createElement("p");
    heading.textContent = faults.length === 1 ? "One fault in this project:" : `${faults.length} faults in this project:`;
    const list = document.createElement("ul");
    for (const { severity, text } of faults) {
      const line = document.createElement("pre");
      line.textContent = `${severity}: ${text}`;
      const entry = document.createElement("li");
      entry.append(line);
      list.append(entry);
    }
    box.append(heading, list);
    document.body.prepend(box);
  };

  // The page as it was served, before any script changed it: what stands there now is judged by it.
  const parser = new DOMParser();
  const source = async () => {
    const answer = await fetch(location.href, { cache: "no-cache" });
    const page = parser.parseFromString(await answer.text(), "text/html");
    const mark = page.querySelector("script[data-build]");
    return { page, build: mark?.dataset.build };
  };
  let before = unbuilt ? null : source().catch(() => null);

  // What a script of the page works on when it is loaded.
  const worked = "script, style, link[rel=stylesheet], button, input, select, textarea, dialog, pre, table[data-sortable], .az";
  const isPlain = (node) => node.nodeType !== Node.ELEMENT_NODE || !(node.matches(worked) || node.querySelector(worked));
  const isOurs = (node) => node === box || node === sheet || (node.nodeName === "SCRIPT" && "build" in node.dataset);
  const inner = (node) => [...node.childNodes].filter((one) => !isOurs(one));
  const attributes = (node) =>
    [...(node.attributes ?? [])].map(({ name, value }) => `${name}=${value}`).filter((one) => one !== "open=").sort().join("\n");

  // Adds to `todo` what turns `shown`, which was served as `old`, into `next`; false where only loading does.
  const compare = (old, next, shown, todo) => {
    if (old.isEqualNode(next)) return true;
    if (old.nodeType !== next.nodeType || old.nodeName !== next.nodeName || attributes(old) !== attributes(next)) {
      return replace([old], [next], [shown], shown.parentNode, todo);
    }
    if (old.nodeName !== shown.nodeName || attributes(old) !== attributes(shown)) return false;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== shown.nodeValue) return false;
      todo.push(() => {
        shown.nodeValue = next.nodeValue;
      });
      return true;
    }
    const [olds, nexts, showns] = [inner(old), inner(next), inner(shown)];
    if (olds.length !== showns.length) return false;
    if (olds.length === nexts.length) return olds.every((one, at) => compare(one, nexts[at], showns[at], todo));
    let head = 0;
    while (head < Math.min(olds.length, nexts.length) && olds[head].isEqualNode(nexts[head])) head += 1;
    let tail = 0;
    while (
      tail < Math.min(olds.length, nexts.length) - head &&
      olds[olds.length - 1 - tail].isEqualNode(nexts[nexts.length - 1 - tail])
    ) {
      tail += 1;
    }
    const cut = (all) => all.slice(head, all.length - tail);
    return replace(cut(olds), cut(nexts), cut(showns), shown, todo, showns[showns.length - tail] ?? null);
  };

  const replace = (olds, nexts, showns, parent, todo, behind = showns[0]?.nextSibling ?? null) => {
    const same = showns.every((one, at) => one.isEqualNode(olds[at]));
    if (!same || ![...olds, ...nexts].every(isPlain)) return false;
    todo.push(() => {
      for (const one of showns) one.remove();
      for (const one of nexts) parent.insertBefore(document.importNode(one, true), behind);
    });
    return true;
  };

  // Turns the page into that of the newest build; false where it has to be loaded.
  const update = async () => {
    const old = await before;
    // A project's own script may work on anything.
    if (!old || old.build !== build || document.scripts.length > 2) return false;
    const next = await source();
    const todo = [];
    if (!next.build || !compare(old.page.documentElement, next.page.documentElement, document.documentElement, todo)) {
      return false;
    }
    for (const one of todo) one();
    before = Promise.resolve(next);
    build = next.build;
    return true;
  };

  // The page that stands for an unbuilt site says its faults itself.
  let shown = unbuilt ? null : "[]";
  let newest = null;
  let busy = false;
  const follow = async () => {
    if (busy) return;
    busy = true;
    for (let told = null; told !== newest; ) {
      told = newest;
      if (told.build === build || (!unbuilt && (await update().catch(() => false)))) continue;
      events.close();
      location.reload();
      return;
    }
    busy = false;
    const faults = JSON.stringify(newest.faults);
    if (faults === shown) return;
    if (!unbuilt) show(newest.faults);
    else if (shown !== null) location.reload();
    shown = faults;
  };
  const events = new EventSource(`${own}events`);
  events.addEventListener("state", (event) => {
    newest = JSON.parse(event.data);
    follow();
  });
  // A page that is left and may come back must not hold a connection: browsers allow six.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
