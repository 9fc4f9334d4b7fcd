//! From the text of an expression to a tree.

use crate::Error;
use crate::class::Class;

/// Groups within groups.
const DEPTH: u32 = 60;
/// How often a part may stand in a row.
const TIMES: u32 = 1_000;

/// A part of an expression.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// One character.
    Class(Class),
    /// The beginning of the text.
    Start,
    /// Its end.
    End,
    /// One after the other.
    All(Vec<Node>),
    /// The first that leads on.
    Any(Vec<Node>),
    /// So often; `greedy`: rather more often.
    Repeat { node: Box<Node>, least: u32, most: Option<u32>, greedy: bool },
    /// A group whose place is noted, by its number from 1.
    Group(usize, Box<Node>),
}

/// The tree, and how many groups are noted.
pub(crate) fn parse(text: &str) -> Result<(Node, usize), Error> {
    let mut parser = Parser { rest: text.chars().collect(), caseless: false, groups: 0, depth: 0 };
    parser.rest.reverse();
    let node = parser.any()?;
    if parser.peek().is_some() {
        return Err(Error::new("closes a group that it does not open"));
    }
    Ok((node, parser.groups))
}

struct Parser {
    /// What is to be read, the next character last.
    rest: Vec<char>,
    caseless: bool,
    groups: usize,
    depth: u32,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.last().copied()
    }

    fn next(&mut self) -> Result<char, Error> {
        self.rest.pop().ok_or(Error::new("ends too early"))
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest.pop();
        }
        found
    }

    fn any(&mut self) -> Result<Node, Error> {
        let mut branches = vec![self.all()?];
        while self.take('|') {
            branches.push(self.all()?);
        }
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            last => Node::Any(branches.into_iter().chain(last).collect()),
        })
    }

    fn all(&mut self) -> Result<Node, Error> {
        let mut parts = Vec::new();
        while let Some(letter) = self.peek().filter(|letter| !matches!(letter, '|' | ')')) {
            self.rest.pop();
            let part = match letter {
                '(' => match self.group()? {
                    Some(group) => group,
                    None => continue,
                },
                '[' => Node::Class(self.class()?),
                '.' => Node::Class(Class::new(&[('\n', '\n')], true, false)),
                '^' => Node::Start,
                '$' => Node::End,
                '\\' => Node::Class(Class::new(&self.escape()?, false, self.caseless)),
                '*' | '+' | '?' | '{' => return Err(Error::new("repeats nothing")),
                letter => Node::Class(Class::new(&[(letter, letter)], false, self.caseless)),
            };
            parts.push(self.repeated(part)?);
        }
        Ok(Node::All(parts))
    }

    /// After its opening parenthesis. None when it only sets a flag.
    fn group(&mut self) -> Result<Option<Node>, Error> {
        let before = self.caseless;
        let number = if self.take('?') {
            match (self.next()?, self.next()) {
                // The one character that was read too far belongs to the group.
                (':', letter) => self.rest.extend(letter),
                ('i', Ok(')')) => {
                    self.caseless = true;
                    return Ok(None);
                }
                _ => return Err(Error::new("has a group of a kind that is not known")),
            }
            None
        } else {
            self.groups += 1;
            Some(self.groups)
        };
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Error::new("has too many groups within each other"));
        }
        let node = self.any()?;
        self.depth -= 1;
        if !self.take(')') {
            return Err(Error::new("does not close a group"));
        }
        self.caseless = before;
        Ok(Some(match number {
            Some(number) => Node::Group(number, Box::new(node)),
            None => node,
        }))
    }

    /// A part with what says how often it stands.
    fn repeated(&mut self, mut node: Node) -> Result<Node, Error> {
        loop {
            let (least, most) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => (u32::MAX, None),
                _ => return Ok(node),
            };
            self.rest.pop();
            let (least, most) = if least == u32::MAX { self.counts()? } else { (least, most) };
            let greedy = !self.take('?');
            node = Node::Repeat { node: Box::new(node), least, most, greedy };
        }
    }

    /// After the opening brace.
    fn counts(&mut self) -> Result<(u32, Option<u32>), Error> {
        let least = self.number()?.ok_or(Error::new("has braces without a number"))?;
        let most = if self.take(',') { self.number()? } else { Some(least) };
        if !self.take('}') {
            return Err(Error::new("does not close a brace"));
        }
        if most.is_some_and(|most| most < least) || least.max(most.unwrap_or(0)) > TIMES {
            return Err(Error::new("repeats a part less often than at least, or too often"));
        }
        Ok((least, most))
    }

    fn number(&mut self) -> Result<Option<u32>, Error> {
        let mut out = None;
        while let Some(digit) = self.peek().and_then(|letter| letter.to_digit(10)) {
            self.rest.pop();
            out = Some(out.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
        }
        Ok(out)
    }

    /// After the opening bracket.
    fn class(&mut self) -> Result<Class, Error> {
        let negated = self.take('^');
        let mut ranges = Vec::new();
        loop {
            let letter = self.next()?;
            let one = match letter {
                ']' if !ranges.is_empty() => break,
                '[' => return Err(Error::new("has a class within a class")),
                '&' | '~' if self.peek() == Some(letter) => {
                    return Err(Error::new("has a class that is made of two"));
                }
                '\\' => self.escape()?,
                letter => vec![(letter, letter)],
            };
            match (one.as_slice(), self.range_follows()) {
                ([(first, same)], true) if first == same => {
                    self.rest.pop();
                    let last = match self.next()? {
                        '\\' => self.escape()?,
                        letter => vec![(letter, letter)],
                    };
                    match last.as_slice() {
                        [(last, same)] if last == same && first <= last => ranges.push((*first, *last)),
                        _ => return Err(Error::new("has a range that is none")),
                    }
                }
                _ => ranges.extend(one),
            }
        }
        Ok(Class::new(&ranges, negated, self.caseless))
    }

    /// Whether a hyphen comes that is not the last of its class.
    fn range_follows(&self) -> bool {
        let mut next = self.rest.iter().rev();
        next.next() == Some(&'-') && next.next() != Some(&']')
    }

    /// After the backslash.
    fn escape(&mut self) -> Result<Vec<(char, char)>, Error> {
        let letter = self.next()?;
        Ok(match letter {
            'd' => vec![('0', '9')],
            's' => vec![('\t', '\r'), (' ', ' ')],
            't' => vec![('\t', '\t')],
            'n' => vec![('\n', '\n')],
            'r' => vec![('\r', '\r')],
            'u' if self.take('{') => {
                let mut code = 0_u32;
                loop {
                    let digit = self.next()?;
                    if digit == '}' {
                        break;
                    }
                    let digit = digit.to_digit(16).ok_or(Error::new("has a code that is no number"))?;
                    code = code.saturating_mul(16).saturating_add(digit);
                }
                let letter = char::from_u32(code).ok_or(Error::new("has the code of no character"))?;
                vec![(letter, letter)]
            }
            letter if letter.is_ascii_alphanumeric() || !letter.is_ascii() => {
                return Err(Error::new("has a backslash before a letter that means nothing after it"));
            }
            letter => vec![(letter, letter)],
        })
    }
}
