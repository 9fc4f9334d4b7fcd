//! What a condition may name: variables, the record and the frames beside it, `let` names, lists, tables. It holds no values.

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_model::Schema;

use super::checker::Checker;
use super::signature::Overload;
use crate::ir::Program;
use crate::named::{NamedList, Table};
use crate::{Limits, Problem, Type, syntax};

/// The names that conditions are compiled against.
///
/// ```
/// use hirewall_expr::{Env, Type};
///
/// let mut env = Env::new();
/// env.variable("connections", Type::Int);
/// let program = env.compile("connections < 10 && now > timestamp('2026-01-01T00:00:00Z')").unwrap();
/// assert_eq!(program.ty(), &Type::Bool);
///
/// let problems = env.compile("conections < 10").unwrap_err();
/// assert_eq!(problems[0].text, "did you mean `connections`?");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Env {
    pub(super) container: String,
    pub(super) limits: Limits,
    pub(super) names: BTreeMap<String, Declared>,
    pub(super) lists: BTreeMap<String, Arc<NamedList>>,
    pub(super) tables: BTreeMap<String, Arc<Table>>,
    pub(super) functions: BTreeMap<String, Vec<Overload>>,
    /// What the names under a first name are: `signals` → `detector`.
    pub(super) namespaces: BTreeMap<String, &'static str>,
    frames: u32,
    variables: u32,
    bindings: u32,
}

/// What a declared name stands for.
#[derive(Debug, Clone)]
pub(super) enum Declared {
    Variable(u32, Type),
    Let(u32, Type),
    Record(Arc<Schema>),
    Frame(u32, Arc<Schema>),
    /// Known, but not to be read here: what is wrong with it, and what to do.
    Refused(String, String),
}

impl Env {
    /// The library, `now`, and no other names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the container: a name `a` is looked for as `container.a` first.
    pub fn container(&mut self, container: &str) -> &mut Self {
        container.clone_into(&mut self.container);
        self
    }

    /// Sets the limits of compiling.
    pub fn limits(&mut self, limits: Limits) -> &mut Self {
        self.limits = limits;
        self
    }

    /// Declares a variable, whose name may have dots; gives its index in the evaluation's inputs.
    pub fn variable(&mut self, name: &str, ty: Type) -> u32 {
        let index = self.variables;
        self.variables += 1;
        self.names.insert(name.to_owned(), Declared::Variable(index, ty));
        index
    }

    /// Declares the record, under the name of its kind. There is one record: the last.
    pub fn record(&mut self, schema: &Arc<Schema>) -> &mut Self {
        self.names.retain(|_, declared| !matches!(declared, Declared::Record(_)));
        self.names.insert(schema.kind().name.clone(), Declared::Record(Arc::clone(schema)));
        self
    }

    /// Declares further data beside the record under a name that may have dots, `signals.phone`; gives its frame, from 1 on in
    /// the order of declaration. Where it is not given to the evaluation, all of it is missing.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use hirewall_expr::Env;
    /// # use hirewall_model::Schema;
    /// let text = r#"{"type": "object", "properties": {"valid": {"type": "boolean"}}}"#;
    /// let schema = Arc::new(Schema::compile_object("signals.phone", text).unwrap());
    /// let mut env = Env::new();
    /// env.namespace("signals", "detector").frame("signals.phone", &schema);
    /// let problems = env.compile("signals.phon.valid").unwrap_err();
    /// assert_eq!(problems[0].text, "did you mean `phone`?");
    /// ```
    pub fn frame(&mut self, name: &str, schema: &Arc<Schema>) -> u32 {
        self.frames += 1;
        self.names.insert(name.to_owned(), Declared::Frame(self.frames, Arc::clone(schema)));
        self.frames
    }

    /// Declares a frame that conditions of this environment may not read, so that frames have the same numbers in all
    /// environments. Who names it is told `message` and `help`.
    pub fn refused_frame(&mut self, name: &str, message: &str, help: &str) -> u32 {
        self.frames += 1;
        self.names.insert(name.to_owned(), Declared::Refused(message.to_owned(), help.to_owned()));
        self.frames
    }

    /// Declares further data beside the record as [`Env::frame`] does, with a number that the caller chooses beyond all others:
    /// where frames belong to several environments that do not all declare them.
    pub fn frame_at(&mut self, name: &str, frame: u32, schema: &Arc<Schema>) -> &mut Self {
        self.frames = self.frames.max(frame);
        self.names.insert(name.to_owned(), Declared::Frame(frame, Arc::clone(schema)));
        self
    }

    /// Declares a name that conditions of this environment may not read, in place of what it was. Who names it is told `message`
    /// and `help`.
    pub fn refuse(&mut self, name: &str, message: &str, help: &str) -> &mut Self {
        self.names.insert(name.to_owned(), Declared::Refused(message.to_owned(), help.to_owned()));
        self
    }

    /// Says what the dotted names under a first name are, for messages: `signals`, `detector`.
    pub fn namespace(&mut self, first: &str, what: &'static str) -> &mut Self {
        self.namespaces.insert(first.to_owned(), what);
        self
    }

    /// Declares a `let` name; gives its index in the evaluation's inputs.
    pub fn binding(&mut self, name: &str, ty: Type) -> u32 {
        let index = self.bindings;
        self.bindings += 1;
        self.names.insert(name.to_owned(), Declared::Let(index, ty));
        index
    }

    /// Declares a named list: `lists.<name>`.
    pub fn list(&mut self, list: &Arc<NamedList>) -> &mut Self {
        self.lists.insert(list.name().to_owned(), Arc::clone(list));
        self
    }

    /// Declares a table: `tables.<name>`.
    pub fn table(&mut self, table: &Arc<Table>) -> &mut Self {
        self.tables.insert(table.name().to_owned(), Arc::clone(table));
        self
    }

    /// Declares a function by its types alone: the checker knows it, the evaluator does not. For conformance tests.
    pub fn function_declaration(&mut self, name: &str, params: &[Type], result: Type, instance: bool) -> &mut Self {
        let overload = Overload { receiver: instance, params: params.to_vec(), repeated: false, result };
        self.functions.entry(name.to_owned()).or_default().push(overload);
        self
    }

    /// Parses, resolves and checks a condition or any other expression.
    ///
    /// # Errors
    ///
    /// All mistakes that could be found, in the order of the text.
    pub fn compile(&self, text: &str) -> Result<Program, Vec<Problem>> {
        let ast = syntax::parse(text, &self.limits)?;
        Checker::new(self, &ast, true).program()
    }

    /// Parses an expression and resolves its names; types are not checked, and what cannot be resolved fails when it is
    /// evaluated. For conformance tests.
    ///
    /// # Errors
    ///
    /// What is wrong with the syntax.
    pub fn compile_unchecked(&self, text: &str) -> Result<Program, Vec<Problem>> {
        let ast = syntax::parse(text, &self.limits)?;
        Checker::new(self, &ast, false).program()
    }
}
