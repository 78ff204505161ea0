//! What was learned of a history changes nothing: with it and without it the same is printed, whatever happened since.

use std::path::PathBuf;
use std::process::Command;

use libtest_mimic::Trial;

use crate::Outcome;

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("memory::new commits, other words, a rewritten history", story),
        Trial::test("memory::what is new goes behind what was kept", behind),
        Trial::test("memory::damage of any byte harms nothing", damage),
    ]
}

/// A repository with a folder for caches beside it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Result<Self, String> {
        let place = Self(tempfile::tempdir().map_err(|error| error.to_string())?);
        std::fs::create_dir(place.root()).map_err(|error| error.to_string())?;
        place.git(&["init", "--quiet", "-b", "main"])?;
        Ok(place)
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("project")
    }

    fn git(&self, arguments: &[&str]) -> Result<(), String> {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]).args(arguments);
        run(command.current_dir(self.root())).map(drop)
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.root().join(path);
        path.parent().map(std::fs::create_dir_all).transpose().map_err(|error| error.to_string())?;
        std::fs::write(path, text).map_err(|error| error.to_string())
    }

    /// A commit on a day of May 2026.
    fn commit(&self, day: u32) -> Result<(), String> {
        self.git(&["add", "-A"])?;
        let date = format!("2026-05-{day:02}T10:00:00Z");
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.org",
            "commit",
            "--quiet",
            "-m",
            "More",
        ]);
        command.env("GIT_COMMITTER_DATE", &date).env("GIT_AUTHOR_DATE", &date);
        run(command.current_dir(self.root())).map(drop)
    }

    fn planbook(&self, arguments: &[&str], zone: &str) -> Result<String, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planbook"));
        command.args(arguments).current_dir(self.root()).env("TZ", zone);
        run(command.env("XDG_CACHE_HOME", self.0.path().join("cache")))
    }

    /// Says the same with what was kept, and without; and keeps what it learned.
    fn same(&self, when: &str) -> Outcome {
        for arguments in [
            &["report", "--all", "--format", "json"][..],
            &["check", "--format", "json", "--fail-on", "error"],
        ] {
            let fresh = self.planbook(&[arguments, &["--no-cache"]].concat(), "UTC");
            let kept = self.planbook(arguments, "Pacific/Kiritimati");
            let again = self.planbook(arguments, "America/Lima");
            if fresh != kept || fresh != again {
                return Err(format!(
                    "{when}: {} differs\n{}",
                    arguments[0],
                    crate::diff::lines(&fresh?, &kept?)
                )
                .into());
            }
        }
        Ok(())
    }

    fn kept(&self) -> Result<PathBuf, String> {
        let folder = self.0.path().join("cache/planbook/history");
        let mut files = std::fs::read_dir(folder).map_err(|error| error.to_string())?.flatten();
        files.next().map(|file| file.path()).ok_or_else(|| "nothing is kept".to_owned())
    }
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    match output.status.code() {
        Some(0 | 1) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

const PLAN: &str = "\
# Harbour

## Gates

- coverage >= 80 %

## Phase 1: Light (2026-06-01)

- [ ] L1: Clean the lamp
- [ ] L2: Fill the oil (due 2026-05-20)
- [ ] L3: Trim the wick
";

const RECORD: &str = "# 1. Use oil\n\n## Status\n\nProposed\n\n## Context\n\nDark.\n\n## Decision\n\nOil.\n";

const API: &str = "openapi: 3.0.0\ninfo: {title: Harbour, version: '1'}\npaths:\n  /lamps:\n    get:\n      responses: {'200': {description: All}}\n";

fn story() -> Outcome {
    let place = Place::new()?;
    place.write("plan.md", PLAN)?;
    place.write("docs/adr/0001-use-oil.md", RECORD)?;
    place.write("docs/about.md", "# About\n\nA page.\n")?;
    place.write("api.yaml", API)?;
    place.commit(1)?;
    place.same("the first commit")?;
    place.write("plan.md", &PLAN.replace("[ ] L1", "[x] L1"))?;
    place.write("docs/about.md", "# About\n\nA longer page.\n")?;
    place.commit(5)?;
    place.write("quay.md", "# Quay\n\n- [ ] Q1: Lay the stones\n- [~] Q2: Pour it\n")?;
    place.write("docs/adr/0001-use-oil.md", &RECORD.replace("Proposed", "Accepted"))?;
    place.commit(7)?;
    place.same("new commits")?;
    let eased = PLAN.replace("[ ] L1", "[x] L1").replace("80 %", "60 %").replace("05-20", "05-28");
    place.write("plan.md", &eased)?;
    place.write("api.yaml", &API.replace("lamps", "lights"))?;
    place.git(&["mv", "quay.md", "docs/quay.md"])?;
    place.commit(12)?;
    place.same("a moved plan, a goalpost, a definition")?;
    place.git(&["rm", "--quiet", "docs/quay.md"])?;
    place.commit(13)?;
    place.same("a plan that is gone")?;
    place.write("plan.md", &eased.replace("[ ] L2", "[x] L2"))?;
    place.same("changes that are not committed")?;
    // A page becomes a plan: what it was before was of no use until now.
    place.write("docs/about.md", "# About\n\n- [x] A1: Write it\n- [ ] A2: Read it\n")?;
    place.commit(14)?;
    place.same("a page that became a plan")?;
    place.write("book.toml", "[vocabulary]\nin-progress = [\"L3\"]\n")?;
    place.same("other words")?;
    std::fs::remove_file(place.root().join("book.toml"))?;
    place.same("the words of before")?;
    place.git(&["reset", "--quiet", "--hard", "HEAD~3"])?;
    place.same("a history that was taken back")?;
    place.write("plan.md", &PLAN.replace("[ ] L3", "[x] L3"))?;
    place.commit(20)?;
    place.same("a history that was written anew")?;
    place.git(&["checkout", "--quiet", "-b", "topic", "HEAD~1"])?;
    place.write("plan.md", &PLAN.replace("[ ] L2", "[x] L2"))?;
    place.commit(21)?;
    place.git(&["checkout", "--quiet", "main"])?;
    place.git(&["merge", "--quiet", "-X", "theirs", "-m", "Merge", "topic"])?;
    place.same("a merge")?;
    // The merge goes the other way: the line of first parents is another one.
    place.git(&["checkout", "--quiet", "topic"])?;
    place.git(&["merge", "--quiet", "--no-ff", "-m", "Back", "main"])?;
    place.same("another line of first parents")
}

/// A long history is not written anew for one more commit.
fn behind() -> Outcome {
    let place = Place::new()?;
    let read = || std::fs::read(place.kept()?).map_err(|error| error.to_string());
    for commit in 0..60 {
        place.write("plan.md", &format!("{PLAN}- [ ] L4: Paint boat number {commit}\n"))?;
        place.commit(1 + commit / 3)?;
    }
    place.same("many commits")?;
    let first = read()?;
    place.write("plan.md", &format!("{PLAN}- [x] L4: Paint the last boat\n"))?;
    place.commit(25)?;
    place.same("one more")?;
    let second = read()?;
    if second.len() == first.len() || !second.starts_with(&first) {
        return Err("one more commit was not put behind what was kept".into());
    }
    // The last part is not whole, or gone: what stands before it is good.
    for length in [second.len() - 3, first.len() + 5, first.len()] {
        let cut = second.get(..length).ok_or("nothing was put behind")?;
        std::fs::write(place.kept()?, cut).map_err(|error| error.to_string())?;
        place.same("a part that is cut off")?;
    }
    Ok(())
}

fn damage() -> Outcome {
    let place = Place::new()?;
    place.write("plan.md", PLAN)?;
    place.commit(1)?;
    place.write("plan.md", &PLAN.replace("[ ] L1", "[x] L1"))?;
    place.commit(2)?;
    let report = ["report", "--all", "--format", "json"];
    let fresh = place.planbook(&report, "UTC")?;
    let kept = place.kept()?;
    let whole = std::fs::read(&kept)?;
    for at in (0..whole.len()).step_by(whole.len() / 24 + 1) {
        for (what, bytes) in [("cut", whole[..at].to_vec()), ("changed", changed(&whole, at))] {
            std::fs::write(&kept, bytes)?;
            let said = place.planbook(&report, "UTC")?;
            if said != fresh {
                return Err(format!("{what} at {at}\n{}", crate::diff::lines(&fresh, &said)).into());
            }
            if std::fs::read(&kept)? != whole {
                return Err(format!("{what} at {at}: what was damaged is not put right").into());
            }
        }
    }
    std::fs::remove_file(&kept)?;
    std::fs::create_dir(&kept)?;
    if place.planbook(&report, "UTC")? == fresh { Ok(()) } else { Err("a folder in its place".into()) }
}

fn changed(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 0x11;
    bytes
}
