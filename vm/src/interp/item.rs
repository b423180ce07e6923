//! Subscripts.

use crate::bytecode::Instr;
use crate::bytecode::instr::{KILL_1, KILL_2, NO_REG};
use crate::exc::type_error;
use crate::frame::{FrameBlock, Stage};
use crate::interp::call;
use crate::interp::{Flow, get, kill, set, take};
use crate::object::Type;
use crate::ops;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// `R[d] := R[o][i]`
#[inline(never)]
pub(crate) unsafe fn get_item(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame; borrowed values are not written before the result is there.
    unsafe {
        let immediate;
        let (k, d, o, index, i) = match instr {
            Instr::GetItem { k, d, o, i } => (k, d, o, get(frame, i), Some(i)),
            Instr::GetItemI { k, d, o, imm } => {
                immediate = Value::small_int(imm.into());
                (k & KILL_1, d, o, &immediate, None)
            }
            other => unreachable!("{} reads no item", other.name()),
        };
        let obj = get(frame, o);
        match ops::item::get(obj, index) {
            Ok(Some(v)) => {
                if k & KILL_1 != 0 && o != d {
                    drop(take(frame, o));
                }
                if let (Some(i), true) = (i, k & KILL_2 != 0)
                    && i != d
                {
                    drop(take(frame, i));
                }
                set(frame, d, v);
                Flow::Next
            }
            Err(e) => vm.raise(e),
            Ok(None) => {
                if obj.is_unbound() {
                    return super::names::unbound_local(vm, frame, o);
                }
                let (obj, index) = (obj.clone(), index.clone());
                kill(frame, k, [o, i.unwrap_or(NO_REG), NO_REG]);
                if let Some(f) = vm.special(&obj, &vm.names.__getitem__) {
                    return call::method(vm, frame, Stage::Store, f, obj, [index]);
                }
                if obj.is_a::<Type>() {
                    return call::prelude(vm, frame, "class_getitem", [obj, index]);
                }
                vm.raise(type_error(format!("'{}' object is not subscriptable", class_name(&obj))))
            }
        }
    }
}

/// `R[o][i] := R[v]`
#[inline(never)]
pub(crate) unsafe fn set_item(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::SetItem { k, o, i, v } = instr else { unreachable!("{} writes no item", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match ops::item::set(get(frame, o), get(frame, i), get(frame, v)) {
            Ok(Some(())) => {
                kill(frame, k, [o, i, v]);
                Flow::Next
            }
            Err(e) => vm.raise(e),
            Ok(None) => {
                let (obj, index, value) = (get(frame, o).clone(), get(frame, i).clone(), get(frame, v).clone());
                kill(frame, k, [o, i, v]);
                match vm.special(&obj, &vm.names.__setitem__) {
                    Some(f) => call::method(vm, frame, Stage::Ignore, f, obj, [index, value]),
                    None => {
                        let text = format!("'{}' object does not support item assignment", class_name(&obj));
                        vm.raise(type_error(text))
                    }
                }
            }
        }
    }
}

/// `del R[o][i]`
pub(crate) unsafe fn del_item(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::DelItem { k, o, i } = instr else { unreachable!("{} deletes no item", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match ops::item::delete(get(frame, o), get(frame, i)) {
            Ok(Some(())) => {
                kill(frame, k, [o, i, 0]);
                Flow::Next
            }
            Err(e) => vm.raise(e),
            Ok(None) => {
                let (obj, index) = (get(frame, o).clone(), get(frame, i).clone());
                kill(frame, k, [o, i, 0]);
                match vm.special(&obj, &vm.names.__delitem__) {
                    Some(f) => call::method(vm, frame, Stage::Ignore, f, obj, [index]),
                    None => {
                        let text = format!("'{}' object doesn't support item deletion", class_name(&obj));
                        vm.raise(type_error(text))
                    }
                }
            }
        }
    }
}
