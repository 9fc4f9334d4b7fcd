//! Runs that cannot be, and the smallest that can.

use std::io::{self, Write};

use hirewall_population::{Day, Outputs, Settings, SettingsError, Share, SimulateError, simulate};

use super::{Population, SMALL};

#[test]
fn settings_that_cannot_be_are_refused_before_anything_is_written() {
    let cases = [
        (Settings { months: 0, ..SMALL }, SettingsError::Months(0)),
        (Settings { months: 121, ..SMALL }, SettingsError::Months(121)),
        (Settings { months: 100, follow_months: 21, ..SMALL }, SettingsError::Months(121)),
        (Settings { months: 0, follow_months: 3, ..SMALL }, SettingsError::Months(0)),
        (Settings { follow_months: u32::MAX, ..SMALL }, SettingsError::Months(u32::MAX)),
        (Settings { applicants_per_month: 0, ..SMALL }, SettingsError::Applicants(0)),
        (Settings { applicants_per_month: 500_001, ..SMALL }, SettingsError::Applicants(1_000_002)),
        (Settings { scheme_rate: Share { part: 2, whole: 1 }, ..SMALL }, SettingsError::Share(2, 1)),
        (Settings { scheme_rate: Share { part: 0, whole: 0 }, ..SMALL }, SettingsError::Share(0, 0)),
        (Settings { start: Day::new(1999, 1, 1), ..SMALL }, SettingsError::Year(1999)),
    ];
    for (settings, expected) in cases {
        let mut written = [const { Vec::new() }; 4];
        let [applicants, devices, records, labels] = &mut written;
        let error = simulate(&settings, Outputs { applicants, devices, records, labels }).unwrap_err();
        assert!(matches!(&error, SimulateError::Settings(found) if *found == expected), "{error}");
        assert!(written.iter().all(Vec::is_empty));
    }
}

/// Takes so many bytes and no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.checked_sub(bytes.len()) {
            None => Err(io::Error::from(io::ErrorKind::StorageFull)),
            Some(left) => {
                self.0 = left;
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_output_ends_the_run() {
    let outputs =
        Outputs { applicants: Full(50_000), devices: Full(50_000), records: Full(50_000), labels: Full(50_000) };
    let error = simulate(&SMALL, outputs).unwrap_err();
    assert!(matches!(&error, SimulateError::Write(error) if error.kind() == io::ErrorKind::StorageFull), "{error}");
}

#[test]
fn the_smallest_and_the_most_dense_populations_are_made() {
    for (per_month, part) in [(1, 0), (1, 1), (2, 1), (3, 1), (400, 1)] {
        let settings =
            Settings { applicants_per_month: per_month, months: 1, scheme_rate: Share { part, whole: 1 }, ..SMALL };
        let made = Population::new(&settings);
        let people: u64 = made.summary.people.values().map(|people| people.applicants).sum();
        assert_eq!(people, u64::from(per_month));
    }
}
