//! Values of records appear in no log line, metric or error. The log is that of the process, so that this test is alone in setting it up.

use std::io;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;

use crate::serving::{Serving, record, write_version};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn no_value_of_a_record_is_written_down() {
    let lines = Lines::default();
    tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(lines.clone()).init();
    let folder = tempfile::tempdir().unwrap();
    write_version(&folder.path().join("policies"), 1);
    let serving = Serving::over(folder, &[]);
    let mut client = serving.client();
    let records = [
        r#"{"kind":"applicant","id":"UNMISTAKABLE1","person":"UNMISTAKABLE2","email":"UNMISTAKABLE3"}"#,
        r#"{"kind":"applicant","id":"UNMISTAKABLE1","email":7,"UNMISTAKABLE4":"UNMISTAKABLE5"}"#,
        r#"{"kind":"UNMISTAKABLE6","id":"x"}"#,
        r#"{"kind":"applicant","years":UNMISTAKABLE7"#,
    ];
    let mut problems = String::new();
    for record in records {
        let answer = client.post("/v1/decisions", record.as_bytes());
        if answer.status != 200 {
            problems += answer.text();
        }
        problems += client.post("/v1/decisions", format!("[{record}").as_bytes()).text();
        let path = "/v1/decisions?kind=UNMISTAKABLE8";
        problems +=
            client.request("POST", path, &[("Content-Type", "application/json")], Some(record.as_bytes())).text();
        let headers = [
            ("Content-Type", "application/json"),
            ("Idempotency-Key", "UNMISTAKABLE9"),
            ("traceparent", "UNMISTAKABLE"),
        ];
        client.request("POST", "/v1/decisions", &headers, Some(record.as_bytes()));
        client.stream(record.as_bytes());
    }
    for path in [
        "/v1/decisions/UNMISTAKABLE",
        "/v1/policies/UNMISTAKABLE",
        "/UNMISTAKABLE",
        "/v1/decisions?subject=UNMISTAKABLE2&UNMISTAKABLE=1",
        "/v1/generations/UNMISTAKABLE/diff/1",
    ] {
        problems += client.get(path).text();
    }
    client.post("/v1/decisions", &record(1));
    let metrics = client.get("/metrics").text().to_owned();
    serving.end();
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/v1/decisions") && log.contains("request_id"), "the log is not that of the service:\n{log}");
    let allowed_key = problems.replace("/UNMISTAKABLE4", "");
    for (what, text) in [("log", &log), ("metrics", &metrics), ("problems", &allowed_key)] {
        let found = text.lines().find(|line| line.contains("UNMISTAKABLE"));
        assert_eq!(found, None, "in the {what}");
    }
}
