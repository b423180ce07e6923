//! JSON as CPython's `json` reads and writes it.
//!
//! [`Reader`] gives one event after another and keeps open arrays and objects
//! on a list, so that nothing recurses; what a value becomes is up to the
//! caller. Text is generalised UTF-8 both ways, with lone surrogates.
//!
//! ```
//! use pausa_stdlib::json::{Event, Reader};
//!
//! let mut reader = Reader::new(b"[1, null]", 0, true, 1000);
//! let mut events = Vec::new();
//! while let Some(event) = reader.next().unwrap() {
//!     events.push(event);
//! }
//! assert_eq!(events, [Event::BeginArray, Event::Int("1"), Event::Null, Event::EndArray]);
//! ```
//!
//! | files | what |
//! |---|---|
//! | `reader` | the grammar |
//! | `text` | strings: reading and writing their escapes |
//! | `error` | `JSONDecodeError` |

mod error;
mod reader;
mod text;

pub use error::{Error, Position};
pub use reader::{Event, Reader, Suspended};
pub use text::{Text, read_text, write_ascii, write_text};
