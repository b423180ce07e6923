//! "Did you mean": the name that is most like one that does not exist.

/// What it costs to insert, delete or replace a character.
const MOVE: usize = 2;
/// What it costs to change the case of a letter.
const CASE: usize = 1;
/// Longer names are not compared.
const MAX_LENGTH: usize = 40;
/// Among more names than these nothing is looked for.
const MAX_NAMES: usize = 750;

fn replacement(a: u8, b: u8) -> usize {
    match () {
        () if a == b => 0,
        () if a.eq_ignore_ascii_case(&b) => CASE,
        () => MOVE,
    }
}

/// The cheapest way from one name to the other; None if it costs more than `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    let within = |cost: usize| Some(cost).filter(|c| *c <= most);
    if a.is_empty() || b.is_empty() {
        return within((a.len() + b.len()) * MOVE);
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH {
        return None;
    }
    // Row by row: what it costs to make the first letters of `a` from the first letters of `b`.
    let mut row: Vec<usize> = (0..=a.len()).map(|n| n * MOVE).collect();
    for (i, &letter) in b.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, &other) in a.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + replacement(letter, other)).min(above.min(row[j]) + MOVE);
            diagonal = above;
        }
    }
    within(row[a.len()])
}

/// The name that is most like `wrong`, the first one of equals; none of them if all are too different.
pub fn closest<'a>(wrong: &str, names: &'a [String]) -> Option<&'a str> {
    if names.len() >= MAX_NAMES {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for name in names.iter().filter(|name| *name != wrong) {
        // At most a third of all letters may have to change.
        let mut most = (wrong.len() + name.len() + 3) * MOVE / 6;
        if let Some((cost, _)) = best {
            most = most.min(cost.saturating_sub(1));
        }
        if let Some(cost) = distance(wrong.as_bytes(), name.as_bytes(), most)
            && best.is_none_or(|(least, _)| cost < least)
        {
            best = Some((cost, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_closest() {
        let names: Vec<String> = ["blech", "Blach", "x", "append", "extend"].map(str::to_owned).into();
        assert_eq!(closest("bluch", &names), Some("blech"));
        assert_eq!(closest("appendd", &names), Some("append"));
        assert_eq!(closest("frobnicate", &names), None);
    }
}
