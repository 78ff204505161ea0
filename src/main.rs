//! The planbook program: everything is in the library.

/// Reading makes and drops millions of small texts: a fifth of the time went to the system's allocator, more with musl.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    planbook::cli::run()
}
