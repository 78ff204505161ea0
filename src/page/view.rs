//! A page: its address, its frame and its view.

use std::sync::Arc;

use serde::Serialize;

use crate::page::part::calendar::Calendar;
use crate::page::part::overview::PlanView;
use crate::page::part::{Data, Frame, SiteView, Tree};
use crate::page::{
    accessibility, api_changes, api_list, api_operation, api_overview, api_schema, board, criteria, decision,
    decisions, dependencies, document, evidence, findings, gates, group, history, home, item, iteration,
    iterations, links, method, missing, moved, parts, plans, report, reports, search, shelf, source, sources,
    stated, timeline,
};
use crate::site::Url;

/// The views, one for each page type.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    /// The front page.
    Home(home::Home),
    /// The list of all plans.
    Plans(plans::Plans),
    /// A plan.
    Plan(Box<PlanView>),
    /// The list of a plan's groups.
    Parts(parts::Parts),
    /// A group of a plan.
    Group(Box<group::GroupView>),
    /// An item.
    Item(Box<item::ItemView>),
    /// A plan's items by state.
    Board(board::Board),
    /// What happened to a plan.
    History(Box<history::HistoryView>),
    /// What happened in a week.
    Report(Box<report::ReportView>),
    /// The list of weekly reports.
    Reports(reports::ReportsView),
    /// A plan's gates.
    Gates(gates::Gates),
    /// A plan's criteria.
    Criteria(criteria::Criteria),
    /// Evidence, of the site or of a plan.
    Evidence(Box<evidence::EvidenceView>),
    /// Findings, of the site or of a plan.
    Findings(findings::Findings),
    /// The first page of an API definition.
    Api(Box<api_overview::ApiView>),
    /// What the commits of an API definition changed.
    ApiChanges(Box<api_changes::ApiChangesView>),
    /// The security schemes of an API definition.
    ApiSchemes(api_overview::SchemesView),
    /// Operations or schemas of an API definition.
    ApiList(api_list::ApiList),
    /// An operation.
    Operation(Box<api_operation::OperationPage>),
    /// A schema with a name.
    ApiSchema(Box<api_schema::SchemaPage>),
    /// A decision record.
    Decision(Box<decision::DecisionView>),
    /// Lists of decision records.
    Decisions(Box<decisions::DecisionsView>),
    /// A document that is no plan.
    Document(Box<document::DocumentView>),
    /// The list of all documents of a kind.
    Shelf(shelf::ShelfView),
    /// An iteration report.
    Iteration(Box<iteration::IterationView>),
    /// The list of iteration reports.
    Iterations(iterations::IterationsView),
    /// Scores, milestones, risks or measurements of a plan.
    Stated(stated::StatedView),
    /// What waits for what in a plan.
    Dependencies(Box<dependencies::Dependencies>),
    /// When the parts of a plan are to happen.
    Timeline(Box<timeline::TimelineView>),
    /// Addresses on other hosts.
    Links(links::LinksView),
    /// Which files were read.
    Sources(sources::SourcesView),
    /// How to read the site.
    Method(method::Method),
    /// The accessibility statement.
    Accessibility(accessibility::Accessibility),
    /// The index from A to Z.
    Search(search::SearchView),
    /// What stands for addresses that lead nowhere.
    Missing(missing::Missing),
    /// The page at an address that a document had before.
    Moved(moved::Moved),
    /// Lines of a document.
    Source(source::SourceView),
}

/// A page of the site.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it stands.
    pub url: Url,
    /// Its template: `page/<kind>.html`.
    pub template: &'static str,
    /// What stands around its content: title, breadcrumb, links to its source.
    pub frame: Frame,
    /// What it shows.
    pub view: View,
}

/// Every page, with what they have in common.
#[derive(Clone, Debug)]
pub struct Pages {
    /// What is the same on every page.
    pub site: SiteView,
    /// The trees of the left side; [`Frame::tree`] is a number in this list.
    pub trees: Vec<Tree>,
    /// The pages.
    pub pages: Vec<Page>,
    /// The plans for programs.
    pub data: Data,
    /// Milestones and what is due.
    pub calendar: Calendar,
    /// Files that are published as they are: path below the site's root, bytes.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// Texts that no published file may hold, with what stands in their place.
    pub struck: Vec<(String, &'static str)>,
}
