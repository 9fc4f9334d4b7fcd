//! The detector: from the texts of an application to keys.

use hirewall_sdk::{Detector, Failure, Report, Request};

use crate::keys::Sketch;
use crate::record::Applicant;
use crate::settings::Settings;
use crate::signals::Signals;
use crate::words::{name_parts, words};

/// Makes keys of texts.
#[derive(Debug)]
pub struct ResumeSimilarity {
    minimum_words: usize,
}

impl Detector for ResumeSimilarity {
    type Settings = Settings;
    type Input = Applicant;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        let minimum_words = usize::try_from(settings.minimum_words)
            .ok()
            .filter(|words| (20..=2000).contains(words))
            .ok_or_else(|| Failure::new("bad-settings", "`minimum_words` is not between 20 and 2000"))?;
        Ok(Self { minimum_words })
    }

    fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
        let applicant = &request.input;
        let names = name_parts(applicant.names());
        let file = applicant.file();
        let text = self.read(file.into_iter().map(|(_, text)| text), &names);
        let work = self.read(applicant.sections(), &names);
        let signals = Signals {
            text_words: file.is_some().then_some(text.words),
            text_keys: text.keys,
            text_exact: text.exact,
            work_words: applicant.sections().next().map(|_| work.words),
            work_keys: work.keys,
            work_exact: work.exact,
        };
        let text = file.map(|(at, _)| format!("/attachments/{at}/text"));
        let sections = || ["/basics/summary", "/work"];
        Ok(Report::new(signals)
            .evidence("text_keys", text.clone())
            .evidence("text_exact", text.clone())
            .evidence("text_words", text)
            .evidence("work_keys", sections())
            .evidence("work_exact", sections())
            .evidence("work_words", sections()))
    }
}

/// What is made of a text.
struct Read {
    words: i64,
    keys: Option<Vec<String>>,
    exact: Option<String>,
}

impl ResumeSimilarity {
    fn read<'a>(&self, texts: impl Iterator<Item = &'a str>, names: &[String]) -> Read {
        let mut sketch = Sketch::default();
        words(texts, names, |word| sketch.word(word));
        let long = sketch.words() >= self.minimum_words;
        Read {
            words: i64::try_from(sketch.words()).unwrap_or(i64::MAX),
            keys: long.then(|| sketch.band_keys()),
            exact: long.then(|| sketch.exact_key()),
        }
    }
}
