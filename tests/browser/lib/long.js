// A plan too long for one page of anything: the sample sites are too small for that.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const marks = ["x", " ", "x", " "];

// Writes the plan and returns its folder.
export function longPlan() {
  const folder = join(mkdtempSync(join(tmpdir(), "planbook-")), "depot");
  mkdirSync(folder);
  const lines = ["# Rebuild of the tram depot", "", "Status: in progress", "", "## Phase 1: Tracks ✅ COMPLETED", ""];
  for (let n = 1; n <= 130; n += 1) {
    lines.push(`- [${marks[n % marks.length]}] T${String(n).padStart(3, "0")} Lay section ${1000 - n} of the yard (@crew${n % 7})`);
  }
  for (let phase = 2; phase <= 70; phase += 1) {
    lines.push("", `## Phase ${phase}: Hall ${phase}`, "", "Each hall gets new doors.", "", `- [ ] H${phase} Hang the doors of hall ${phase}`);
  }
  lines.push("", "## Risks", "", "| Risk | Level | Mitigation |", "|---|---|---|");
  for (let n = 1; n <= 50; n += 1) lines.push(`| Supplier ${n} is late | high | order ${n} weeks early |`);
  lines.push("", "## Success criteria", "");
  for (let n = 1; n <= 120; n += 1) lines.push(`- [ ] Door ${n} closes in four seconds`);
  writeFileSync(join(folder, "depot.md"), `${lines.join("\n")}\n`);
  return folder;
}
