//! Named lists: their items from the document or from a file of lines. How an item is compared is known to the list itself.

use std::sync::Arc;

use hirewall_diagnostic::codes::{data, document, lint};
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_expr::named::{MatchKind, NamedList};

use super::ids::{self, Unique};
use super::{Context, Loaded, data_file};
use crate::document::{ListDocument, MatchWord};
use crate::{Content, ListInfo, Origin};

/// Compiles all lists, sorted by id. A list with faults is there too, without its items, so that conditions may name it.
pub(crate) fn compile(loaded: &Loaded, context: &mut Context<'_>) -> Vec<ListInfo> {
    let mut unique = Unique::new("list");
    let mut lists = Vec::new();
    for (source, list) in &loaded.lists {
        ids::check(&list.list, true, *source, context);
        max_age(list.max_age_days.as_ref(), *source, context);
        if unique.add(&list.list, *source, context) && !list.list.value.is_empty() {
            lists.extend(one(list, *source, context));
        }
    }
    lists.sort_by(|a, b| a.id.cmp(&b.id));
    lists
}

/// Checks the range of `max_age_days`.
pub(crate) fn max_age(days: Option<&crate::read::Spanned<i64>>, source: SourceId, context: &mut Context<'_>) {
    let Some(days) = days else { return };
    if !(1..=36_500).contains(&days.value) {
        let diagnostic = Diagnostic::new(document::E110, "`max_age_days` is from 1 to 36,500")
            .help("Give the number of days after which somebody should look at the data.");
        context.report(source, days.span, diagnostic);
    }
}

fn one(document: &ListDocument, source: SourceId, context: &mut Context<'_>) -> Option<ListInfo> {
    let name = &document.list.value;
    let kind = kind(document.matching);
    let (at, items) = items(document, source, context);
    let limit = context.options.limits.data_rows;
    let items = if items.len() > limit {
        let span = items.get(limit).map_or(document.list.span, |item| item.1);
        let diagnostic = Diagnostic::new(data::E309, format!("list `{name}` has more than {limit} items"))
            .help("Keep the items that a record can meet, or split the list.");
        context.report(at, span, diagnostic);
        Vec::new()
    } else {
        items
    };
    let place = |index: usize| items.get(index).map_or(document.list.span, |item| item.1);
    for problem in NamedList::repeated(kind, items.iter().map(|item| item.0)) {
        let diagnostic =
            Diagnostic::new(lint::L425, problem.message).at(at, place(problem.index), "").help(problem.help);
        context.out.push(diagnostic);
    }
    let list = match NamedList::new(name, kind, items.iter().map(|item| item.0)) {
        Ok(list) => list,
        Err(problems) => {
            for problem in problems {
                let diagnostic =
                    Diagnostic::new(data::E303, problem.message).at(at, place(problem.index), "").help(problem.help);
                context.out.push(diagnostic);
            }
            NamedList::new(name, kind, std::iter::empty()).ok()?
        }
    };
    Some(ListInfo {
        id: name.clone(),
        title: document.title.as_ref().map(|title| title.value.clone()),
        provenance: document.source.as_ref().map(|source| source.value.clone()),
        license: document.license.as_ref().map(|license| license.value.clone()),
        updated: document.updated.as_ref().map(|updated| updated.value.text.clone()),
        len: list.len(),
        list: Arc::new(list),
        content: Content::of(items.iter().map(|item| item.0)),
        origin: Origin { source, span: document.list.span },
    })
}

/// The items and the source that they stand in.
fn items<'t, 'c: 't>(
    document: &'t ListDocument,
    source: SourceId,
    context: &mut Context<'c>,
) -> (SourceId, Vec<(&'t str, Span)>) {
    match (&document.items, &document.file) {
        (Some(_), Some(file)) => {
            let diagnostic = Diagnostic::new(data::E302, "`file` beside `items`").help("Keep one of them.");
            context.report(source, file.span, diagnostic);
            (source, Vec::new())
        }
        (None, None) => {
            if !document.list.value.is_empty() {
                let message = format!("list `{}` has neither `items` nor `file`", document.list.value);
                let diagnostic = Diagnostic::new(data::E302, message).help("Add one of them.");
                context.report(source, document.list.span, diagnostic);
            }
            (source, Vec::new())
        }
        (Some(items), None) => {
            let given = items.iter().filter(|item| !item.text.is_empty());
            (source, given.map(|item| (&*item.text, item.span)).collect())
        }
        (None, Some(file)) => match data_file::find(file, source, context) {
            Some((id, file)) => (id, lines(&file.text)),
            None => (source, Vec::new()),
        },
    }
}

/// The items of a text file, one on a line, without comments and the blanks around them.
fn lines(text: &str) -> Vec<(&str, Span)> {
    let mut items = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut item = line.trim_start_matches('\u{feff}');
        if item.trim_start().starts_with('#') {
            item = "";
        } else if let Some(comment) = [" #", "\t#"].iter().filter_map(|mark| item.find(mark)).min() {
            item = item.get(..comment).unwrap_or("");
        }
        let item = item.trim();
        if !item.is_empty() {
            let at = start + line.find(item).unwrap_or(0);
            let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            items.push((item, Span::new(small(at), small(at + item.len()))));
        }
        start += line.len();
    }
    items
}

fn kind(word: MatchWord) -> MatchKind {
    match word {
        MatchWord::Exact => MatchKind::Exact,
        MatchWord::Caseless => MatchKind::Caseless,
        MatchWord::Cidr => MatchKind::Cidr,
        MatchWord::Domain => MatchKind::Domain,
        MatchWord::Prefix => MatchKind::Prefix,
        MatchWord::Contains => MatchKind::Contains,
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_line_is_an_item_and_comments_are_none() {
        let text = "\u{feff}# head\n a b # c\r\n\n#x\nd#e\n\tf\t# g\nlast";
        let items = lines(text);
        let texts: Vec<&str> = items.iter().map(|item| item.0).collect();
        assert_eq!(texts, ["a b", "d#e", "f", "last"]);
        for (item, span) in items {
            assert_eq!(text.get(span.start as usize..span.end as usize), Some(item));
        }
    }
}
