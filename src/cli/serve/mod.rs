//! `planbook serve`: the site from memory, built anew when a file changes.
//!
//! [`answer`] is pure: what is served and a request give the response. Sockets, threads and clocks stand around it, in
//! `command`, `follow`, `service` and `watch`. What is served are the bytes that `planbook build` writes; pages get one
//! script element more (`live`), and `--no-reload` leaves that out.

mod answer;
mod command;
mod follow;
mod form;
mod gate;
mod live;
mod make;
mod media;
mod range;
mod served;
mod service;
mod watch;

pub use answer::answer;
pub use gate::Names;
pub use served::Served;

pub(in crate::cli) use command::Serve;
