//! Where in a buffer there is room for a format.

use super::Error;

/// What a place is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// `pack_into`
    PackInto,
    /// `unpack_from`
    UnpackFrom,
}

/// Where `size` bytes begin in a buffer of `length`, at an offset that may count from its end.
pub fn locate(task: Task, size: usize, offset: isize, length: usize) -> Result<usize, Error> {
    let at = if offset < 0 {
        let back = offset.unsigned_abs();
        if size > back {
            return Err(Error::new(match task {
                Task::PackInto => format!("no space to pack {size} bytes at offset {offset}"),
                Task::UnpackFrom => {
                    format!("not enough data to unpack {size} bytes at offset {offset}")
                }
            }));
        }
        length
            .checked_sub(back)
            .ok_or_else(|| Error::new(format!("offset {offset} out of range for {length}-byte buffer")))?
    } else {
        offset.unsigned_abs()
    };
    if length.checked_sub(at).is_some_and(|room| room >= size) {
        return Ok(at);
    }
    let (function, doing) = match task {
        Task::PackInto => ("pack_into", "packing"),
        Task::UnpackFrom => ("unpack_from", "unpacking"),
    };
    let needed = size.saturating_add(at);
    Err(Error::new(format!(
        "{function} requires a buffer of at least {needed} bytes for {doing} {size} bytes \
         at offset {at} (actual buffer size is {length})"
    )))
}

/// Sees that a buffer of `length` is just as long as the format.
pub fn check_exact(size: usize, length: usize) -> Result<(), Error> {
    match size == length {
        true => Ok(()),
        false => Err(Error::new(format!("unpack requires a buffer of {size} bytes"))),
    }
}
