//! Brings spellings of one name together: of people, schools and companies.
//!
//! It compares letters. It does not know which language or country a name is from, and reports nothing of the kind.

mod edit;
mod key;
mod latin;
mod skeleton;

pub use edit::one_edit_apart;
pub use key::key;
pub use latin::latin;
pub use skeleton::skeleton;
