//! NDJSON in, NDJSON out: records are judged while they come in, in batches, in their order and in bounded memory. A record that cannot be judged
//! has a problem in its line, and the stream goes on.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, BodyDataStream};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use bytes::{BufMut as _, Bytes, BytesMut};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use hirewall::Refused;
use tokio::sync::watch;

use super::admit::Place;
use super::{App, Problem, ProblemKind, decisions};

/// Records that are judged together, at most.
const RECORDS: usize = 256;
/// Bytes of records that are judged together, at most; one record may be larger.
const BYTES: usize = 256 << 10;
/// Batches that are judged at the same time.
const ABREAST: usize = 2;

/// The answer to a stream. It holds its place until the end.
pub(super) fn respond(app: Arc<App>, kind: Option<Arc<str>>, place: Place, body: Body) -> Response {
    let lines = Lines::new(&app, body);
    let batches = stream::unfold(lines, |mut lines| async move { lines.batch().await.map(|batch| (batch, lines)) });
    let answers = batches
        .map(move |batch| {
            let (app, kind, place) = (Arc::clone(&app), kind.clone(), place.clone());
            async move {
                let _place = place;
                Ok::<_, Infallible>(judged(&app, kind, batch).await)
            }
        })
        .buffered(ABREAST);
    ([(CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(answers)).into_response()
}

/// Records that stand together in a stream, and what ends it.
struct Batch {
    /// The number of the first.
    first: u64,
    /// Each record, or why it cannot be read.
    records: Vec<Result<Bytes, Refused>>,
    /// Why the stream ends here before its end.
    end: Option<Problem>,
}

async fn judged(app: &Arc<App>, kind: Option<Arc<str>>, batch: Batch) -> Bytes {
    let sound: Vec<Bytes> = batch.records.iter().flatten().cloned().collect();
    let judging =
        async { app.judge.records(kind, sound, Vec::new()).await.map_err(|error| decisions::full(app, error.into())) };
    let mut answers = decisions::in_time(app, judging).await.map(Vec::into_iter);
    let mut out = BytesMut::new();
    let problem_of = |problem: &Problem, number| problem.clone().of_record(number).json();
    for (number, record) in (batch.first..).zip(&batch.records) {
        match (record, &mut answers) {
            (Err(refused), _) => out.extend_from_slice(&problem_of(&Problem::refused(refused), number)),
            (Ok(_), Err(problem)) => out.extend_from_slice(&problem_of(problem, number)),
            (Ok(_), Ok(answers)) => match answers.next() {
                Some(Ok(decision)) => out.extend_from_slice(&decision),
                Some(Err(refused)) => out.extend_from_slice(&problem_of(&Problem::refused(&refused), number)),
                None => out
                    .extend_from_slice(&problem_of(&Problem::new(ProblemKind::Defect, "there was no answer"), number)),
            },
        }
        out.put_u8(b'\n');
    }
    if let Some(end) = &batch.end {
        let number = batch.first + batch.records.len() as u64;
        out.extend_from_slice(&problem_of(end, number));
        out.put_u8(b'\n');
    }
    out.freeze()
}

/// The lines of a body, as they come in.
struct Lines {
    body: BodyDataStream,
    /// What came in and was not cut into lines yet.
    waiting: VecDeque<Bytes>,
    /// The beginning of a line.
    part: BytesMut,
    /// Whether the line is too long: its rest is passed over.
    oversized: bool,
    /// Records so far.
    count: u64,
    ended: bool,
    line: usize,
    pause: std::time::Duration,
    stopping: watch::Receiver<bool>,
}

impl Lines {
    fn new(app: &App, body: Body) -> Self {
        Self {
            body: body.into_data_stream(),
            waiting: VecDeque::new(),
            part: BytesMut::new(),
            oversized: false,
            count: 0,
            ended: false,
            line: usize::try_from(app.limits.line).unwrap_or(usize::MAX),
            pause: app.limits.request_time,
            stopping: app.stopping.clone(),
        }
    }

    /// The next records: as many as are there, at least one. Nothing at the end.
    async fn batch(&mut self) -> Option<Batch> {
        let mut batch = Batch { first: self.count, records: Vec::new(), end: None };
        let mut bytes = 0;
        while !self.ended {
            while let Some(chunk) = self.waiting.pop_front() {
                let rest = self.cut(&chunk, &mut batch, &mut bytes);
                if !rest.is_empty() {
                    self.waiting.push_front(rest);
                    return Some(self.counted(batch));
                }
            }
            // What is there already is taken along; nobody waits for more while a record waits to be judged.
            let next = if batch.records.is_empty() {
                Some(self.next().await)
            } else {
                self.body.next().now_or_never().map(Ok)
            };
            match next {
                Some(Ok(Some(Ok(chunk)))) => self.waiting.push_back(chunk),
                Some(Ok(Some(Err(_)))) => {
                    self.ended = true;
                    batch.end = Some(
                        Problem::new(ProblemKind::Request, "the stream broke off")
                            .help("Send what has no answer again."),
                    );
                }
                Some(Ok(None)) => {
                    self.ended = true;
                    let last = std::mem::take(&mut self.part).freeze();
                    self.take(last, &mut batch);
                }
                Some(Err(problem)) => {
                    self.ended = true;
                    batch.end = Some(problem);
                }
                None => return Some(self.counted(batch)),
            }
        }
        (!batch.records.is_empty() || batch.end.is_some()).then(|| self.counted(batch))
    }

    /// What comes in next; a problem when nothing comes, or the service stops.
    async fn next(&mut self) -> Result<Option<Result<Bytes, axum::Error>>, Problem> {
        let (pause, stopping) = (self.pause, &mut self.stopping);
        tokio::select! {
            chunk = tokio::time::timeout(pause, self.body.next()) => chunk.map_err(|_| {
                Problem::new(ProblemKind::BodyTime, format!("nothing came for {} ms", pause.as_millis()))
                    .help("Send records without such pauses, or a stream for each run of them; `limits.request_time` sets the limit.")
            }),
            _ = stopping.wait_for(|stopping| *stopping) => {
                Err(Problem::new(ProblemKind::Unavailable, "the service is stopping").help("Send this record and those after it again."))
            }
        }
    }

    fn counted(&mut self, batch: Batch) -> Batch {
        self.count += batch.records.len() as u64;
        batch
    }

    /// Cuts lines off a chunk until the batch is full; gives what is left of it.
    fn cut(&mut self, chunk: &Bytes, batch: &mut Batch, bytes: &mut usize) -> Bytes {
        let mut rest = chunk.clone();
        while let Some(at) = memchr::memchr(b'\n', &rest) {
            let end = rest.split_to(at + 1).slice(..at);
            *bytes += self.part.len() + end.len();
            // The chunk is shared where the line lies in it whole.
            let line = if self.part.is_empty() {
                self.oversized |= end.len() > self.line;
                end
            } else {
                self.append(&end);
                std::mem::take(&mut self.part).freeze()
            };
            self.take(line, batch);
            if batch.records.len() >= RECORDS || *bytes >= BYTES {
                return rest;
            }
        }
        self.append(&rest);
        Bytes::new()
    }

    fn append(&mut self, part: &[u8]) {
        if self.oversized || self.part.len() + part.len() > self.line {
            self.oversized = true;
            self.part = BytesMut::new();
        } else {
            self.part.extend_from_slice(part);
        }
    }

    /// A whole line becomes a record, unless it is blank.
    fn take(&mut self, line: Bytes, batch: &mut Batch) {
        if std::mem::take(&mut self.oversized) {
            let message = format!("the line is longer than {} bytes", self.line);
            batch.records.push(Err(Refused::unread(
                &message,
                "Check that each line holds one record; `limits.line` sets the limit.",
            )));
        } else if !line.iter().all(u8::is_ascii_whitespace) {
            batch.records.push(Ok(line));
        }
    }
}
