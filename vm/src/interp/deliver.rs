//! What happens to a value that arrives in a frame whose stage says that storing is not all.

use crate::bytecode::Instr;
use crate::bytecode::instr::KILL_1;
use crate::exc::{runtime_error, type_error};
use crate::frame::{FrameBlock, Stage};
use crate::interp::{Flow, aio, arith, destination, set, switch, take, trace};
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// Hands `v` to the current frame (`vm.frame`), which was waiting for it.
#[inline(never)]
pub(crate) unsafe fn deliver(vm: &mut Vm, frame: *mut FrameBlock, v: Value) -> Flow {
    // SAFETY: `frame` is a live frame that was left with `pc` after the instruction that waits.
    unsafe {
        let stage = std::mem::replace(&mut (*frame).payload.stage, Stage::Store);
        let instr = || *(*frame).payload.pc.sub(1);
        vm.frame = frame;
        match stage {
            Stage::Store => {
                set(frame, destination((*frame).payload.pc), v);
                Flow::Reload
            }
            Stage::Ignore => {
                drop(v);
                Flow::Reload
            }
            Stage::Branch => {
                drop(v);
                super::attend::branch(frame)
            }
            Stage::Root => {
                (*frame).payload.stage = Stage::Root;
                switch::root_result(vm, frame, Ok(v))
            }
            Stage::BinaryInplace | Stage::BinaryFirst | Stage::BinaryLast => {
                arith::binary_result(vm, frame, stage, instr(), v)
            }
            Stage::CompareFirst | Stage::CompareLast => arith::compare_result(vm, frame, stage, instr(), v),
            Stage::Truth => match truth_value(&v) {
                Ok(b) => arith::truth_known(vm, frame, instr(), b),
                Err(e) => vm.raise(e),
            },
            Stage::Contains => arith::contains_result(vm, frame, instr(), v),
            Stage::Unpack => super::build::unpacked(frame, instr(), v),
            Stage::Next => {
                // `pc` is after the loop's ForIter: the body.
                set(frame, destination((*frame).payload.pc), v);
                Flow::Reload
            }
            Stage::Init => {
                let base = match instr() {
                    Instr::Call { base, .. } | Instr::CallKw { base, .. } | Instr::CallEx { base, .. } => base,
                    Instr::CallMethod { base, .. } | Instr::CallMethodKw { base, .. } => base + 1,
                    _ => unreachable!("only calls construct"),
                };
                let instance = take(frame, base);
                if !v.is_none() {
                    let text = format!("__init__() should return None, not '{}'", class_name(&v));
                    return vm.raise(type_error(text));
                }
                set(frame, destination((*frame).payload.pc), instance);
                Flow::Reload
            }
            Stage::Attribute => {
                // Until here an AttributeError would have told of the object.
                if let Instr::GetAttr { d, s, .. } = instr() {
                    drop(take(frame, s));
                    set(frame, d, v);
                }
                Flow::Reload
            }
            Stage::Method => {
                if let Instr::LoadMethod { k, d, s, .. } = instr() {
                    if k & KILL_1 != 0 && s != d && s != d + 1 {
                        drop(take(frame, s));
                    }
                    set(frame, d, Value::UNBOUND);
                    set(frame, d + 1, v);
                }
                Flow::Reload
            }
            Stage::Traced => trace::told(vm, frame, &v),
            Stage::TracedRaise => trace::told_raised(vm, frame, &v),
            Stage::Fold => vm.raise(crate::exc::system_error("nothing goes over this value")),
            Stage::Close => vm.raise(runtime_error("generator ignored GeneratorExit")),
            Stage::Task => aio::yielded(vm, frame, v),
            Stage::Callback | Stage::Loop => {
                drop(v);
                aio::run_next(vm, frame)
            }
        }
    }
}

/// The bool that `__bool__` returned.
fn truth_value(v: &Value) -> crate::exc::R<bool> {
    if v.is_bool() {
        Ok(v.is_true())
    } else {
        Err(type_error(format!("__bool__ should return bool, returned {}", class_name(v))))
    }
}
