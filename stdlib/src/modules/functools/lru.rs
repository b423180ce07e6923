//! The entries of a cache in the order of their last use: a list linked through a vector, so that using, adding and dropping an entry
//! takes the same time however many there are.

use pausa_vm::Value;
use pausa_vm::heap::Visit;

/// An entry, and its neighbours by number.
struct Link {
    key: Value,
    hash: u64,
    value: Value,
    before: usize,
    after: usize,
}

/// The number of the link that stands between the newest and the oldest entry.
const ROOT: usize = 0;

/// The entries, from the oldest to the newest.
pub(super) struct Order {
    links: Vec<Link>,
}

impl Order {
    /// Without entries.
    pub(super) fn new() -> Order {
        let root = Link { key: Value::UNBOUND, hash: 0, value: Value::UNBOUND, before: ROOT, after: ROOT };
        Order { links: vec![root] }
    }

    pub(super) fn visit(&self, visit: &mut Visit<'_>) {
        for link in &self.links {
            visit(&link.key);
            visit(&link.value);
        }
    }

    fn join(&mut self, first: usize, second: usize) {
        self.links[first].after = second;
        self.links[second].before = first;
    }

    fn unlink(&mut self, i: usize) {
        let (before, after) = (self.links[i].before, self.links[i].after);
        self.join(before, after);
    }

    fn make_newest(&mut self, i: usize) {
        let last = self.links[ROOT].before;
        self.join(last, i);
        self.join(i, ROOT);
    }

    /// The value of an entry, which is the newest from now on.
    pub(super) fn used(&mut self, i: usize) -> Option<Value> {
        if i == ROOT || i >= self.links.len() {
            return None;
        }
        self.unlink(i);
        self.make_newest(i);
        Some(self.links[i].value.clone())
    }

    /// Adds an entry; returns its number.
    pub(super) fn add(&mut self, key: Value, hash: u64, value: Value) -> usize {
        let i = self.links.len();
        self.links.push(Link { key, hash, value, before: ROOT, after: ROOT });
        self.make_newest(i);
        i
    }

    /// The key of the oldest entry, and its hash.
    pub(super) fn oldest(&self) -> Option<(Value, u64)> {
        let link = &self.links[self.links[ROOT].after];
        if link.key.is_unbound() { None } else { Some((link.key.clone(), link.hash)) }
    }

    /// Puts an entry in the place of the oldest; returns its number, and what was there.
    pub(super) fn replace_oldest(&mut self, key: Value, hash: u64, value: Value) -> (usize, (Value, Value)) {
        let i = self.links[ROOT].after;
        self.unlink(i);
        let link = &mut self.links[i];
        link.hash = hash;
        let old = (std::mem::replace(&mut link.key, key), std::mem::replace(&mut link.value, value));
        self.make_newest(i);
        (i, old)
    }
}
