//! Signals as a struct → name and value each. Lists and objects become JSON text. It does not check them against the schema: the host does.

use std::fmt;

use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};

use crate::{Failure, Value};

/// The signals of a struct with named fields, without those that are absent.
pub(crate) fn collect<S: Serialize>(signals: &S) -> Result<Vec<(&'static str, Value)>, Failure> {
    signals
        .serialize(Top)
        .map_err(|misfit| Failure::new("bad-signals", format!("the signals cannot be handed over: {misfit}")))
}

/// Why something cannot be handed over.
#[derive(Debug)]
enum Misfit {
    /// Not a scalar: hand it over as JSON text.
    Structure,
    Other(String),
}

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Structure => formatter.write_str("signals are a struct with named fields"),
            Self::Other(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for Misfit {}

impl serde::ser::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }
}

struct Top;

struct Fields(Vec<(&'static str, Value)>);

impl SerializeStruct for Fields {
    type Ok = Vec<(&'static str, Value)>;
    type Error = Misfit;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Misfit> {
        let value = match value.serialize(One) {
            Err(Misfit::Structure) => Value::Json(serde_json::to_string(value).map_err(Misfit::custom)?),
            other => other?,
        };
        if value != Value::None {
            self.0.push((key, value));
        }
        Ok(())
    }

    fn end(self) -> Result<Self::Ok, Misfit> {
        Ok(self.0)
    }
}

/// One value: a scalar, or [`Misfit::Structure`].
struct One;

macro_rules! refuse {
    ($($method:ident($($ty:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $ty),*) -> Result<$ok, Misfit> { Err(Misfit::Structure) }
    )*};
}

macro_rules! compound {
    ($ok:ty) => {
        type SerializeSeq = Impossible<$ok, Misfit>;
        type SerializeTuple = Impossible<$ok, Misfit>;
        type SerializeTupleStruct = Impossible<$ok, Misfit>;
        type SerializeTupleVariant = Impossible<$ok, Misfit>;
        type SerializeMap = Impossible<$ok, Misfit>;
        type SerializeStructVariant = Impossible<$ok, Misfit>;
        refuse! {
            serialize_bytes(&[u8]) -> $ok;
            serialize_seq(Option<usize>) -> Self::SerializeSeq;
            serialize_tuple(usize) -> Self::SerializeTuple;
            serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
            serialize_map(Option<usize>) -> Self::SerializeMap;
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<$ok, Misfit> {
            Err(Misfit::Structure)
        }
    };
}

impl Serializer for Top {
    type Ok = Vec<(&'static str, Value)>;
    type Error = Misfit;
    type SerializeStruct = Fields;

    compound!(Self::Ok);
    refuse! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, Misfit> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Self::Ok, Misfit> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, fields: usize) -> Result<Fields, Misfit> {
        Ok(Fields(Vec::with_capacity(fields)))
    }
}

macro_rules! integers {
    ($($method:ident($ty:ty);)*) => {$(
        fn $method(self, value: $ty) -> Result<Value, Misfit> { Ok(Value::Integer(i64::from(value))) }
    )*};
}

impl Serializer for One {
    type Ok = Value;
    type Error = Misfit;
    type SerializeStruct = Impossible<Value, Misfit>;

    compound!(Value);
    refuse! { serialize_struct(&'static str, usize) -> Self::SerializeStruct; }
    integers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
    }

    fn serialize_u64(self, value: u64) -> Result<Value, Misfit> {
        let value = i64::try_from(value).map_err(|_| Misfit::custom("a whole number is beyond 64 signed bits"))?;
        Ok(Value::Integer(value))
    }

    fn serialize_bool(self, value: bool) -> Result<Value, Misfit> {
        Ok(Value::Boolean(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, Misfit> {
        Ok(Value::Number(f64::from(value)))
    }

    fn serialize_f64(self, value: f64) -> Result<Value, Misfit> {
        Ok(Value::Number(value))
    }

    fn serialize_char(self, value: char) -> Result<Value, Misfit> {
        Ok(Value::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Value, Misfit> {
        Ok(Value::Text(value.to_owned()))
    }

    fn serialize_none(self) -> Result<Value, Misfit> {
        Ok(Value::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Misfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Misfit> {
        Ok(Value::None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Misfit> {
        Ok(Value::None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Misfit> {
        Ok(Value::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, Misfit> {
        value.serialize(self)
    }
}
