//! The planbook program: everything is in the library.

fn main() -> std::process::ExitCode {
    planbook::cli::run()
}
