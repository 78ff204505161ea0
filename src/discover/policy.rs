//! Which names are looked at when nobody named them: a project's own plans and pages, not its dependencies,
//! its tools' settings or its test material.

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is read.
    Take,
    /// It is none of planbook's business: a program, a picture.
    Other,
    /// It could be a document and is left out, for this reason.
    Leave(&'static str),
}

/// Hidden folders in which teams and their agents keep plans. All others are left alone: there is no end to caches.
const PLAN_FOLDERS: &[&str] = &[
    ".agent",
    ".agents",
    ".ai",
    ".aide",
    ".backlog",
    ".claude",
    ".codex",
    ".cursor",
    ".docs",
    ".gemini",
    ".github",
    ".gitlab",
    ".kiro",
    ".memory",
    ".opencode",
    ".plan",
    ".planning",
    ".plans",
    ".project",
    ".projects",
    ".qwen",
    ".roadmap",
    ".roo",
    ".spec",
    ".specify",
    ".specs",
    ".tasks",
    ".taskmaster",
    ".todo",
    ".windsurf",
];

/// Folders inside those that hold instructions to a program, or copies, and no plans.
const INSTRUCTION_FOLDERS: &[&str] = &[
    "agents",
    "cache",
    "chatmodes",
    "commands",
    "extensions",
    "hooks",
    "instructions",
    "issue_template",
    "logs",
    "merge_request_templates",
    "issue_templates",
    "plugins",
    "prompts",
    "pull_request_template",
    "rules",
    "scripts",
    "sessions",
    "settings",
    "skills",
    "steering",
    "templates",
    "workflows",
    "worktrees",
];

/// Folders that hold other people's files.
const FOREIGN_FOLDERS: &[&str] = &[
    "node_modules",
    "bower_components",
    "vendor",
    "third_party",
    "third-party",
    "site-packages",
    "__pycache__",
    "pods",
];

/// Folders that hold made-up documents.
const TEST_FOLDERS: &[&str] =
    &["fixtures", "__fixtures__", "testdata", "test-data", "test_data", "__snapshots__", "__mocks__"];

/// Extensions that are read as prose or as rows wherever they are found.
const PROSE: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdx", "org", "csv", "tsv", "dsl"];

/// Extensions of data that may be a plan, a definition or evidence.
const DATA: &[&str] =
    &["yaml", "yml", "json", "jsonl", "ndjson", "xml", "sarif", "info", "prom", "openmetrics"];

/// Names without an extension that tells, read when they say what they are.
const PLAN_STEMS: &[&str] =
    &["todo", "todos", "roadmap", "plan", "plans", "tasks", "backlog", "milestones", "changelog"];

/// Files that hold the settings or the state of some tool.
const TOOL_FILES: &[&str] = &[
    ".all-contributorsrc",
    "angular.json",
    "app.json",
    "appveyor.yml",
    "azure-pipelines.yml",
    "biome.json",
    "bun.lock",
    "chart.yaml",
    "cloudbuild.yaml",
    "codecov.yml",
    "components.json",
    "composer.json",
    "composer.lock",
    "compose.yaml",
    "compose.yml",
    "deno.json",
    "deno.lock",
    "docker-compose.yaml",
    "docker-compose.yml",
    "environment.yml",
    "firebase.json",
    "jsconfig.json",
    "kustomization.yaml",
    "lerna.json",
    "npm-shrinkwrap.json",
    "nx.json",
    "package-lock.json",
    "package.json",
    "packages.lock.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "pom.xml",
    "pubspec.yaml",
    "renovate.json",
    "settings.json",
    "settings.local.json",
    "tslint.json",
    "turbo.json",
    "vercel.json",
    "web.config.xml",
];

/// Endings of files that hold no words of people, or are read as documents anyway.
const NO_CODE: &[&str] = &[
    "7z", "a", "aac", "avif", "bin", "bmp", "bz2", "class", "css.map", "csv", "dll", "dylib", "eot", "exe",
    "flac", "gif", "gz", "heic", "ico", "info", "ipynb", "jar", "jpeg", "jpg", "js.map", "json", "jsonl",
    "key", "lock", "log", "map", "markdown", "md", "mdown", "mdx", "mkd", "mkdn", "mov", "mp3", "mp4",
    "ndjson", "o", "obj", "odt", "ogg", "org", "otf", "parquet", "patch", "diff", "pdf", "pem", "png", "po",
    "pot", "psd", "pyc", "rar", "sarif", "snap", "so", "sqlite", "sum", "svg", "tar", "tgz", "tif", "tiff",
    "tsv", "ttf", "wasm", "wav", "webm", "webp", "woff", "woff2", "xls", "xlsx", "xz", "zip", "zst",
];

/// Whether a file that is no document may hold comments: text that people write.
pub(super) fn code(name: &str) -> bool {
    let lower = name.to_lowercase();
    let made =
        [".min.js", ".min.css", ".bundle.js", "-lock.yaml", ".lock.hcl", ".pb.go", "_pb2.py", ".g.dart"];
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    !lower.starts_with('.') && !NO_CODE.contains(&ending) && !made.iter().any(|end| lower.ends_with(end))
}

/// Whether the path of a document looks like that of a decision record: a numbered file, or one in a folder of records.
pub(super) fn record(path: &str) -> bool {
    let lower = path.to_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let prose = [".md", ".markdown", ".mdx"].iter().any(|end| name.ends_with(end));
    let numbered = name.bytes().take_while(u8::is_ascii_digit).count() >= 2;
    prose && (numbered || name.contains("adr") || folders.contains("adr") || folders.contains("decision"))
}

/// Whether a file at `path` would be read, by the names on its way.
pub(super) fn path(path: &str) -> bool {
    let mut hidden = false;
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        if folder(part, hidden).is_err() {
            return false;
        }
        hidden |= part.starts_with('.');
    }
    file(name, hidden) == Verdict::Take
}

/// Whether the folder `name` is entered, and if not, why. `hidden_above` says that it lies in a hidden folder.
pub(super) fn folder(name: &str, hidden_above: bool) -> Result<(), &'static str> {
    let lower = name.to_lowercase();
    let listed = |list: &[&str]| list.contains(&lower.as_str());
    if listed(FOREIGN_FOLDERS) {
        Err("other people's files")
    } else if listed(TEST_FOLDERS) {
        Err("test material")
    } else if lower.starts_with('.') && !listed(PLAN_FOLDERS) {
        Err("hidden")
    } else if hidden_above && listed(INSTRUCTION_FOLDERS) {
        Err("instructions to a tool")
    } else {
        Ok(())
    }
}

/// Whether the file `name` is read. `hidden_above` says that it lies in a hidden folder.
pub(super) fn file(name: &str, hidden_above: bool) -> Verdict {
    let lower = name.to_lowercase();
    if lower.starts_with('.') {
        return Verdict::Other;
    }
    let (stem, extension) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    if PROSE.contains(&extension) {
        let template = hidden_above && (stem.ends_with("_template") || stem.contains("instructions"));
        return if template { Verdict::Leave("instructions to a tool") } else { Verdict::Take };
    }
    if DATA.contains(&extension) {
        return data(&lower, stem);
    }
    match extension {
        "taskpaper" | "todo" => Verdict::Take,
        "txt" | "toml" | "" | "text" if PLAN_STEMS.contains(&stem) => Verdict::Take,
        "toml" if stem != "book" => Verdict::Leave("settings of a tool"),
        _ => Verdict::Other,
    }
}

fn data(name: &str, stem: &str) -> Verdict {
    let config = stem.starts_with("tsconfig") || stem.ends_with(".config") || stem.ends_with(".schema");
    if config || TOOL_FILES.contains(&name) {
        Verdict::Leave("settings of a tool")
    } else if stem.ends_with("-lock") || stem.ends_with(".lock") || stem.ends_with(".min") {
        Verdict::Leave("made by a tool")
    } else {
        Verdict::Take
    }
}
