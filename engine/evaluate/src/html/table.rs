//! A table that can be scrolled sideways where it is wider than the screen. It does not know what it shows.

use std::fmt::Write as _;

use super::escape::escape;

/// A table in the making; cells are markup.
pub(super) struct Table {
    text: String,
    columns: usize,
}

impl Table {
    /// A table with a caption and the heads of its columns. A head that begins with `#` is that of numbers.
    pub(super) fn new(caption: &str, heads: &[&str]) -> Self {
        let mut text = format!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n<thead><tr>",
            escape(caption)
        );
        for head in heads {
            let _ = match head.strip_prefix('#') {
                Some(head) => write!(text, "<th scope=\"col\" class=\"n\">{}</th>", escape(head)),
                None => write!(text, "<th scope=\"col\">{}</th>", escape(head)),
            };
        }
        text.push_str("</tr></thead>\n<tbody>\n");
        Self { text, columns: heads.len() }
    }

    /// A row: its head, and its cells. A cell that begins with `#` holds numbers.
    pub(super) fn row(&mut self, head: &str, cells: &[String]) {
        let _ = write!(self.text, "<tr><th scope=\"row\">{head}</th>");
        for cell in cells {
            let _ = match cell.strip_prefix('#') {
                Some(cell) => write!(self.text, "<td class=\"n\">{cell}</td>"),
                None => write!(self.text, "<td>{cell}</td>"),
            };
        }
        self.text.push_str("</tr>\n");
    }

    /// A row that heads those after it.
    pub(super) fn part(&mut self, head: &str) {
        let _ = writeln!(
            self.text,
            "<tr class=\"part\"><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>",
            self.columns,
            escape(head)
        );
    }

    pub(super) fn finish(mut self) -> String {
        self.text.push_str("</tbody></table></div>\n");
        self.text
    }
}
