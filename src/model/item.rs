//! Units of work.

use crate::model::{GroupId, Stated, Status};
use crate::place::{Place, Span};

/// The number of an item in its plan's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// The shape an item was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// A list item with a box.
    Box,
    /// A row of a table.
    Row,
    /// A heading or bold paragraph that begins with an id or a status.
    Block,
    /// A bullet.
    Bullet,
    /// An entry of a YAML, JSON, CSV or org file.
    Entry,
    /// A file that is one task.
    File,
}

impl Carrier {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Carrier::Box => "box",
            Carrier::Row => "row",
            Carrier::Block => "block",
            Carrier::Bullet => "bullet",
            Carrier::Entry => "entry",
            Carrier::File => "file",
        }
    }
}

/// Where an item's status comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusSource {
    /// Its own mark or word.
    Own,
    /// The heading or list it stands under.
    Inherited,
    /// Nowhere: the status is unknown.
    None,
}

/// A named value that stood with an item, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name as written.
    pub name: String,
    /// The value as written, without markup.
    pub value: String,
    /// Where the value stands.
    pub place: Place,
}

/// How much work an item is said to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// As written: `2-3 h`.
    pub text: String,
    /// In days of eight hours, five to the week, where it can be told.
    pub days: Option<f64>,
}

/// A further place that names an item which is defined elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where.
    pub place: Place,
    /// The title used there, without marks.
    pub title: String,
    /// The status stated there, if any.
    pub stated: Option<Stated>,
}

/// A unit of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Stable identity, unique in the plan: the id, else a slug of title and group. Used in URLs.
    pub key: String,
    /// The id as written (`auto-000`, `T001`, `Step 4`), if it has one.
    pub id: Option<String>,
    /// Title without marks, id and trailing fields.
    pub title: String,
    /// Its state.
    pub status: Status,
    /// Where the state comes from.
    pub status_source: StatusSource,
    /// The words or mark that state it, as written.
    pub status_text: Option<String>,
    /// The line or lines that define it.
    pub place: Place,
    /// Everything that belongs to it, its text and children included.
    pub extent: Span,
    /// The group it stands in.
    pub group: Option<GroupId>,
    /// The item it is a part of.
    pub parent: Option<ItemId>,
    /// Who does it, as written; several joined by `, `.
    pub owner: Option<String>,
    /// Its priority, as written.
    pub priority: Option<String>,
    /// How much work it is said to be.
    pub estimate: Option<Estimate>,
    /// Dates or weeks, as written.
    pub when: Option<String>,
    /// Ids or titles of what must be done before, as written.
    pub depends_on: Vec<String>,
    /// Ids or titles of what waits for it, as written.
    pub blocks: Vec<String>,
    /// The ids a range stands for: `I21-I25` expands to five.
    pub expands_to: Vec<String>,
    /// Labels such as `P` or `US1`.
    pub tags: Vec<String>,
    /// Link targets in its own lines.
    pub links: Vec<String>,
    /// The shape it was read from.
    pub carrier: Carrier,
    /// Everything else that stood with it under a name, in document order.
    pub fields: Vec<Field>,
    /// Further places that name it.
    pub mentions: Vec<Mention>,
}
