//! The command: its arguments, the socket, the threads.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use clap::Args;
use tokio::sync::watch::channel;

use crate::cli::asked::Asked;
use crate::cli::build::day;
use crate::cli::exit::{Exit, Stop};
use crate::cli::serve::follow::Follower;
use crate::cli::serve::gate::Names;
use crate::cli::serve::make::Wanted;
use crate::cli::serve::served::Served;
use crate::cli::serve::service::{Desk, router};
use crate::cli::serve::watch::{self, Watch};
use crate::cli::terminal::{BOLD, DIM, Terminal};
use crate::date::Date;
use crate::diag::{Fault, Severity};

/// Serve the site on this machine and follow changes
///
/// Builds the site in memory, without writing it, and serves what `planbook build` would write. When a document,
/// template, static file, book.toml or the commit changes, it is built anew and open pages load themselves again. What
/// is wrong is said here and in the page until it is mended.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  planbook serve                      this folder, on http://127.0.0.1:4000/
  planbook serve docs --port 8080     another folder, another port
  planbook serve plan.md --open       one plan, and open it in the browser
  planbook serve --no-reload          exactly the bytes that build writes
  planbook serve --host 0.0.0.0       for other machines too: everybody in the network can read it")]
pub(in crate::cli) struct Serve {
    /// The folder, or one file
    #[arg(value_name = "DIR", default_value = ".")]
    path: PathBuf,
    /// The port; the next free one where it is taken
    #[arg(long, short, default_value_t = 4000)]
    port: u16,
    /// The IP address to listen at; anything but loopback lets others read the site
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// A further name that browsers may use for this machine
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Leave out the script that follows changes: pages are the bytes that build writes
    #[arg(long)]
    no_reload: bool,
    /// The configuration, instead of book.toml in the folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The day to judge by, instead of that of the last commit
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

/// How many ports are tried.
const TRIES: u16 = 50;

impl Serve {
    /// Runs the command: it ends when the program is stopped.
    pub(in crate::cli) fn run(self, terminal: &Terminal) -> Result<Exit, Stop> {
        let begun = Instant::now();
        let asked = Asked::find(&self.path).map_err(|fault| Stop::unreadable([fault]))?;
        let wanted = Wanted { asked, config: self.config.clone(), as_of: self.as_of };
        let listener = self.listen(terminal)?;
        let address = listener.local_addr()?;
        let (news, latest) = channel(Arc::new(Served::new(!self.no_reload)));
        let (tell, changes) = mpsc::channel();
        let mut watch =
            Watch::new(tell, watch::head(wanted.root())).map_err(|fault| Stop::unreadable([fault]))?;
        let run = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
        let unwatched = Vec::new();
        let mut follower = Follower {
            wanted,
            news,
            terminal: *terminal,
            run,
            builds: 0,
            unwatched,
            history: None,
            included: BTreeSet::new(),
        };
        follower.build(&mut watch, &[]);
        let url = shown(address);
        terminal.say(&format!(
            "{} {url} {}",
            terminal.err.paint(BOLD, "Serving"),
            terminal.err.paint(DIM, &format!("after {:.2} s; Ctrl-C ends it", begun.elapsed().as_secs_f64()))
        ));
        if self.open {
            open(&url, terminal);
        }
        thread::spawn(move || follower.follow(&mut watch, &changes));
        let names = Arc::new(Names(self.allow_host));
        answer(listener, Desk { news: latest, names })?;
        Ok(Exit::Fine)
    }

    /// The socket: the port that was asked for, or the next one that is free.
    fn listen(&self, terminal: &Terminal) -> Result<TcpListener, Stop> {
        if !self.host.is_loopback() {
            let message = format!("everybody who can reach {} can read this site", self.host);
            let fault = Fault::new("--host", message).severity(Severity::Warning);
            terminal.faults(&[fault.help("leave --host out to serve this machine alone")]);
        }
        let mut port = self.port;
        loop {
            match TcpListener::bind((self.host, port)) {
                Ok(listener) => {
                    if port != self.port {
                        terminal.say(&format!("port {} is taken: {port} it is", self.port));
                    }
                    return Ok(listener);
                }
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && port - self.port < TRIES => {
                    port = port.checked_add(1).ok_or_else(|| self.closed(&error))?;
                }
                Err(error) => return Err(self.closed(&error)),
            }
        }
    }

    fn closed(&self, error: &io::Error) -> Stop {
        let message = format!("can't be listened at: {}", error.kind());
        let fault = Fault::new(format!("{}:{}", self.host, self.port), message);
        Stop::usage([fault.help("name another port with --port, or an address of this machine with --host")])
    }
}

/// The address for people: an address that means all of them is no place to go to.
fn shown(address: SocketAddr) -> String {
    let ip = match address.ip() {
        ip if ip.is_unspecified() && ip.is_ipv4() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip if ip.is_unspecified() => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}/", SocketAddr::new(ip, address.port()))
}

/// Answers requests until the program is stopped.
fn answer(listener: TcpListener, desk: Desk) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router(desk)).await
    })
}

/// Opens an address in the browser. Without one that can be started, the address has been said anyway.
fn open(url: &str, terminal: &Terminal) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/c", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        terminal.say(&format!("no browser could be started with {program}: open {url} yourself"));
    }
}
