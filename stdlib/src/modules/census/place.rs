//! Places in the source, and the frames that show them.

use pausa_vm::Value;
use pausa_vm::frame::FrameRef;

/// Where the program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) function: String,
}

impl Place {
    fn of(frame: &FrameRef) -> Option<Place> {
        let code = frame.code()?;
        let function = code.qualname.to_lossy().into_owned();
        Some(Place { file: code.unit.filename.to_string(), line: frame.position().line, function })
    }

    /// The file's name without its folder, and the line.
    pub(crate) fn short(&self) -> String {
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        format!("{name}:{}", self.line)
    }
}

/// Whether the frame belongs to the library, not to the program.
pub(crate) fn is_library(frame: &FrameRef) -> bool {
    frame.code().is_none_or(|c| c.unit.filename.starts_with("<pausa>") || c.unit.filename.starts_with("<frozen"))
}

/// Whether the frame belongs to this file of the library.
pub(crate) fn is_of(frame: &FrameRef, file: &str) -> bool {
    frame.code().is_some_and(|c| c.unit.filename.strip_prefix("<pausa>/") == Some(file))
}

/// The frames from this one outwards.
pub(crate) fn outwards(innermost: FrameRef) -> impl Iterator<Item = FrameRef> {
    std::iter::successors(Some(innermost), FrameRef::visible_parent)
}

/// The frame furthest out of those of the program; if there are none, of all.
pub(crate) fn outermost(innermost: &FrameRef) -> Option<FrameRef> {
    let all: Vec<FrameRef> = outwards(innermost.clone()).collect();
    all.iter().rev().find(|f| !is_library(f)).or(all.last()).cloned()
}

/// Places of the program, of frames that are given innermost first.
pub(crate) fn of_frames(frames: impl Iterator<Item = FrameRef>) -> Vec<Place> {
    frames.filter(|f| !f.is_prelude() && !is_library(f)).filter_map(|f| Place::of(&f)).collect()
}

/// The same, from this frame outwards.
pub(crate) fn stack(innermost: FrameRef) -> Vec<Place> {
    of_frames(outwards(innermost))
}

/// The frames of a coroutine and of all that it delegates to, outermost first.
pub(crate) fn chain_of(coroutine: &Value) -> Vec<FrameRef> {
    let mut chain = Vec::new();
    let mut next = Some(coroutine.clone());
    while let Some(frame) = next.filter(super::is_generator).and_then(|v| FrameRef::from_value(&v)) {
        next = frame.delegate();
        chain.push(frame);
    }
    chain
}
