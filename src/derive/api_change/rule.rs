//! The rules of change: every way in which a definition can change that matters to somebody, with its code and weight.

/// What a change means for those who use the API. Ordered: the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// A client that kept to the old definition may be refused, or may not understand what comes back.
    Breaking,
    /// A careful client is well, a careless one may not be.
    Risky,
    /// Something is going to be taken away, or isn't any more.
    Deprecation,
    /// There is more than before; nothing old is touched.
    Addition,
    /// Only words changed.
    Editorial,
}

impl Impact {
    /// Every weight, the heaviest first.
    pub const ALL: [Impact; 5] =
        [Impact::Breaking, Impact::Risky, Impact::Deprecation, Impact::Addition, Impact::Editorial];

    /// The word printed for it.
    pub fn word(self) -> &'static str {
        match self {
            Impact::Breaking => "breaking",
            Impact::Risky => "risky",
            Impact::Deprecation => "deprecation",
            Impact::Addition => "addition",
            Impact::Editorial => "editorial",
        }
    }

    /// The heading over changes of this weight.
    pub fn heading(self) -> &'static str {
        match self {
            Impact::Breaking => "Breaking",
            Impact::Risky => "May break",
            Impact::Deprecation => "Deprecations",
            Impact::Addition => "Additions",
            Impact::Editorial => "Editorial",
        }
    }
}

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeRule {
    /// Its stable code: `AC101`.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub impact: Impact,
}

macro_rules! rules {
    ($($constant:ident $code:literal $name:literal $impact:ident;)*) => {
        $(pub(super) const $constant: ChangeRule = ChangeRule { code: $code, name: $name, impact: Impact::$impact };)*
        /// Every rule, in the order of the codes.
        pub const ALL: &[ChangeRule] = &[$($constant),*];
    };
}

rules! {
    OPERATION_REMOVED "AC101" "operation-removed" Breaking;
    WEBHOOK_REMOVED "AC102" "webhook-removed" Breaking;
    PARAMETER_REMOVED "AC103" "parameter-removed" Breaking;
    PARAMETER_REQUIRED "AC104" "new-required-parameter" Breaking;
    PARAMETER_BECAME_REQUIRED "AC105" "parameter-became-required" Breaking;
    PARAMETER_MOVED "AC106" "parameter-moved" Breaking;
    PARAMETER_STYLE "AC107" "parameter-written-otherwise" Breaking;
    BODY_REQUIRED "AC108" "request-body-became-required" Breaking;
    BODY_REMOVED "AC109" "request-body-removed" Breaking;
    REQUEST_MEDIA_REMOVED "AC110" "request-media-type-removed" Breaking;
    RESPONSE_REMOVED "AC111" "response-removed" Breaking;
    RESPONSE_MEDIA_REMOVED "AC112" "response-media-type-removed" Breaking;
    HEADER_REMOVED "AC113" "response-header-removed" Breaking;
    REQUEST_PROPERTY_REMOVED "AC114" "request-property-removed" Breaking;
    RESPONSE_PROPERTY_REMOVED "AC115" "response-property-removed" Breaking;
    REQUEST_PROPERTY_REQUIRED "AC116" "new-required-request-property" Breaking;
    REQUEST_PROPERTY_BECAME_REQUIRED "AC117" "request-property-became-required" Breaking;
    RESPONSE_PROPERTY_OPTIONAL "AC118" "response-property-became-optional" Breaking;
    REQUEST_TYPE_NARROWED "AC119" "request-type-narrowed" Breaking;
    RESPONSE_TYPE_WIDENED "AC120" "response-type-widened" Breaking;
    TYPE_CHANGED "AC121" "type-changed" Breaking;
    FORMAT_CHANGED "AC122" "format-changed" Breaking;
    REQUEST_NULL "AC123" "request-no-longer-nullable" Breaking;
    RESPONSE_NULL "AC124" "response-became-nullable" Breaking;
    REQUEST_VALUE_REMOVED "AC125" "request-value-removed" Breaking;
    REQUEST_STRICTER "AC126" "request-limit-stricter" Breaking;
    REQUEST_CLOSED "AC127" "request-no-other-members" Breaking;
    REQUEST_CHOICE_REMOVED "AC128" "request-choice-removed" Breaking;
    DISCRIMINATOR "AC129" "discriminator-changed" Breaking;
    SECURITY "AC130" "security-changed" Breaking;
    SCHEME_CHANGED "AC131" "security-scheme-changed" Breaking;
    SENT_ONE_WAY "AC132" "property-became-read-only" Breaking;
    DEPRECATED_REMOVED "AC201" "deprecated-operation-removed" Risky;
    ERROR_REMOVED "AC202" "error-response-removed" Risky;
    ID_CHANGED "AC203" "operation-id-changed" Risky;
    RESPONSE_VALUE_ADDED "AC204" "response-value-added" Risky;
    RESPONSE_LOOSER "AC205" "response-limit-looser" Risky;
    RESPONSE_CHOICE_ADDED "AC206" "response-choice-added" Risky;
    PATTERN_CHANGED "AC207" "pattern-changed" Risky;
    DEFAULT_CHANGED "AC208" "default-changed" Risky;
    SERVER_REMOVED "AC209" "server-removed" Risky;
    CONDITION_CHANGED "AC210" "condition-changed" Risky;
    FORMAT_ADDED "AC211" "request-format-added" Risky;
    CALLBACK_REMOVED "AC212" "callback-removed" Risky;
    OPERATION_DEPRECATED "AC301" "operation-deprecated" Deprecation;
    PARAMETER_DEPRECATED "AC302" "parameter-deprecated" Deprecation;
    PROPERTY_DEPRECATED "AC303" "property-deprecated" Deprecation;
    DEPRECATION_ENDED "AC304" "no-longer-deprecated" Deprecation;
    OPERATION_ADDED "AC401" "operation-added" Addition;
    WEBHOOK_ADDED "AC402" "webhook-added" Addition;
    PARAMETER_ADDED "AC403" "optional-parameter-added" Addition;
    PARAMETER_OPTIONAL "AC404" "parameter-became-optional" Addition;
    BODY_ADDED "AC405" "optional-request-body-added" Addition;
    BODY_OPTIONAL "AC406" "request-body-became-optional" Addition;
    MEDIA_ADDED "AC407" "media-type-added" Addition;
    RESPONSE_ADDED "AC408" "response-added" Addition;
    HEADER_ADDED "AC409" "response-header-added" Addition;
    REQUEST_PROPERTY_ADDED "AC410" "optional-request-property-added" Addition;
    RESPONSE_PROPERTY_ADDED "AC411" "response-property-added" Addition;
    REQUEST_PROPERTY_OPTIONAL "AC412" "request-property-became-optional" Addition;
    RESPONSE_PROPERTY_REQUIRED "AC413" "response-property-always-there" Addition;
    REQUEST_WIDENED "AC414" "request-accepts-more" Addition;
    RESPONSE_NARROWED "AC415" "response-promises-more" Addition;
    SECURITY_ADDED "AC416" "security-alternative-added" Addition;
    SERVER_ADDED "AC417" "server-added" Addition;
    CALLBACK_ADDED "AC418" "callback-added" Addition;
    WORDS "AC501" "description-changed" Editorial;
    EXAMPLE "AC502" "example-changed" Editorial;
    TAGS "AC503" "tags-changed" Editorial;
    PARAMETER_RENAMED "AC504" "path-parameter-renamed" Editorial;
    ABOUT "AC505" "info-changed" Editorial;
    SCHEMA_RENAMED "AC506" "schema-list-changed" Editorial;
}
