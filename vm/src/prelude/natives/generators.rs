//! Helpers of generators and async generators.

use crate::exc::{Exc, ExcKind};
use crate::frame::FrameRef;
use crate::native::{Def, Next, pure, tail};
use crate::object::{AwaitStep, StepKind};
use crate::types::awaitable;
use crate::types::generator::finalizer;
use crate::value::Value;

pub(super) const DEFS: &[Def] = &[
    pure(
        "_asyncgen_finalizer(g, /)",
        |_, a| Ok(FrameRef::from_value(&a[0]).and_then(|g| finalizer(&g)).unwrap_or(Value::NONE)),
        "",
    ),
    tail("_resume(g, value, /)", |_, a| Ok(Next::Send { generator: a[0].clone(), value: a[1].clone() }), ""),
    pure(
        "_step_over(step, /)",
        |_, a| {
            awaitable::finish(&a[0]);
            Ok(Value::NONE)
        },
        "",
    ),
    pure(
        "_step_target(step, /)",
        |_, a| Ok(a[0].downcast::<AwaitStep>().map_or(Value::NONE, |step| step.target.clone())),
        "",
    ),
    pure("_anext_step(awaitable, default, /)", |_, a| awaitable::make(StepKind::Next, &a[0], a[1].clone()), ""),
    pure("_raise_stop(value, /)", |_, a| Err(Exc::with_args(ExcKind::StopIteration, vec![a[0].clone()])), ""),
    pure(
        "_abandon(g, /)",
        |_, a| {
            if let Some(g) = FrameRef::from_value(&a[0]) {
                g.abandon();
            }
            Ok(Value::NONE)
        },
        "",
    ),
    tail("_close(g, /)", |_, a| Ok(Next::Close { generator: a[0].clone() }), ""),
];
