//! What several kinds of document share: ids, expressions, dates. The descriptions are what an editor shows.

use schemars::JsonSchema;

/// A name in `snake_case`: lower-case letters, digits and underscores, a letter first.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Id(#[schemars(regex(pattern = r"^[a-z][a-z0-9_]{0,63}$"))] String);

/// A rule by its full name: `policy/rule`.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct RuleName(
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]{0,63}/[a-z][a-z0-9_]{0,63}$"), example = &"contact/shared_phone")]
    String,
);

/// A text of at least one character.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Text(#[schemars(length(min = 1))] String);

/// A link, or the name of a publication.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Reference(
    #[schemars(length(min = 1), example = &"https://www.ic3.gov/PSA/2025/PSA250723-4")]
    String,
);

/// What may be told to the person whom a finding is about: the same words for everybody.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Notice(
    #[schemars(length(min = 1), extend("not" = {"pattern": "\\{\\{"}), example = &"A phone number could not be confirmed.")]
     String,
);

/// An entry of a catalogue of red flags: one to four capital letters and one to four digits.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Indicator(#[schemars(regex(pattern = r"^[A-Z]{1,4}[0-9]{1,4}$"), example = &"A07")] String);

/// An expression of the condition language (CEL). The record is named after its kind (`applicant.id`), lists and tables
/// are `lists.<id>` and `tables.<id>`, the time of evaluation is `now`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Expression {
    /// CEL
    #[schemars(example = &r#"applicant.basics.location.country_code == "US""#)]
    Text(Text),
    /// `true` or `false`.
    Truth(bool),
    /// A number.
    Number(f64),
}

/// A day, `YYYY-MM-DD`, which stands for its first moment in UTC, or a moment as in RFC 3339: `2026-01-01T09:00:00Z`.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Moment(
    #[schemars(
        regex(
            pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"
        ),
        example = &"2027-01-01"
    )]
    String,
);

/// What is to happen to a record: `clear` < `verify` (stronger identity proof) < `review` (by a person) < `block` (hold
/// until a person has decided).
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Verdict {
    Clear,
    Verify,
    Review,
    Block,
}

/// How far it is trusted.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Maturity {
    Experimental,
    Test,
    Stable,
}

/// What a match adds to the score of the record.
#[derive(JsonSchema)]
#[schemars(transparent)]
pub(super) struct Score(#[schemars(range(min = 0, max = 1_000_000))] i64);
