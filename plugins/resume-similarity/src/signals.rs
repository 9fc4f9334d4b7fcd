//! What the detector reports.

use hirewall_sdk::Schema;
use serde::Serialize;

/// Keys of the texts of an application.
#[derive(Debug, Default, Schema, Serialize)]
pub struct Signals {
    /// Keys of the longest text of a file; near copies share at least one. Absent where no file has a text that is long enough.
    #[schema(pii = "indirect")]
    pub text_keys: Option<Vec<String>>,
    /// A key that that text shares only with texts of the same words in the same order.
    #[schema(pii = "indirect")]
    pub text_exact: Option<String>,
    /// Words of that text that were counted: without names, addresses and numbers. Absent where no file has a text.
    pub text_words: Option<i64>,
    /// Keys of the summary and the jobs' descriptions in the resume's own sections. Absent where they are too short.
    #[schema(pii = "indirect")]
    pub work_keys: Option<Vec<String>>,
    /// A key that they share only with sections of the same words in the same order.
    #[schema(pii = "indirect")]
    pub work_exact: Option<String>,
    /// Words of those sections that were counted. Absent where they are empty.
    pub work_words: Option<i64>,
}
