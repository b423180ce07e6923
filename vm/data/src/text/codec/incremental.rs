//! Decoding what comes in pieces: an incremental decoder with a built-in error handler.

use super::{Codec, DecodeError, Decoder, Endian, Handler, Stopped, decode_part, utf8};

/// Decodes pieces; what does not make a whole character yet waits in a buffer.
#[derive(Clone, Debug)]
pub struct Incremental {
    codec: Codec,
    handler: Handler,
    decoder: Decoder,
    waiting: Vec<u8>,
    /// Whether a signature may still come.
    at_start: bool,
}

impl Incremental {
    /// Before the first piece.
    pub fn new(codec: Codec, handler: Handler) -> Self {
        let decoder = Decoder::new(codec);
        Incremental { codec, handler, decoder, waiting: Vec::new(), at_start: true }
    }

    /// Appends what is whole after this piece. An error comes with the bytes
    /// that its places are in, and leaves the decoder as it was.
    pub fn decode(
        &mut self,
        piece: &[u8],
        is_last: bool,
        out: &mut Vec<u8>,
    ) -> Result<(), (Stopped<DecodeError>, Vec<u8>)> {
        let joined;
        let mut input = piece;
        if !self.waiting.is_empty() {
            joined = [&self.waiting, piece].concat();
            input = &joined;
        }
        if self.at_start && matches!(self.codec, Codec::Utf8Sig) {
            if !is_last && input.len() < utf8::SIGNATURE.len() && utf8::SIGNATURE.starts_with(input) {
                self.waiting = input.to_vec();
                return Ok(());
            }
            input = &input[self.codec.signature(input)..];
        }
        let kept = out.len();
        let mut decoder = self.decoder;
        match decode_part(&mut decoder, input, is_last, self.handler, out) {
            Ok(end) => {
                self.at_start = false;
                self.decoder = decoder;
                self.waiting = input[end..].to_vec();
                Ok(())
            }
            Err(stopped) => {
                out.truncate(kept);
                Err((stopped, input.to_vec()))
            }
        }
    }

    /// The bytes that wait for more.
    pub fn waiting(&self) -> &[u8] {
        &self.waiting
    }

    /// The byte order that has been found, for `getstate`.
    pub fn order(&self) -> Option<Endian> {
        self.decoder.order()
    }

    /// Whether nothing but a part of a signature has come, for `getstate`.
    pub fn is_at_start(&self) -> bool {
        self.at_start
    }

    /// Goes to a state that [`waiting`](Self::waiting), [`order`](Self::order)
    /// and [`is_at_start`](Self::is_at_start) have told.
    pub fn set(&mut self, waiting: &[u8], order: Option<Endian>, at_start: bool) {
        self.waiting = waiting.to_vec();
        self.decoder = Decoder::new(self.codec);
        self.decoder.set_order(order);
        self.at_start = at_start;
    }

    /// Forgets all that came.
    pub fn reset(&mut self) {
        *self = Incremental::new(self.codec, self.handler);
    }
}
