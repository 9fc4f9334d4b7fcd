//! Makes the default of a field from the text in its attribute.

/// A type whose default can be written as a text: `String`, and enums with `#[derive(Schema)]`.
pub trait FromText: Sized {
    /// The value that is written so. The derive has checked that the text fits the type.
    fn from_text(text: &'static str) -> Self;
}

impl FromText for String {
    fn from_text(text: &'static str) -> Self {
        text.to_owned()
    }
}

impl FromText for &'static str {
    fn from_text(text: &'static str) -> Self {
        text
    }
}

impl FromText for std::borrow::Cow<'static, str> {
    fn from_text(text: &'static str) -> Self {
        text.into()
    }
}

impl FromText for serde_json::Value {
    fn from_text(text: &'static str) -> Self {
        text.into()
    }
}

impl<T: FromText> FromText for Box<T> {
    fn from_text(text: &'static str) -> Self {
        Self::new(T::from_text(text))
    }
}
