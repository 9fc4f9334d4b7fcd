//! The schemas of standard types.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Schema, Shape};

macro_rules! shapes {
    ($($ty:ty => $shape:expr;)*) => {$(
        impl Schema for $ty {
            const SHAPE: Shape = $shape;
        }
    )*};
}

shapes! {
    bool => Shape::Boolean;
    i8 => Shape::Integer { minimum: "" };
    i16 => Shape::Integer { minimum: "" };
    i32 => Shape::Integer { minimum: "" };
    i64 => Shape::Integer { minimum: "" };
    isize => Shape::Integer { minimum: "" };
    u8 => Shape::Integer { minimum: "0" };
    u16 => Shape::Integer { minimum: "0" };
    u32 => Shape::Integer { minimum: "0" };
    u64 => Shape::Integer { minimum: "0" };
    usize => Shape::Integer { minimum: "0" };
    f32 => Shape::Number;
    f64 => Shape::Number;
    char => Shape::Text;
    str => Shape::Text;
    String => Shape::Text;
    Cow<'_, str> => Shape::Text;
    serde_json::Value => Shape::Any;
}

macro_rules! lists {
    ($($ty:ident<$($further:ident)?>;)*) => {$(
        impl<T: Schema $(, $further)?> Schema for $ty<T $(, $further)?> {
            const SHAPE: Shape = Shape::List(&T::SHAPE);
        }
    )*};
}

lists! { Vec<>; BTreeSet<>; HashSet<S>; }

impl<T: Schema> Schema for [T] {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
}

impl<T: Schema> Schema for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
}

impl<T: Schema, S> Schema for HashMap<String, T, S> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
}

macro_rules! transparent {
    ($($ty:ty;)*) => {$(
        impl<T: Schema + ?Sized> Schema for $ty {
            const SHAPE: Shape = T::SHAPE;
            const DESCRIPTION: &'static str = T::DESCRIPTION;
            const OPTIONAL: bool = T::OPTIONAL;
        }
    )*};
}

transparent! { Box<T>; &T; }

impl<T: Schema> Schema for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const DESCRIPTION: &'static str = T::DESCRIPTION;
    const OPTIONAL: bool = true;
}
