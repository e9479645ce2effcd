//! The order of a file of many sheets. In: the stacks that are wanted. Out: what comes after what.

/// Equal sheets that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stack {
    /// Which sheet.
    pub front: usize,
    /// Which is on its back.
    pub back: Option<usize>,
    pub copies: usize,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// A page with the title and a part of the index, counted from 0.
    Cover(usize),
    Divider(Divider),
    Sheet {
        sheet: usize,
        /// Which of several equal ones, counted from 1.
        copy: usize,
        /// Which stack it is of.
        stack: usize,
        is_back: bool,
    },
}

/// A sheet between others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divider {
    /// Before this stack.
    Stack(usize),
    /// Before this set of one of each, counted from 0.
    Set(usize),
}

/// Puts stacks into order: one after the other, or `collated` into sets that have one sheet of each stack; with
/// `dividers` between.
pub fn turns(stacks: &[Stack], collated: bool, dividers: bool) -> Vec<Turn> {
    let most = stacks.iter().map(|stack| stack.copies).max().unwrap_or(0);
    let mut turns = Turns { made: Vec::new(), copies: Vec::new() };
    match collated {
        true => {
            for set in 0..most {
                turns.divide(dividers.then_some(Divider::Set(set)));
                for (n, stack) in stacks.iter().enumerate().filter(|(_, stack)| set < stack.copies) {
                    turns.add(n, stack);
                }
            }
        }
        false => {
            for (n, stack) in stacks.iter().enumerate().filter(|(_, stack)| stack.copies > 0) {
                turns.divide(dividers.then_some(Divider::Stack(n)));
                (0..stack.copies).for_each(|_| turns.add(n, stack));
            }
        }
    }
    turns.made
}

struct Turns {
    made: Vec<Turn>,
    /// How many of each sheet there are so far.
    copies: Vec<usize>,
}

impl Turns {
    fn divide(&mut self, divider: Option<Divider>) {
        self.made.extend(divider.map(Turn::Divider));
    }

    fn add(&mut self, stack: usize, &Stack { front, back, .. }: &Stack) {
        for (sheet, is_back) in [(Some(front), false), (back, true)] {
            let Some(sheet) = sheet else { continue };
            if self.copies.len() <= sheet {
                self.copies.resize(sheet + 1, 0);
            }
            self.copies[sheet] += 1;
            self.made.push(Turn::Sheet { sheet, copy: self.copies[sheet], stack, is_back });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STACKS: [Stack; 2] =
        [Stack { front: 0, back: Some(1), copies: 2 }, Stack { front: 2, back: None, copies: 1 }];

    fn said(collated: bool) -> String {
        let word = |turn: Turn| match turn {
            Turn::Cover(part) => format!("cover{part}"),
            Turn::Divider(Divider::Stack(stack)) => format!("stack{stack}"),
            Turn::Divider(Divider::Set(set)) => format!("set{set}"),
            Turn::Sheet { sheet, copy, is_back, .. } => {
                format!("{sheet}.{copy}{}", if is_back { "b" } else { "" })
            }
        };
        turns(&STACKS, collated, true).into_iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn stacks_come_one_after_the_other_or_in_sets() {
        assert_eq!(said(false), "stack0 0.1 1.1b 0.2 1.2b stack1 2.1");
        assert_eq!(said(true), "set0 0.1 1.1b 2.1 set1 0.2 1.2b");
    }
}
