//! The hash table under `set` and `frozenset`.
//!
//! The order in which a set shows its members is not promised by the language, but programs print sets, and for small ints the
//! order never varies in CPython. So this table places members as CPython does: open addressing in runs of ten neighbouring slots,
//! then a jump that mixes in more bits of the hash; removal leaves a mark; the table grows when three fifths of it are filled.
//!
//! Like [`Table`](super::Table) it never calls user code: a lookup may answer "only user code can tell".

use super::Found;
use crate::value::Value;

/// A place for a member.
#[derive(Clone, Default)]
pub struct Slot {
    /// The member's hash; 0 in a slot never used, `REMOVED` in one whose member was removed.
    pub hash: u64,
    /// The member, or `UNBOUND`.
    pub key: Value,
}

/// No value has this hash (it is Python's -1).
const REMOVED: u64 = u64::MAX;
/// The least number of slots.
const LEAST: usize = 8;
/// How many slots after the first are tried before a jump.
const RUN: usize = 9;
/// From this size on a table doubles rather than quadruples.
const LARGE: usize = 50_000;

/// A set's members.
#[derive(Default)]
pub struct SetTable {
    /// A power of two, or none at all as long as there was no member.
    slots: Box<[Slot]>,
    /// Slots in use, those of removed members included.
    filled: usize,
    live: usize,
    /// Where `pop` looks first.
    finger: usize,
}

/// Where a lookup ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// At an equal member.
    At(usize),
    /// At a free slot: there is no equal member, and it would belong here.
    Free(usize),
    /// At a member with an equal hash; only user code can tell whether it is equal.
    Ask(usize),
}

impl SetTable {
    /// How many members there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.live
    }
    /// Whether there is no member.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }
    /// All slots, used or not.
    #[inline]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }
    /// The slots with members.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Slot> {
        self.slots.iter().filter(|s| !s.key.is_unbound())
    }
    fn mask(&self) -> usize {
        self.slots.len().max(LEAST) - 1
    }

    /// Looks for `hash`, from the slot after `after` on in probing order. `equal` compares a member with the wanted key; None means
    /// that only user code can tell.
    #[inline]
    pub fn probe(&self, hash: u64, after: Option<usize>, mut equal: impl FnMut(&Value) -> Option<bool>) -> Probe {
        if self.slots.is_empty() {
            return Probe::Free(hash as usize & (LEAST - 1));
        }
        let mask = self.slots.len() - 1;
        let mut perturb = hash;
        let mut start = hash as usize & mask;
        let mut skip = after;
        // Slots come again in probing order; those that were asked about on the way to `after` are not asked about twice.
        let mut passed = Vec::new();
        loop {
            let run = if start + RUN <= mask { RUN } else { 0 };
            for (i, slot) in self.slots[start..=start + run].iter().enumerate() {
                if let Some(last) = skip {
                    passed.push(start + i);
                    if last == start + i {
                        skip = None;
                    }
                    continue;
                }
                if slot.hash == hash && !slot.key.is_unbound() {
                    match equal(&slot.key) {
                        Some(true) => return Probe::At(start + i),
                        Some(false) => {}
                        None if passed.contains(&(start + i)) => {}
                        None => return Probe::Ask(start + i),
                    }
                } else if slot.hash == 0 && slot.key.is_unbound() {
                    return Probe::Free(start + i);
                }
            }
            perturb >>= 5;
            start = start.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// As `probe`, for those who do not mean to add.
    #[inline]
    pub fn find(&self, hash: u64, after: Option<usize>, equal: impl FnMut(&Value) -> Option<bool>) -> Found {
        match self.probe(hash, after, equal) {
            Probe::At(i) => Found::At(i),
            Probe::Free(_) => Found::Missing,
            Probe::Ask(i) => Found::Ask(i),
        }
    }

    /// Puts a member into the free slot that `probe` named, the table not having changed since.
    #[inline]
    pub fn occupy(&mut self, at: usize, hash: u64, key: Value) {
        if self.slots.is_empty() {
            self.slots = vec![Slot::default(); LEAST].into_boxed_slice();
        }
        self.slots[at] = Slot { hash, key };
        self.filled += 1;
        self.live += 1;
        if self.filled * 5 >= self.mask() * 3 {
            self.resize(self.comfortable());
        }
    }

    /// Adds a member that is known not to be there.
    pub fn insert_new(&mut self, hash: u64, key: Value) {
        if let Probe::Free(at) = self.probe(hash, None, |_| Some(false)) {
            self.occupy(at, hash, key);
        }
    }

    /// The number of members for which to make room when the table has become too full.
    fn comfortable(&self) -> usize {
        if self.live > LARGE { self.live * 2 } else { self.live * 4 }
    }

    /// Makes a table for more than `n` members.
    fn resize(&mut self, n: usize) {
        let mut size = LEAST;
        while size <= n {
            size *= 2;
        }
        if size == self.slots.len() && self.filled == self.live {
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size].into_boxed_slice());
        self.filled = self.live;
        for slot in old {
            if !slot.key.is_unbound() {
                self.place(slot);
            }
        }
    }

    /// Puts a slot's contents where they belong in a table without an equal member or marks of removed ones.
    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut perturb = slot.hash;
        let mut start = slot.hash as usize & mask;
        loop {
            let run = if start + RUN <= mask { RUN } else { 0 };
            if let Some(free) = self.slots[start..=start + run].iter_mut().find(|s| s.key.is_unbound()) {
                *free = slot;
                return;
            }
            perturb >>= 5;
            start = start.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Makes room at once for `n` members that are about to be added.
    pub fn make_room(&mut self, n: usize) {
        if n > 0 && (self.filled + n) * 5 >= self.mask() * 3 {
            self.resize((self.live + n) * 2);
        }
    }

    /// A copy, as adding the members to an empty set makes it.
    pub fn duplicate(&self) -> SetTable {
        let mut t = SetTable::default();
        t.merge_into_empty(self);
        t
    }

    /// Whether no slot is in use, not even by a removed member.
    pub fn is_unused(&self) -> bool {
        self.filled == 0
    }

    /// Adds all members of `other` to this table, of which no slot is in use.
    pub fn merge_into_empty(&mut self, other: &SetTable) {
        if other.live == 0 {
            return;
        }
        self.make_room(other.live);
        if self.slots.is_empty() {
            self.slots = vec![Slot::default(); LEAST].into_boxed_slice();
        }
        self.filled = other.live;
        self.live = other.live;
        if self.slots.len() == other.slots.len() && other.filled == other.live {
            self.slots.clone_from_slice(&other.slots);
            return;
        }
        for slot in other.iter() {
            self.place(slot.clone());
        }
    }

    /// Removes the member in slot `i`.
    pub fn remove_at(&mut self, i: usize) -> Value {
        self.live -= 1;
        let slot = &mut self.slots[i];
        slot.hash = REMOVED;
        slot.key.take()
    }

    /// Clears away the marks of removed members if they have become many.
    pub fn tidy(&mut self) {
        if self.filled - self.live > self.mask() / 4 {
            self.resize(self.comfortable());
        }
    }

    /// Removes some member.
    pub fn pop(&mut self) -> Option<Value> {
        if self.live == 0 {
            return None;
        }
        let mask = self.mask();
        let mut i = self.finger & mask;
        while self.slots[i].key.is_unbound() {
            i = (i + 1) & mask;
        }
        self.finger = i + 1;
        Some(self.remove_at(i))
    }

    /// Removes everything; returns what was there, to be dropped when no borrow is left.
    pub fn take_all(&mut self) -> Box<[Slot]> {
        self.filled = 0;
        self.live = 0;
        std::mem::take(&mut self.slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(i: i64) -> Value {
        Value::small_int(i)
    }
    fn set(members: &[i64]) -> SetTable {
        let mut t = SetTable::default();
        for &i in members {
            add(&mut t, i);
        }
        t
    }
    fn add(t: &mut SetTable, i: i64) {
        if let Probe::Free(at) = t.probe(i as u64, None, |k| Some(k.is(&key(i)))) {
            t.occupy(at, i as u64, key(i));
        }
    }
    fn order(t: &SetTable) -> Vec<i64> {
        t.iter().filter_map(|s| s.key.as_small_int()).collect()
    }

    #[test]
    fn shows_small_ints_in_cpythons_order() {
        assert_eq!(order(&set(&[3, 1, 2])), [1, 2, 3]);
        assert_eq!(order(&set(&[8, 0, 16])), [8, 0, 16]);
        assert_eq!(order(&set(&[33, 1, 17, 5, 100, 64])), [64, 33, 1, 100, 5, 17]);
    }

    #[test]
    fn finds_members_after_many_changes() {
        let mut t = SetTable::default();
        for i in 0..2000 {
            add(&mut t, i * 7);
        }
        for i in (0..2000).step_by(3) {
            let Found::At(at) = t.find(i * 7, None, |k| Some(k.is(&key(i as i64 * 7)))) else {
                panic!("{i} is missing")
            };
            t.remove_at(at);
        }
        t.tidy();
        assert_eq!(t.len(), 2000 - 667);
        let copy = t.duplicate();
        for i in 0..2000 {
            let found = copy.find(i * 7, None, |k| Some(k.is(&key(i as i64 * 7))));
            assert_eq!(matches!(found, Found::At(_)), i % 3 != 0);
        }
        while t.pop().is_some() {}
        assert!(t.is_empty());
    }
}
