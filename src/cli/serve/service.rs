//! Requests over the wire: the pure answer, and the stream of news.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch::Receiver;

use crate::cli::serve::answer;
use crate::cli::serve::gate::Names;
use crate::cli::serve::live;
use crate::cli::serve::served::Served;

/// What every request needs.
#[derive(Clone)]
pub(super) struct Desk {
    /// The site, and when it changes.
    pub(super) news: Receiver<Arc<Served>>,
    /// Names that requests may use.
    pub(super) names: Arc<Names>,
}

/// The service.
pub(super) fn router(desk: Desk) -> Router {
    Router::new().fallback(respond).with_state(desk)
}

async fn respond(State(desk): State<Desk>, request: Request) -> Response {
    let stream = request.uri().path().strip_prefix('/') == Some(live::EVENTS);
    if stream && answer::refusal(&desk.names, &request).is_none() {
        return follow(desk.news);
    }
    let served = Arc::clone(&desk.news.borrow());
    answer::answer(&served, &desk.names, &request).map(Body::from)
}

/// The state now, and again whenever it changes.
fn follow(news: Receiver<Arc<Served>>) -> Response {
    let states = stream::unfold((news, true), |(mut news, first)| async move {
        if !first {
            news.changed().await.ok()?;
        }
        let state = live::state(&news.borrow_and_update());
        let event = Event::default().event("state").data(state);
        Some((Ok::<Event, Infallible>(event), (news, false)))
    });
    Sse::new(states).keep_alive(KeepAlive::default()).into_response()
}
