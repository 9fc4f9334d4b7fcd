//! Whether types fit: arguments to parameters, operands to each other. It reports nothing.

use std::sync::Arc;

use crate::Type;

/// What the type parameters of a signature stand for in one call.
#[derive(Debug, Default)]
pub(super) struct Bindings(Vec<(Arc<str>, Type)>);

impl Bindings {
    /// Whether a value of a type can be given for a parameter; binds the type parameters in it.
    pub(super) fn fits(&mut self, actual: &Type, formal: &Type) -> bool {
        match (actual, formal) {
            (_, Type::Param(name)) => {
                let Some(known) = self.0.iter_mut().find(|(known, _)| known == name) else {
                    self.0.push((Arc::clone(name), actual.clone()));
                    return true;
                };
                let fits = known.1 == *actual || comparable(&known.1, actual) && !numbers_that_differ(&known.1, actual);
                if fits {
                    known.1 = join(&known.1, actual);
                }
                fits
            }
            (Type::Dyn | Type::Error | Type::Param(_), _) | (_, Type::Dyn) => true,
            (Type::List(a), Type::List(b))
            | (Type::Optional(a), Type::Optional(b))
            | (Type::Type(a), Type::Type(b)) => self.fits(a, b),
            (Type::Map(a), Type::Map(b)) => self.fits(&a.0, &b.0) && self.fits(&a.1, &b.1),
            (Type::Abstract(a, x), Type::Abstract(b, y)) => {
                a == b && x.len() == y.len() && x.iter().zip(y.iter()).all(|(a, b)| self.fits(a, b))
            }
            _ => actual == formal,
        }
    }

    /// A type with its parameters replaced by what they stand for; those that stand for nothing become dyn.
    pub(super) fn apply(&self, ty: &Type) -> Type {
        match ty {
            Type::Param(name) => {
                self.0.iter().find(|(known, _)| known == name).map_or(Type::Dyn, |(_, bound)| bound.clone())
            }
            Type::List(inner) => Type::List(Arc::new(self.apply(inner))),
            Type::Optional(inner) => Type::Optional(Arc::new(self.apply(inner))),
            Type::Type(inner) => Type::Type(Arc::new(self.apply(inner))),
            Type::Map(types) => Type::map(self.apply(&types.0), self.apply(&types.1)),
            Type::Abstract(name, parameters) => {
                Type::Abstract(Arc::clone(name), parameters.iter().map(|ty| self.apply(ty)).collect())
            }
            _ => ty.clone(),
        }
    }
}

fn numbers_that_differ(a: &Type, b: &Type) -> bool {
    a.is_number() && b.is_number() && a != b
}

/// The type that holds the values of both.
pub(super) fn join(a: &Type, b: &Type) -> Type {
    match (a, b) {
        _ if a == b => a.clone(),
        (Type::List(a), Type::List(b)) => Type::List(Arc::new(join(a, b))),
        (Type::Optional(a), Type::Optional(b)) => Type::Optional(Arc::new(join(a, b))),
        (Type::Map(a), Type::Map(b)) => Type::map(join(&a.0, &b.0), join(&a.1, &b.1)),
        (Type::Abstract(a, x), Type::Abstract(b, y)) if a == b && x.len() == y.len() => {
            Type::Abstract(Arc::clone(a), x.iter().zip(y.iter()).map(|(a, b)| join(a, b)).collect())
        }
        _ => Type::Dyn,
    }
}

/// Whether values of both types can be equal.
pub(super) fn comparable(a: &Type, b: &Type) -> bool {
    match (a, b) {
        _ if a.is_dyn() || b.is_dyn() || a == b => true,
        (Type::List(a), Type::List(b)) | (Type::Optional(a), Type::Optional(b)) => comparable(a, b),
        (Type::Type(_), Type::Type(_)) => true,
        (Type::Map(a), Type::Map(b)) => comparable(&a.0, &b.0) && comparable(&a.1, &b.1),
        (Type::Abstract(a, x), Type::Abstract(b, y)) => {
            a == b && x.len() == y.len() && x.iter().zip(y.iter()).all(|(a, b)| comparable(a, b))
        }
        _ => a.is_number() && b.is_number(),
    }
}

/// Whether values of both types have an order.
pub(super) fn ordered(a: &Type, b: &Type) -> bool {
    let has_order = |ty: &Type| {
        ty.is_dyn()
            || ty.is_number()
            || matches!(ty, Type::String | Type::Bytes | Type::Bool | Type::Timestamp | Type::Duration)
    };
    has_order(a) && has_order(b) && comparable(a, b)
}
