//! What a file is, by its name.

/// The media type of a file, and whether compressing it saves anything.
pub(super) fn media(path: &str) -> (&'static str, bool) {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => ("text/html; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "json" | "map" => ("application/json", true),
        "jsonl" | "ndjson" => ("application/x-ndjson", true),
        "sarif" => ("application/sarif+json", true),
        "webmanifest" => ("application/manifest+json", true),
        "yaml" | "yml" => ("application/yaml; charset=utf-8", true),
        "toml" => ("application/toml; charset=utf-8", true),
        "xml" => ("application/xml; charset=utf-8", true),
        "atom" => ("application/atom+xml; charset=utf-8", true),
        "rss" => ("application/rss+xml; charset=utf-8", true),
        "ics" => ("text/calendar; charset=utf-8", true),
        "csv" => ("text/csv; charset=utf-8", true),
        "md" | "markdown" => ("text/markdown; charset=utf-8", true),
        "txt" | "text" | "org" | "log" => ("text/plain; charset=utf-8", true),
        "svg" => ("image/svg+xml; charset=utf-8", true),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "gif" => ("image/gif", false),
        "webp" => ("image/webp", false),
        "avif" => ("image/avif", false),
        "ico" => ("image/x-icon", true),
        "pdf" => ("application/pdf", false),
        "zip" => ("application/zip", false),
        "gz" | "tgz" => ("application/gzip", false),
        "wasm" => ("application/wasm", true),
        "woff" => ("font/woff", false),
        "woff2" => ("font/woff2", false),
        "ttf" => ("font/ttf", true),
        "otf" => ("font/otf", true),
        "mp4" => ("video/mp4", false),
        "webm" => ("video/webm", false),
        "mp3" => ("audio/mpeg", false),
        _ => ("application/octet-stream", false),
    }
}
