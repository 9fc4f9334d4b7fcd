//! What the detector reads of an application.

use hirewall_sdk::Input;
use serde::Deserialize;

/// The texts of an application, and the names that are taken out of them.
#[derive(Debug, Default, Input)]
#[record("applicant")]
pub struct Applicant {
    /// Full name as given.
    #[read("/basics/name")]
    pub name: Option<String>,
    /// Given name.
    #[read("/basics/given_name")]
    pub given_name: Option<String>,
    /// Family name.
    #[read("/basics/family_name")]
    pub family_name: Option<String>,
    /// The summary.
    #[read("/basics/summary")]
    pub summary: Option<String>,
    /// Jobs.
    #[read("/work", json, only("summary", "highlights"))]
    pub work: Vec<Job>,
    /// Files.
    #[read("/attachments", json, only("text"))]
    pub attachments: Vec<Attachment>,
}

/// A job.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Job {
    /// What it was about.
    pub summary: Option<String>,
    /// What was done.
    pub highlights: Option<Vec<String>>,
}

/// A file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Attachment {
    /// Its text.
    pub text: Option<String>,
}

impl Applicant {
    /// The applicant's names as written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [&self.name, &self.given_name, &self.family_name].into_iter().filter_map(|name| name.as_deref())
    }

    /// The longest text of a file, and its place among the files. Cover letters are shorter than resumes.
    pub(crate) fn file(&self) -> Option<(usize, &str)> {
        let texts = self.attachments.iter().enumerate();
        let texts = texts.filter_map(|(at, file)| Some((at, file.text.as_deref()?)));
        // The first of several of one length, so that the answer does not hang on the order of equals.
        texts.rev().max_by_key(|(_, text)| text.len())
    }

    /// What the resume's own sections say, in order.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &str> {
        let jobs = self.work.iter().flat_map(|job| {
            let highlights = job.highlights.iter().flatten();
            job.summary.iter().chain(highlights)
        });
        self.summary.iter().chain(jobs).map(String::as_str)
    }
}
