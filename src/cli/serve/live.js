// Added by `planbook serve`, never part of a published site: loads the page again when the site has changed, and shows
// what is wrong with the project until it is mended.
(() => {
  const script = document.currentScript;
  const own = script.src.replace(/live\.js$/, "");
  const build = script.dataset.build;
  const unbuilt = document.body.classList.contains("unbuilt");
  let box = null;

  const show = (faults) => {
    box?.remove();
    box = null;
    if (faults.length === 0) return;
    if (!document.querySelector("link[href$='live.css']")) {
      const sheet = document.createElement("link");
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

  // The page that stands for an unbuilt site says its faults itself.
  let shown = unbuilt ? null : "[]";
  const events = new EventSource(`${own}events`);
  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    const faults = JSON.stringify(state.faults);
    if (state.build !== build) {
      events.close();
      location.reload();
    } else if (faults !== shown) {
      if (!unbuilt) show(state.faults);
      else if (shown !== null) location.reload();
      shown = faults;
    }
  });
  // A page that is left and may come back must not hold a connection: browsers allow six.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
