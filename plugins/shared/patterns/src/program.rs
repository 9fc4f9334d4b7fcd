//! From a tree to steps.

use crate::Error;
use crate::class::Class;
use crate::parse::Node;

/// Steps of an expression.
const STEPS: usize = 20_000;

/// A step. Unless it says otherwise, the next one follows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// One character of a class.
    Class(u16),
    /// The next step first and the step at this place after it, or the other way round. Numbered, as places in the text are remembered for each.
    Split { other: u16, other_first: bool, number: u16 },
    /// The step at this place.
    Jump(u16),
    /// Notes the place in the text.
    Note(u16),
    /// The beginning of the text.
    Start,
    /// Its end.
    End,
    /// All is found.
    Done,
}

/// An expression, ready to be searched for.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) steps: Box<[Step]>,
    pub(crate) classes: Box<[Class]>,
    /// How many steps are splits.
    pub(crate) splits: usize,
    /// Whether it is found at the beginning of a text alone.
    pub(crate) at_start: bool,
    /// With which characters of ASCII it may begin, and whether with others; none where it may be found without a character.
    pub(crate) first: Option<(u128, bool)>,
}

impl Program {
    pub(crate) fn new(tree: &Node) -> Result<Self, Error> {
        let mut maker = Maker::default();
        maker.put(tree)?;
        maker.push(Step::Done)?;
        let at_start = begins_at_start(tree);
        let mut program = Self {
            steps: maker.steps.into(),
            classes: maker.classes.into(),
            splits: maker.splits,
            at_start,
            first: None,
        };
        program.first = program.first();
        Ok(program)
    }

    fn first(&self) -> Option<(u128, bool)> {
        let (mut ascii, mut others) = (0, false);
        let mut seen = vec![false; self.steps.len()];
        let mut open = vec![0_usize];
        while let Some(at) = open.pop() {
            match seen.get_mut(at) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            match self.steps.get(at)? {
                Step::Class(class) => {
                    let class = self.classes.get(usize::from(*class))?;
                    ascii |= class.ascii();
                    others |= class.has_others();
                }
                Step::Split { other, .. } => open.extend([at + 1, usize::from(*other)]),
                Step::Jump(to) => open.push(usize::from(*to)),
                Step::Note(_) | Step::Start => open.push(at + 1),
                Step::End | Step::Done => return None,
            }
        }
        Some((ascii, others))
    }
}

fn begins_at_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::All(parts) => parts.first().is_some_and(begins_at_start),
        Node::Any(branches) => branches.iter().all(begins_at_start),
        Node::Group(_, node) => begins_at_start(node),
        Node::Repeat { node, least, .. } => *least > 0 && begins_at_start(node),
        Node::Class(_) | Node::End => false,
    }
}

#[derive(Default)]
struct Maker {
    steps: Vec<Step>,
    classes: Vec<Class>,
    splits: usize,
}

impl Maker {
    fn push(&mut self, step: Step) -> Result<usize, Error> {
        if self.steps.len() >= STEPS {
            return Err(Error::new("is too long"));
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    /// The place of the step that comes next.
    fn next(&self) -> u16 {
        u16::try_from(self.steps.len()).unwrap_or(u16::MAX)
    }

    /// A split whose other way is not known yet.
    fn split(&mut self, other_first: bool) -> Result<usize, Error> {
        let number = u16::try_from(self.splits).unwrap_or(u16::MAX);
        self.splits += 1;
        self.push(Step::Split { other: 0, other_first, number })
    }

    /// Leads a split or jump to the step that comes next.
    fn lead(&mut self, from: usize) {
        let next = self.next();
        match self.steps.get_mut(from) {
            Some(Step::Split { other, .. }) => *other = next,
            Some(Step::Jump(to)) => *to = next,
            _ => {}
        }
    }

    fn put(&mut self, node: &Node) -> Result<(), Error> {
        match node {
            Node::Class(class) => {
                let known = self.classes.iter().position(|known| known == class);
                let at = known.unwrap_or_else(|| {
                    self.classes.push(class.clone());
                    self.classes.len() - 1
                });
                self.push(Step::Class(u16::try_from(at).unwrap_or(u16::MAX)))?;
            }
            Node::Start => _ = self.push(Step::Start)?,
            Node::End => _ = self.push(Step::End)?,
            Node::All(parts) => parts.iter().try_for_each(|part| self.put(part))?,
            Node::Any(branches) => self.any(branches)?,
            Node::Group(number, node) => {
                let slot = u16::try_from(number * 2).map_err(|_| Error::new("has too many groups"))?;
                self.push(Step::Note(slot))?;
                self.put(node)?;
                self.push(Step::Note(slot + 1))?;
            }
            Node::Repeat { node, least, most, greedy } => self.repeat(node, *least, *most, *greedy)?,
        }
        Ok(())
    }

    fn any(&mut self, branches: &[Node]) -> Result<(), Error> {
        let mut ends = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            if at + 1 == branches.len() {
                self.put(branch)?;
                break;
            }
            let split = self.split(false)?;
            self.put(branch)?;
            ends.push(self.push(Step::Jump(0))?);
            self.lead(split);
        }
        ends.into_iter().for_each(|end| self.lead(end));
        Ok(())
    }

    fn repeat(&mut self, node: &Node, least: u32, most: Option<u32>, greedy: bool) -> Result<(), Error> {
        for _ in 0..least {
            self.put(node)?;
        }
        match most {
            Some(most) => {
                let mut splits = Vec::new();
                for _ in least..most {
                    splits.push(self.split(!greedy)?);
                    self.put(node)?;
                }
                splits.into_iter().for_each(|split| self.lead(split));
            }
            None => {
                let again = self.next();
                let split = self.split(!greedy)?;
                self.put(node)?;
                self.push(Step::Jump(again))?;
                self.lead(split);
            }
        }
        Ok(())
    }
}
