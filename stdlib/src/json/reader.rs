//! The grammar of JSON, one event at a time.

use super::error::Error;
use super::text::{Text, read_text};

/// What a document consists of. Numbers come as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number without a fraction and an exponent, of any length.
    Int(&'a str),
    /// Another number.
    Float(&'a str),
    /// `NaN`, `Infinity` or `-Infinity`, which are no JSON, but CPython reads them.
    Constant(&'static str),
    /// A string.
    Text(Text<'a>),
    /// The key of an object's next value.
    Key(Text<'a>),
    /// `[`
    BeginArray,
    /// `]`
    EndArray,
    /// `{`
    BeginObject,
    /// `}`
    EndObject,
}

/// Reads one value from a document.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    document: &'a [u8],
    at: usize,
    strict: bool,
    max_depth: usize,
    /// For each open container whether it is an object.
    open: Vec<bool>,
    expects: Expects,
}

/// A reader without its document, to go on later.
#[derive(Clone, Debug)]
pub struct Suspended {
    at: usize,
    open: Vec<bool>,
    expects: Expects,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expects {
    Value,
    /// A value or the end of the array, which has none yet.
    FirstValue,
    /// A key or the end of the object, which has none yet.
    FirstKey,
    /// The end of the container, or a comma and what comes next.
    Comma,
    Nothing,
}

impl<'a> Reader<'a> {
    /// Reads the value at byte `at`. With `strict` there are no control
    /// characters in strings; there are up to `max_depth` containers inside
    /// each other.
    pub fn new(document: &'a [u8], at: usize, strict: bool, max_depth: usize) -> Reader<'a> {
        Reader { document, at, strict, max_depth, open: Vec::new(), expects: Expects::Value }
    }

    /// Lets go of the document.
    pub fn suspend(self) -> Suspended {
        Suspended { at: self.at, open: self.open, expects: self.expects }
    }

    /// Goes on in the same document.
    pub fn resume(document: &'a [u8], from: Suspended, strict: bool, max_depth: usize) -> Reader<'a> {
        let Suspended { at, open, expects } = from;
        Reader { document, at, strict, max_depth, open, expects }
    }

    /// Where the next event begins; after the last one, where the value ended.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Skips blanks, and sees that nothing follows them.
    pub fn finish(&mut self) -> Result<(), Error> {
        self.skip_blanks();
        match self.at < self.document.len() {
            true => Err(Error::new("Extra data", self.at)),
            false => Ok(()),
        }
    }

    /// Skips blanks.
    pub fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The next event, or nothing after the end of the value.
    #[expect(clippy::should_implement_trait, reason = "an iterator cannot stop at an error")]
    pub fn next(&mut self) -> Result<Option<Event<'a>>, Error> {
        match self.expects {
            Expects::Nothing => return Ok(None),
            Expects::Value => return self.value().map(Some),
            _ => self.skip_blanks(),
        }
        let in_object = self.open.last() == Some(&true);
        let next = self.peek();
        match self.expects {
            Expects::FirstValue if next == Some(b']') => return Ok(Some(self.close())),
            Expects::FirstKey if next == Some(b'}') => return Ok(Some(self.close())),
            Expects::FirstKey => return self.key().map(Some),
            Expects::Comma => match next {
                Some(b']') if !in_object => return Ok(Some(self.close())),
                Some(b'}') if in_object => return Ok(Some(self.close())),
                Some(b',') => {
                    self.at += 1;
                    self.skip_blanks();
                    if in_object {
                        return self.key().map(Some);
                    }
                }
                _ => return Err(Error::new("Expecting ',' delimiter", self.at)),
            },
            _ => {}
        }
        self.value().map(Some)
    }

    fn peek(&self) -> Option<u8> {
        self.document.get(self.at).copied()
    }

    fn close(&mut self) -> Event<'a> {
        self.at += 1;
        let was_object = self.open.pop() == Some(true);
        self.value_ended();
        if was_object { Event::EndObject } else { Event::EndArray }
    }

    fn value_ended(&mut self) {
        self.expects = if self.open.is_empty() { Expects::Nothing } else { Expects::Comma };
    }

    fn key(&mut self) -> Result<Event<'a>, Error> {
        if self.peek() != Some(b'"') {
            let message = "Expecting property name enclosed in double quotes";
            return Err(Error::new(message, self.at));
        }
        let (key, end) = read_text(self.document, self.at + 1, self.strict)?;
        self.at = end;
        self.skip_blanks();
        if self.peek() != Some(b':') {
            return Err(Error::new("Expecting ':' delimiter", self.at));
        }
        self.at += 1;
        self.skip_blanks();
        self.expects = Expects::Value;
        Ok(Event::Key(key))
    }

    fn value(&mut self) -> Result<Event<'a>, Error> {
        let event = match self.peek() {
            Some(b'"') => {
                let (text, end) = read_text(self.document, self.at + 1, self.strict)?;
                self.at = end;
                Event::Text(text)
            }
            Some(b'[') => return self.begin(false),
            Some(b'{') => return self.begin(true),
            Some(b'-' | b'0'..=b'9') => match self.number() {
                Some(number) => number,
                None => self.word("-Infinity", Event::Constant("-Infinity"))?,
            },
            Some(b'n') => self.word("null", Event::Null)?,
            Some(b't') => self.word("true", Event::True)?,
            Some(b'f') => self.word("false", Event::False)?,
            Some(b'N') => self.word("NaN", Event::Constant("NaN"))?,
            _ => self.word("Infinity", Event::Constant("Infinity"))?,
        };
        self.value_ended();
        Ok(event)
    }

    fn begin(&mut self, object: bool) -> Result<Event<'a>, Error> {
        if self.open.len() >= self.max_depth {
            return Err(Error::TooDeep { object });
        }
        self.at += 1;
        self.open.push(object);
        self.expects = if object { Expects::FirstKey } else { Expects::FirstValue };
        Ok(if object { Event::BeginObject } else { Event::BeginArray })
    }

    fn word(&mut self, word: &str, event: Event<'a>) -> Result<Event<'a>, Error> {
        if !self.document[self.at..].starts_with(word.as_bytes()) {
            return Err(Error::new("Expecting value", self.at));
        }
        self.at += word.len();
        Ok(event)
    }

    /// The number here. A fraction or an exponent without digits is not taken.
    fn number(&mut self) -> Option<Event<'a>> {
        let digits = |from: usize| {
            let rest = self.document.get(from..).unwrap_or_default();
            from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let start = self.at + usize::from(self.peek() == Some(b'-'));
        let mut end = match self.document.get(start)? {
            b'0' => start + 1,
            b'1'..=b'9' => digits(start),
            _ => return None,
        };
        let whole = end;
        if self.document.get(end) == Some(&b'.') && digits(end + 1) > end + 1 {
            end = digits(end + 1);
        }
        if let Some(b'e' | b'E') = self.document.get(end) {
            let sign = usize::from(matches!(self.document.get(end + 1), Some(b'+' | b'-')));
            let exponent = end + 1 + sign;
            if digits(exponent) > exponent {
                end = digits(exponent);
            }
        }
        let text = std::str::from_utf8(&self.document[self.at..end]).ok()?;
        self.at = end;
        Some(if end == whole { Event::Int(text) } else { Event::Float(text) })
    }
}
