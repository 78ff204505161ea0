//! How a document is written: what a look over the whole tells before any of it is read.

/// The habits of a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Habits {
    /// Boxes are numbered (`- [x] 1.2 …`), as task tools write them.
    pub numbered_boxes: bool,
    /// A box is ticked.
    pub ticked: bool,
    /// There are boxes in lists.
    pub boxed: bool,
    /// Bullets with signs are all by which the document tells how far its work is.
    pub tracking: bool,
    /// Signs before headings only decorate.
    pub decorated: bool,
    /// Headings begin with pictures that say nothing, so that only plain signs (`✅`, `⏳`) before one speak.
    pub illustrated: bool,
    /// The document is lines with signs of states, without any list or table.
    pub signed_lines: bool,
    /// A heading says that what stands below it is open: `Planned`.
    pub open_column: bool,
    /// An id behind a title stands twice.
    pub repeated_ids: bool,
    /// Signs behind boxes only decorate: open boxes have a tick behind them.
    pub ornate: bool,
}
