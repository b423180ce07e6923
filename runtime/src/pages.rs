//! A table of entries by small numbers, such as those of descriptors.
//!
//! It grows by pages: entries stay where they are, and a process with very many descriptors does not pay for copies of a table that has
//! become too small.

/// So many entries are made at once.
const PAGE: usize = 64;

/// Entries by their numbers. One that was not set is the default.
#[derive(Debug)]
pub struct Pages<T>(Vec<Option<Box<[T; PAGE]>>>);

impl<T> Default for Pages<T> {
    fn default() -> Pages<T> {
        Pages::new()
    }
}

impl<T> Pages<T> {
    /// A table in which nothing is set.
    pub const fn new() -> Pages<T> {
        Pages(Vec::new())
    }

    /// The entry of a number, if it may have been set.
    pub fn get(&self, number: i32) -> Option<&T> {
        let number = usize::try_from(number).ok()?;
        Some(&self.0.get(number / PAGE)?.as_ref()?[number % PAGE])
    }

    /// The entry of a number, if it may have been set.
    pub fn get_mut(&mut self, number: i32) -> Option<&mut T> {
        let number = usize::try_from(number).ok()?;
        Some(&mut self.0.get_mut(number / PAGE)?.as_mut()?[number % PAGE])
    }

    /// The entries that may have been set, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (i32, &T)> {
        let pages = (0..).step_by(PAGE).zip(&self.0);
        pages
            .filter_map(|(first, page)| Some((first, page.as_ref()?)))
            .flat_map(|(first, page)| (first..).zip(page.iter()))
    }
}

impl<T: Default> Pages<T> {
    /// The entry of a number, to be set. Of a negative number it is that of its absolute value.
    pub fn entry(&mut self, number: i32) -> &mut T {
        let number = number.unsigned_abs() as usize;
        if self.0.len() <= number / PAGE {
            self.0.resize_with(number / PAGE + 1, || None);
        }
        let page = self.0[number / PAGE].get_or_insert_with(|| Box::new(std::array::from_fn(|_| T::default())));
        &mut page[number % PAGE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_by_their_numbers() {
        let mut table = Pages::<Option<i32>>::new();
        for number in [0, 3, 63, 64, 5000] {
            *table.entry(number) = Some(number);
        }
        assert_eq!(table.get(5000), Some(&Some(5000)));
        assert_eq!(table.get(1), Some(&None));
        assert_eq!(table.get(1000), None);
        assert_eq!(table.get(-1), None);
        let set = table.iter().filter_map(|(number, entry)| Some((number, (*entry)?)));
        assert_eq!(set.collect::<Vec<_>>(), [(0, 0), (3, 3), (63, 63), (64, 64), (5000, 5000)]);
        if let Some(entry) = table.get_mut(3) {
            *entry = None;
        }
        assert_eq!(table.iter().filter(|(_, entry)| entry.is_some()).count(), 4);
    }
}
