//! Tables: their rows from the document or from a CSV file. The types of cells are checked by the table itself.

use std::sync::Arc;

use hirewall_diagnostic::codes::{data, document};
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_expr::named::{ColumnType, Table};

use super::ids::{self, Unique};
use super::{Context, Loaded, data_file, list};
use crate::document::{ColumnWord, TableDocument};
use crate::suggest::suggest;
use crate::yaml::{Node, brief};
use crate::{Content, Origin, SourceFile, TableInfo};

/// Compiles all tables, sorted by id. A table with faults is there too, without its rows.
pub(crate) fn compile(loaded: &Loaded, context: &mut Context<'_>) -> Vec<TableInfo> {
    let mut unique = Unique::new("table");
    let mut tables = Vec::new();
    for (source, table) in &loaded.tables {
        ids::check(&table.table, true, *source, context);
        list::max_age(table.max_age_days.as_ref(), *source, context);
        for (column, _) in &table.columns.entries {
            ids::check(column, true, *source, context);
        }
        if unique.add(&table.table, *source, context) && !table.table.value.is_empty() {
            tables.extend(one(table, *source, context));
        }
    }
    tables.sort_by(|a, b| a.id.cmp(&b.id));
    tables
}

/// A row: its cells in the order of the columns, and where each stands.
struct Row {
    cells: Vec<String>,
    places: Vec<Span>,
    head: Span,
}

fn one(document: &TableDocument, source: SourceId, context: &mut Context<'_>) -> Option<TableInfo> {
    let name = &document.table.value;
    let columns: Vec<(String, ColumnType)> =
        document.columns.entries.iter().map(|(name, ty)| (name.value.clone(), ty_of(ty.value))).collect();
    let mut key = document.key.value.clone();
    if !columns.iter().any(|(column, _)| *column == key) {
        if !key.is_empty() && !columns.is_empty() {
            let diagnostic = Diagnostic::new(data::E304, format!("key column `{}` is not declared", brief(&key)));
            let help = match suggest(&key, columns.iter().map(|(column, _)| column.as_str())) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Add it to `columns`.".to_owned(),
            };
            context.report(source, document.key.span, diagnostic.help(help));
        }
        key.clone_from(&columns.first()?.0);
    }
    let (at, rows) = rows(document, &columns, source, context);
    let table = match Table::new(name, &key, columns.clone(), rows.iter().map(|row| row.cells.as_slice())) {
        Ok(table) => table,
        Err(problems) => {
            for problem in problems {
                let row = problem.row.and_then(|row| rows.get(row));
                let column = columns.iter().position(|(name, _)| Some(name) == problem.column.as_ref());
                let cell = row.and_then(|row| row.places.get(column?)).copied().filter(|span| span.end > span.start);
                let span = cell.or(row.map(|row| row.head)).unwrap_or(document.table.span);
                let text = |row: &Row| row.cells.get(column?).cloned().filter(|cell| !cell.is_empty());
                let given = row.and_then(text);
                let before = problem.row.and_then(|row| rows.get(..row)).unwrap_or_default();
                let is_key = problem.column.as_deref() == Some(key.as_str());
                let code = match &given {
                    None => data::E305,
                    Some(_) if is_key && before.iter().any(|row| text(row) == given) => data::E307,
                    Some(_) => data::E306,
                };
                context.out.push(Diagnostic::new(code, problem.message).at(at, span, "").help(problem.help));
            }
            Table::new::<Vec<String>, String>(name, &key, columns, Vec::new()).ok()?
        }
    };
    Some(TableInfo {
        id: name.clone(),
        title: document.title.as_ref().map(|title| title.value.clone()),
        key,
        provenance: document.source.as_ref().map(|source| source.value.clone()),
        license: document.license.as_ref().map(|license| license.value.clone()),
        updated: document.updated.as_ref().map(|updated| updated.value.text.clone()),
        len: table.len(),
        table: Arc::new(table),
        content: Content::of(rows.iter().map(|row| &row.cells)),
        origin: Origin { source, span: document.table.span },
    })
}

fn rows(
    document: &TableDocument,
    columns: &[(String, ColumnType)],
    source: SourceId,
    context: &mut Context<'_>,
) -> (SourceId, Vec<Row>) {
    let (at, rows) = match (&document.rows, &document.file) {
        (Some(_), Some(file)) => {
            let diagnostic = Diagnostic::new(data::E302, "`file` beside `rows`").help("Keep one of them.");
            context.report(source, file.span, diagnostic);
            return (source, Vec::new());
        }
        (None, None) => {
            let message = format!("table `{}` has neither `rows` nor `file`", document.table.value);
            let diagnostic = Diagnostic::new(data::E302, message).help("Add one of them.");
            context.report(source, document.table.span, diagnostic);
            return (source, Vec::new());
        }
        (Some(rows), None) => {
            let read = rows.iter().filter_map(|row| inline(&row.node, columns, source, context)).collect();
            (source, read)
        }
        (None, Some(file)) => match data_file::find(file, source, context) {
            Some((id, file)) => (id, csv_rows(id, file, columns, context)),
            None => return (source, Vec::new()),
        },
    };
    let limit = context.options.limits.data_rows;
    if rows.len() > limit {
        let span = rows.get(limit).map_or(document.table.span, |row| row.head);
        let message = format!("table `{}` has more than {limit} rows", document.table.value);
        let diagnostic = Diagnostic::new(data::E309, message).help("Keep the rows that a record can meet.");
        context.report(at, span, diagnostic);
        return (at, Vec::new());
    }
    (at, rows)
}

fn inline(node: &Node, columns: &[(String, ColumnType)], source: SourceId, context: &mut Context<'_>) -> Option<Row> {
    let mapping = node.mapping()?;
    let mut row = Row { cells: Vec::new(), places: Vec::new(), head: node.head() };
    let mut sound = true;
    for (name, _) in columns {
        let (cell, place) = match mapping.get(name) {
            None => (String::new(), Span::default()),
            Some(entry) => match entry.value.scalar() {
                Some(_) if entry.value.is_null() => (String::new(), entry.value.span),
                Some(scalar) => (scalar.text.to_string(), entry.value.span),
                None => {
                    sound = false;
                    let message = format!("expected a cell, found {}", entry.value.describe());
                    let diagnostic =
                        Diagnostic::new(document::E104, message).help("A cell is a text, number or boolean.");
                    context.report(source, entry.value.head(), diagnostic);
                    (String::new(), entry.value.head())
                }
            },
        };
        row.cells.push(cell);
        row.places.push(place);
    }
    for entry in &mapping.entries {
        if columns.iter().any(|(name, _)| **name == *entry.key) {
            continue;
        }
        sound = false;
        let diagnostic = Diagnostic::new(data::E305, format!("column `{}` is not declared", brief(&entry.key)));
        let help = match suggest(&entry.key, columns.iter().map(|(column, _)| column.as_str())) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Add it to `columns`, or remove the cell.".to_owned(),
        };
        context.report(source, entry.key_span, diagnostic.help(help));
    }
    sound.then_some(row)
}

fn csv_rows(at: SourceId, file: &SourceFile, columns: &[(String, ColumnType)], context: &mut Context<'_>) -> Vec<Row> {
    let skip = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = file.text.get(skip..).unwrap_or("");
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let line_end = |from: usize| text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| from + end);
    let span = |start: usize, end: usize| {
        let small = |n: usize| u32::try_from(n + skip).unwrap_or(u32::MAX);
        Span::new(small(start), small(end.max(start)))
    };
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(_) => csv::StringRecord::new(),
    };
    let mut wanted = Vec::new();
    for (name, _) in columns {
        match headers.iter().position(|header| header == name) {
            Some(index) => wanted.push(index),
            None => {
                let mut diagnostic = Diagnostic::new(data::E308, format!("the first line names no column `{name}`"));
                diagnostic = match suggest(name, headers.iter()) {
                    Some(near) => diagnostic.help(format!("It names `{near}`: is that the one?")),
                    None if headers.len() == 1 => {
                        diagnostic.help("Separate the names by commas; the first line names the columns.")
                    }
                    None => diagnostic.help("Add the column, or remove it from the table's `columns`."),
                };
                context.report(at, span(0, line_end(0)), diagnostic);
            }
        }
    }
    if wanted.len() < columns.len() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let limit = context.options.limits.data_rows;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let start = error.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0));
                let diagnostic = Diagnostic::new(data::E308, "the row is no CSV").help("Close the quoted cell.");
                context.report(at, span(start, line_end(start)), diagnostic);
                break;
            }
        };
        let start = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0));
        let start = start + text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        let head = span(start, line_end(start));
        if record.len() != headers.len() {
            let message = format!("the row has {} cells, the first line {}", record.len(), headers.len());
            let help = "Put a cell that holds a comma in double quotes, and give each row one cell for each column.";
            context.report(at, head, Diagnostic::new(data::E305, message).help(help));
            continue;
        }
        let places = cell_places(text, start, record.len());
        let place = |index: usize| places.get(index).map_or(head, |(start, end)| span(*start, *end));
        rows.push(Row {
            cells: wanted.iter().map(|index| record.get(*index).unwrap_or("").to_owned()).collect(),
            places: wanted.iter().map(|index| place(*index)).collect(),
            head,
        });
        if rows.len() > limit {
            break;
        }
    }
    rows
}

/// The bytes of each cell of a row.
fn cell_places(text: &str, start: usize, count: usize) -> Vec<(usize, usize)> {
    let mut places = Vec::with_capacity(count);
    let (mut from, mut quoted) = (start, false);
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'"' => quoted = !quoted,
            b',' | b'\n' if !quoted => {
                places.push((from, at));
                from = at + 1;
                if byte == b'\n' {
                    return places;
                }
            }
            _ => {}
        }
    }
    places.push((from, text.len()));
    places
}

fn ty_of(word: ColumnWord) -> ColumnType {
    match word {
        ColumnWord::String => ColumnType::String,
        ColumnWord::Int => ColumnType::Int,
        ColumnWord::Double => ColumnType::Double,
        ColumnWord::Bool => ColumnType::Bool,
        ColumnWord::Timestamp => ColumnType::Timestamp,
    }
}
