//! Policy texts to a bundle and diagnostics.
//!
//! [`compile`] takes the texts of a policy directory and gives a [`Bundle`], or what is wrong with them: all faults of all
//! files in one run. It does not open files, read a clock, or evaluate a rule.

#![forbid(unsafe_code)]

mod bundle;
mod compile;
mod data_document;
mod digest;
mod document;
mod editor;
mod format;
mod lint;
mod options;
mod read;
mod source_file;
mod suggest;
mod yaml;

pub use bundle::{
    Bundle, Content, Counter, DetectorBinding, DetectorLimits, Effective, Exception, Expect, FrameOf, GivenAnswer,
    Grants, Isolation, Let, ListInfo, Maturity, Mode, OnUndetermined, Origin, Override, Piece, PluginTrust, Policy,
    Rule, Settings, TableInfo, Target, Template, TestCase, TestGiven, TestRecord, TestSuite,
};
pub use compile::{Compilation, compile};
pub use data_document::{DataDocument, DataKind, data_documents, with_document_values};
pub use digest::digest;
pub use editor::editor_schemas;
pub use format::format;
pub use options::{Limits, Options, Plugin, PluginInfo};
pub use source_file::SourceFile;
