//! The planbook program: everything is in the library.

/// Reading a history asks for room millions of times, for little each time and in several threads at once: the allocator of the
/// system takes a tenth of the time more. Without huge pages: clearing them costs a short run more than it saves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    planbook::cli::run()
}
