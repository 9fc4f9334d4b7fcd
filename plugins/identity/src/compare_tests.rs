#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

fn compared(a: &str, b: &str) -> Option<Comparison> {
    compare(&Person::read(a).unwrap(), &Person::read(b).unwrap(), &Nicknames::new())
}

#[test]
fn honest_differences_are_the_same_or_compatible() {
    use Grade::{Compatible, Same};
    let cases: &[(&str, &str, Grade, &[Via])] = &[
        ("John Smith", "JOHN  SMITH", Same, &[]),
        ("José García", "Jose Garcia", Same, &[]),
        ("Smith, John", "John Smith", Same, &[Via::Order]),
        ("SMITH<<JOHN<PAUL", "John Paul Smith", Same, &[Via::Order]),
        ("Li Xiao Ming", "Xiaoming Li", Same, &[Via::Order]),
        ("Jean-Luc Picard", "Jean Luc Picard", Same, &[]),
        ("Sinéad O’Connor", "Sinead OConnor", Same, &[]),
        ("Ludwig van Beethoven", "Ludwig Beethoven", Same, &[]),
        ("Dr. Anna Müller", "Anna Muller", Same, &[]),
        ("John Smith Jr.", "John Smith", Same, &[]),
        ("Anna Müller", "Anna Mueller", Compatible, &[Via::Spelling]),
        ("Bob Smith", "Robert Smith", Compatible, &[Via::Nickname]),
        ("Robert \"Bob\" Smith", "Bob Smith", Compatible, &[Via::Nickname]),
        ("Li Wei (Lily)", "Lily Li", Compatible, &[Via::Nickname, Via::ExtraPart]),
        ("J. Smith", "John Smith", Compatible, &[Via::Initial]),
        ("J.R. Ewing", "John Ross Ewing", Compatible, &[Via::Initial]),
        ("John Smith", "John Paul Smith", Compatible, &[Via::ExtraPart]),
        ("Gabriel García Márquez", "Gabriel García", Compatible, &[Via::ExtraPart]),
        ("Maria Jones", "Maria Jones-Brown", Compatible, &[Via::ExtraPart]),
        ("Maria Jones", "Maria Brown", Compatible, &[Via::ChangedPart]),
        ("Anh Le", "Annie Le", Compatible, &[Via::ChangedPart]),
        ("Wei Zhang", "Kevin Zhang", Compatible, &[Via::ChangedPart]),
        ("Yuriy Shevchenko", "Юрий Шевченко", Compatible, &[Via::Spelling]),
        ("Γιώργος Παππάς", "Giorgos Pappas", Same, &[]),
        ("Mohammed Al-Masri", "Muhammad Masri", Compatible, &[Via::Nickname]),
        ("Le Pen, Marine", "Marine Le Pen", Compatible, &[Via::Order, Via::ExtraPart]),
        ("Sasha Petrova", "Aleksandra Petrova", Compatible, &[Via::Nickname]),
        ("Katherine Johnson", "Katherine Jonhson", Compatible, &[Via::Spelling]),
        ("Madonna", "Madonna Ciccone", Compatible, &[Via::ExtraPart]),
        ("王伟", "王 伟", Same, &[]),
        ("김민수", "김 민수", Same, &[]),
        ("J. S.", "John Smith", Compatible, &[Via::Initial]),
    ];
    for (a, b, grade, via) in cases {
        for (a, b) in [(a, b), (b, a)] {
            let found = compared(a, b).unwrap();
            assert_eq!((found.grade, &found.via[..]), (*grade, *via), "{a} / {b}");
        }
    }
}

#[test]
fn names_without_a_part_in_common_are_different() {
    let cases = [
        ("John Smith", "Peter Brown"),
        ("J. Smith", "John Brown"),
        ("Wei Li", "Ming Lu"),
        ("Anna Kim", "Hana Kin"),
        ("王伟", "李娜"),
        ("van Berg", "van Dyke"),
        ("Al Le", "Bo De"),
    ];
    for (a, b) in cases {
        let found = compared(a, b).unwrap();
        assert_eq!(found.grade, Grade::Different, "{a} / {b}");
    }
    assert!(compared("John Smith", "Peter Brown").unwrap().via.is_empty());
}

#[test]
fn scripts_that_cannot_be_compared_are_not() {
    for (a, b) in [("王伟", "Wei Wang"), ("김민수", "Minsu Kim"), ("محمد علي", "Muhammad Ali")] {
        assert_eq!(compared(a, b), None, "{a} / {b}");
    }
}

#[test]
fn comparing_is_symmetric_in_its_grade() {
    let names = ["Bob Smith", "Robert Smyth", "J Smith", "Smith", "Ana Maria Lopez", "Maria Lopez", "Lopez Ana", "Zed"];
    for a in names {
        assert_eq!(compared(a, a).unwrap().grade, Grade::Same, "{a}");
        for b in names {
            let (x, y) = (compared(a, b).unwrap(), compared(b, a).unwrap());
            assert_eq!(x.grade, y.grade, "{a} / {b}");
        }
    }
}
