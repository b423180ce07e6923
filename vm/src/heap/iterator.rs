//! Stepping iterators whose payload has no kind of its own: the native types that modules add.

use std::cell::Cell;

use super::Header;
use crate::exc::R;
use crate::ops::iterate::{Drive, Nature, Step};
use crate::value::Value;
use crate::vm::Vm;

/// How deep steps of iterators whose steps may need user code are nested natively; what is deeper goes through the loop.
const MAX_STEPS: u32 = 1000;

thread_local! {
    static STEPS: Cell<u32> = const { Cell::new(0) };
}

impl Header {
    /// Whether it is an iterator without a kind of its own, of the very class that its payload belongs to.
    #[inline]
    pub(crate) fn is_iterator(&self) -> bool {
        self.layout().iterator.is_some() && !self.class_ref().is_heap_type()
    }

    /// What its steps need if it is such an iterator.
    #[allow(unsafe_code)]
    pub(crate) fn iterator_nature(&self) -> Nature {
        match self.layout().iterator {
            // SAFETY: the layout belongs to the object's type.
            Some(it) if self.is_iterator() => unsafe { (it.nature)(self) },
            _ => Nature::USER,
        }
    }

    /// The generator to resume for its next item if it is such an iterator and its step needs user code.
    #[allow(unsafe_code)]
    pub(crate) fn iterator_drive(&self, vm: &mut Vm, this: &Value) -> R<Option<Drive>> {
        match self.layout().iterator {
            // SAFETY: the layout belongs to the object's type.
            Some(it) if self.is_iterator() => unsafe { (it.drive)(self, vm, this) },
            _ => Ok(None),
        }
    }

    /// Its next item if it is such an iterator.
    #[allow(unsafe_code)]
    pub(crate) fn iterator_step(&self) -> R<Step> {
        let Some(it) = self.layout().iterator.filter(|_| self.is_iterator()) else {
            return Ok(Step::User);
        };
        // SAFETY: the layout belongs to the object's type.
        unsafe {
            if (it.nature)(self).is_native() {
                return (it.step)(self);
            }
            let depth = STEPS.get();
            if depth >= MAX_STEPS {
                return Ok(Step::User);
            }
            STEPS.set(depth + 1);
            let outcome = (it.step)(self);
            STEPS.set(depth);
            outcome
        }
    }
}
