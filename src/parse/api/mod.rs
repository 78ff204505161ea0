//! API definitions: OpenAPI 2.0 to 3.2, in YAML or JSON, in one file or several.
//!
//! One thin model of views over the tree that was decoded: nothing is copied, what stands in the wrong place is
//! skipped alone, and every part knows where it stands. References are followed only inside the project.

mod at;
mod definition;
mod gather;
mod lineage;
mod operation;
mod references;
mod resolve;
mod schema;
mod state;
mod used;

pub use at::{At, Member};
pub use definition::is_method;
pub use operation::{Body, Example, Media, Parameter, Reader, Response};
pub use references::{Reference, references};
pub use resolve::{Missing, Resolver};
pub use schema::{Joined, Joint, Property, joined};
pub use state::State;
pub use used::{Used, by_place, used};

pub(super) use gather::{entry, read};
pub(super) use lineage::lineages;
