//! The keys and indexes that lead to the value being read, as a list on the stack: nothing is allocated unless a problem
//! needs the pointer.

/// One place in a JSON value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Path<'p> {
    step: Option<(&'p Path<'p>, Step<'p>)>,
    /// Steps from the root.
    pub(crate) depth: u32,
}

#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    Key(&'p str),
    Index(u32),
}

impl<'p> Path<'p> {
    pub(crate) const ROOT: Path<'static> = Path { step: None, depth: 0 };

    pub(crate) fn key(&'p self, key: &'p str) -> Path<'p> {
        Path { step: Some((self, Step::Key(key))), depth: self.depth + 1 }
    }

    pub(crate) fn index(&'p self, index: u32) -> Path<'p> {
        Path { step: Some((self, Step::Index(index))), depth: self.depth + 1 }
    }

    /// The JSON pointer.
    pub(crate) fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut next = self.step;
        while let Some((parent, step)) = next {
            steps.push(step);
            next = parent.step;
        }
        let mut pointer = String::new();
        for step in steps.iter().rev() {
            match step {
                Step::Key(key) => super::push_key(&mut pointer, key),
                Step::Index(index) => super::push_key(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }
}
