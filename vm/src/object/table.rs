//! The ordered hash table under `dict` and `set`.
//!
//! Entries stand in a vector in order of insertion, with their hash; a deleted one leaves a hole. Up to eight entries are
//! searched in order; beyond that an open-addressing index of 32-bit entry numbers finds them.
//!
//! The table never calls user code. A lookup is given a comparison that may answer "only user code knows"; then the lookup says
//! at which entry it stopped, and the caller (the prelude) asks and goes on from there.

use crate::value::Value;

/// An entry. A hole has an unbound key.
pub struct Entry<V> {
    /// The key's hash.
    pub hash: u64,
    /// The key; `UNBOUND` in a hole.
    pub key: Value,
    /// The value.
    pub value: V,
}

const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;
const LINEAR: usize = 8;

/// What a lookup found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The entry with this number has an equal key.
    At(usize),
    /// No entry has an equal key.
    Missing,
    /// The entry with this number has an equal hash; whether its key is equal only user code can tell.
    Ask(usize),
}

/// An ordered hash table.
pub struct Table<V> {
    index: Box<[u32]>,
    entries: Vec<Entry<V>>,
    live: usize,
    /// The entries before this one are holes: taking the oldest again and again does not look at them each time.
    first: usize,
    /// Changes with every change of the set of keys; 0 until someone asks for it.
    version: u32,
}

impl<V> Default for Table<V> {
    fn default() -> Table<V> {
        Table { index: Box::new([]), entries: Vec::new(), live: 0, first: 0, version: 0 }
    }
}

thread_local! {
    static VERSIONS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// A version number that no table has had.
fn fresh_version() -> u32 {
    VERSIONS.with(|v| {
        let n = v.get().wrapping_add(1);
        v.set(n);
        n
    })
}

impl<V> Table<V> {
    /// A table with room for `n` entries.
    pub fn with_capacity(n: usize) -> Table<V> {
        let mut t = Table { entries: Vec::with_capacity(n), ..Table::default() };
        if n > LINEAR {
            t.rebuild(n);
        }
        t
    }

    /// How many entries there are, holes not counted.
    #[inline]
    pub fn len(&self) -> usize {
        self.live
    }
    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }
    /// All entries and holes.
    #[inline]
    pub fn entries(&self) -> &[Entry<V>] {
        &self.entries
    }
    /// The value of entry `i`.
    #[inline]
    pub fn value_mut(&mut self, i: usize) -> &mut V {
        &mut self.entries[i].value
    }
    /// The entries without the holes.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry<V>> {
        self.entries[self.first..].iter().filter(|e| !e.key.is_unbound())
    }

    /// A number that is the same as long as no key is added or removed; 0 is never returned.
    #[inline]
    pub fn version(&mut self) -> u32 {
        if self.version == 0 {
            self.version = fresh_version();
        }
        self.version
    }
    /// The version if someone asked for it since the last change, else 0.
    #[inline(always)]
    pub fn current_version(&self) -> u32 {
        self.version
    }

    /// How many slots the index has; another number means that entries may have moved.
    pub fn slots(&self) -> usize {
        self.index.len()
    }

    fn mask(&self) -> usize {
        self.index.len() - 1
    }

    /// Makes the index anew for at least `n` entries, and closes the holes.
    fn rebuild(&mut self, n: usize) {
        if self.live != self.entries.len() {
            self.entries.retain(|e| !e.key.is_unbound());
            self.first = 0;
        }
        if n <= LINEAR {
            self.index = Box::new([]);
            return;
        }
        let size = (n * 3 / 2 + 1).next_power_of_two().max(16);
        let mut index = vec![EMPTY; size].into_boxed_slice();
        for (i, e) in self.entries.iter().enumerate() {
            let mut slot = Slots::new(e.hash, size - 1);
            while index[slot.at] != EMPTY {
                slot.next();
            }
            index[slot.at] = i as u32;
        }
        self.index = index;
    }

    /// Looks for `hash` from the entry after `after` on in probing order (None: from the start). `equal` compares a stored key
    /// with the wanted one; None means that only user code can tell.
    #[inline]
    pub fn find(&self, hash: u64, after: Option<usize>, mut equal: impl FnMut(&Value) -> Option<bool>) -> Found {
        if self.index.is_empty() {
            let start = after.map_or(0, |i| i + 1);
            for (i, e) in self.entries.iter().enumerate().skip(start) {
                if e.hash == hash && !e.key.is_unbound() {
                    match equal(&e.key) {
                        Some(true) => return Found::At(i),
                        Some(false) => {}
                        None => return Found::Ask(i),
                    }
                }
            }
            return Found::Missing;
        }
        let mut slot = Slots::new(hash, self.mask());
        let mut skipping = after.is_some();
        // Entries come again in probing order; those that were asked about on the way to `after` are not asked about twice.
        let mut passed = Vec::new();
        loop {
            match self.index[slot.at] {
                EMPTY => return Found::Missing,
                DELETED => {}
                i => {
                    let i = i as usize;
                    if skipping {
                        passed.push(i);
                        skipping = after != Some(i);
                    } else {
                        let e = &self.entries[i];
                        if e.hash == hash {
                            match equal(&e.key) {
                                Some(true) => return Found::At(i),
                                Some(false) => {}
                                None if passed.contains(&i) => {}
                                None => return Found::Ask(i),
                            }
                        }
                    }
                }
            }
            slot.next();
        }
    }

    /// Adds an entry whose key is known not to be there.
    pub fn insert_new(&mut self, hash: u64, key: Value, value: V) {
        self.version = 0;
        if self.index.is_empty() {
            if self.entries.len() >= LINEAR {
                let live = self.live;
                self.rebuild(if live < LINEAR { live + 1 } else { live * 2 });
            }
        } else if (self.entries.len() + 1) * 3 / 2 >= self.index.len() {
            self.rebuild((self.live + 1) * 2);
        }
        let i = self.entries.len();
        self.entries.push(Entry { hash, key, value });
        self.live += 1;
        if !self.index.is_empty() {
            let mut slot = Slots::new(hash, self.mask());
            while self.index[slot.at] < DELETED {
                slot.next();
            }
            self.index[slot.at] = i as u32;
        }
    }

    /// Removes entry `i`, leaving a hole.
    pub fn remove_at(&mut self, i: usize) -> (Value, V)
    where
        V: Default,
    {
        self.version = 0;
        if !self.index.is_empty() {
            let mut slot = Slots::new(self.entries[i].hash, self.mask());
            while self.index[slot.at] != i as u32 {
                slot.next();
            }
            self.index[slot.at] = DELETED;
        }
        self.live -= 1;
        if i == self.first {
            self.first += 1;
        }
        let e = &mut self.entries[i];
        (e.key.take(), std::mem::take(&mut e.value))
    }

    /// Removes the last entry and the holes around it. (Elsewhere holes at the end stay: whoever iterates would not notice that
    /// an entry was replaced by another.)
    pub fn remove_last(&mut self) -> Option<(Value, V)>
    where
        V: Default,
    {
        let i = self.entries.iter().rposition(|e| !e.key.is_unbound())?;
        let out = self.remove_at(i);
        self.entries.truncate(i);
        self.first = self.first.min(i);
        Some(out)
    }

    /// Removes the first entry.
    pub fn remove_first(&mut self) -> Option<(Value, V)>
    where
        V: Default,
    {
        let holes = self.entries[self.first..].iter().position(|e| !e.key.is_unbound())?;
        self.first += holes;
        Some(self.remove_at(self.first))
    }

    /// Removes everything; returns what was there, to be dropped when no borrow is left.
    pub fn take_all(&mut self) -> Vec<Entry<V>> {
        self.version = 0;
        self.live = 0;
        self.first = 0;
        self.index = Box::new([]);
        std::mem::take(&mut self.entries)
    }

    /// A copy with the same order.
    pub fn duplicate(&self) -> Table<V>
    where
        V: Clone,
    {
        let mut t = Table { entries: Vec::with_capacity(self.live), ..Table::default() };
        t.entries.extend(self.iter().map(|e| Entry { hash: e.hash, key: e.key.clone(), value: e.value.clone() }));
        t.live = self.live;
        t.rebuild(self.live);
        t
    }
}

/// The order in which slots are probed.
struct Slots {
    at: usize,
    mask: usize,
    perturb: u64,
}

impl Slots {
    #[inline(always)]
    fn new(hash: u64, mask: usize) -> Slots {
        Slots { at: hash as usize & mask, mask, perturb: hash }
    }
    #[inline(always)]
    fn next(&mut self) {
        self.perturb >>= 5;
        self.at = (self.at * 5 + self.perturb as usize + 1) & self.mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(i: i64) -> Value {
        Value::small_int(i)
    }
    fn find(t: &Table<i64>, i: i64) -> Found {
        t.find(i as u64 % 64, None, |k| Some(k.is(&key(i))))
    }

    #[test]
    fn inserts_finds_and_removes_with_collisions() {
        let mut t = Table::default();
        for i in 0..1000 {
            t.insert_new(i as u64 % 64, key(i), i * 10);
        }
        for i in (0..1000).step_by(3) {
            let Found::At(at) = find(&t, i) else { panic!("{i} is missing") };
            assert_eq!(t.remove_at(at).1, i * 10);
        }
        for i in 0..1000 {
            match find(&t, i) {
                Found::At(at) => assert_eq!(t.entries()[at].value, i * 10),
                other => assert_eq!((other, i % 3), (Found::Missing, 0)),
            }
        }
        let order: Vec<i64> = t.iter().map(|e| e.value / 10).collect();
        assert!(order.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(t.duplicate().len(), t.len());
    }

    #[test]
    fn goes_on_after_an_entry_that_user_code_must_compare() {
        let mut t: Table<i64> = Table::default();
        for i in 0..20 {
            t.insert_new(7, key(i), i);
        }
        let mut asked = Vec::new();
        let mut after = None;
        while let Found::Ask(i) = t.find(7, after, |_| None) {
            asked.push(i);
            after = Some(i);
        }
        assert_eq!(asked, (0..20).collect::<Vec<_>>());
    }

    #[test]
    fn the_version_changes_with_the_keys_only() {
        let mut t = Table::default();
        t.insert_new(1, key(1), 1);
        let v = t.version();
        *t.value_mut(0) = 2;
        assert_eq!(t.version(), v);
        t.insert_new(2, key(2), 2);
        assert_ne!(t.version(), v);
    }
}
