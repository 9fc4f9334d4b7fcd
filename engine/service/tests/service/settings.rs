//! Settings: who goes before whom, and what is said of faults.

use std::time::Duration;

use hirewall_service::config::{Config, Layers, Source};

fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn flag(key: &str, value: &str) -> (String, String, String) {
    (key.to_owned(), value.to_owned(), format!("--{key}"))
}

#[test]
fn a_flag_goes_before_the_environment_before_the_file_before_the_default() {
    let file = "listen = \"127.0.0.1:1\"\nstrict = true\n[limits]\nbody = \"1MiB\"\nbatch = 5\n";
    let layers = Layers::new()
        .flags([flag("listen", "127.0.0.1:3")])
        .environment(variables(&[("HIREWALL_LISTEN", "127.0.0.1:2"), ("HIREWALL_LIMITS_BODY", "2MiB"), ("PATH", "x")]))
        .file_text("hirewall.toml", file);
    let config = Config::from_layers(&layers).unwrap();
    assert_eq!((config.listen.port(), config.limits.body, config.limits.batch.get()), (3, 2 << 20, 5));
    assert!(config.strict && !config.no_auth);
    assert_eq!((config.shutdown_time, config.limits.line), (Duration::from_secs(30), 4 << 20));
    let source = |key| layers.effective().into_iter().find(|own| own.setting.key == key).unwrap();
    let places =
        ["listen", "limits.body", "limits.batch", "limits.line"].map(|key| (source(key).source, source(key).place));
    assert_eq!(
        places.map(|(source, place)| (source, place)),
        [
            (Source::Flag, "flag `--listen`".to_owned()),
            (Source::Environment, "environment variable `HIREWALL_LIMITS_BODY`".to_owned()),
            (Source::File, "hirewall.toml:5:1".to_owned()),
            (Source::Default, String::new()),
        ]
    );
}

#[test]
fn all_faults_are_told_at_once_each_with_its_place_and_cure() {
    let file = "lisen = \"x\"\nno_auth = true\nlisten = \"0.0.0.0:1\"\n[limits]\nbody = \"4M\"\nbatch = 0\nrequest_time = 10\n[tls]\nkey = \"k\"\n[watch]\nmode = \"sometimes\"\nquiet = \"3s\"\n[log]\nlevel = \"===\"\n";
    let layers = Layers::new()
        .file_text("hirewall.toml", file)
        .environment(variables(&[
            ("HIREWALL_STRICT", "yes"),
            ("HIREWALL_PORT", "tcp://10.0.0.1:80"),
            ("HIREWALL_LISTN", "x"),
            ("HIREWALL_SERVER", "http://127.0.0.1:8470"),
            ("HIREWALL_TOKEN", "x"),
        ]))
        .flags([flag("limits.bodi", "1MiB")]);
    let error = Config::from_layers(&layers).unwrap_err();
    let told: Vec<String> = error.faults.iter().map(|fault| format!("{fault}. {}", fault.help)).collect();
    insta::assert_snapshot!(told.join("\n"));
    let remarks: Vec<String> = layers.remarks().iter().map(|fault| format!("{fault}. {}", fault.help)).collect();
    insta::assert_snapshot!("remarks", remarks.join("\n"));
}

#[test]
fn a_file_that_is_no_toml_is_told_by_its_place() {
    let error = Config::from_layers(&Layers::new().file_text("hirewall.toml", "listen = \n")).unwrap_err();
    assert_eq!(error.faults.len(), 1, "{error:?}");
    assert!(error.faults[0].place.starts_with("hirewall.toml:1:"), "{error}");
    let error = Config::from_layers(&Layers::new().file_text("hirewall.toml", "listen = [1]\n")).unwrap_err();
    assert!(error.to_string().contains("hirewall.toml:1:1"), "{error}");
}

#[test]
fn passwords_are_not_shown() {
    let layers = Layers::new().flags([flag("store", "postgres://kim:secret@db/hirewall?sslkey=secret")]);
    let shown = layers.effective().into_iter().find(|own| own.setting.key == "store").unwrap().shown();
    assert_eq!(shown, "postgres://kim:***@db/hirewall?***");
}
