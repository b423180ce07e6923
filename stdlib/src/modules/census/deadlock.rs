//! The report when all of the program waits, and nothing will ever happen: who waits for what, and who has it.

use pausa_vm::exc::runtime_error;
use pausa_vm::{Exc, Value, Vm};

use super::wants::Relation;
use super::{Census, Kind, Row, State};

/// The exit status of a program that is deadlocked.
const STATUS: i32 = 71;

/// Who takes part in a deadlock: whoever waits for something that others could do, but for a thread that waits only for its own tasks
/// or its own greenlet.
fn takes_part(row: &Row) -> bool {
    let shows_others = row.want.as_ref().is_some_and(|w| w.relation == Relation::Runs && !w.whom.is_empty())
        || row.kind == Kind::Thread && row.want.as_ref().is_some_and(|w| w.relation == Relation::Stands);
    row.state == State::Waiting && row.want.is_some() && !shows_others
}

fn named(row: &Row) -> String {
    match row.stack.first() {
        Some(place) => format!("{} ({})", row.name, place.short()),
        None => row.name.clone(),
    }
}

/// One chain: from a row to what it waits for, to whom has that, and so on until one who is told of already.
fn chain(census: &Census, first: usize, told: &mut [bool]) -> String {
    let mut text = named(&census.rows[first]);
    let mut at = first;
    loop {
        told[at] = true;
        let Some(want) = &census.rows[at].want else {
            text += match census.rows[at].state {
                State::Suspended => ", which is suspended",
                State::Waiting | State::New => "",
                State::Running | State::Ready => ", which could run",
            };
            return text;
        };
        if want.relation == Relation::All {
            return text + " waits for " + &want.what;
        }
        text += if at == first { " " } else { ", which " };
        let mut whom = want.whom.iter().copied();
        let next = whom.next();
        match (want.relation, next) {
            (Relation::Runs | Relation::Stands, Some(next)) => text += &format!("runs {}", named(&census.rows[next])),
            (Relation::Runs | Relation::Stands, None) => text += "runs an event loop in which nothing is to be done",
            (Relation::Is, Some(next)) if want.what == census.rows[next].name => {
                text += &format!("waits for {}", named(&census.rows[next]));
            }
            (Relation::Is, Some(next)) => {
                let place = census.rows[next].stack.first().map(|p| format!(" ({})", p.short())).unwrap_or_default();
                text += &format!("waits for {}{place}", want.what);
            }
            (Relation::Holds, Some(next)) if want.what.ends_with(')') || want.what.contains('.') => {
                text += &format!("waits for {} of {}", want.what, named(&census.rows[next]));
            }
            (Relation::Holds, Some(next)) => {
                text += &format!("waits for {} held by {}", want.what, named(&census.rows[next]))
            }
            (Relation::All, Some(_)) | (_, None) => text += &format!("waits for {}", want.what),
        }
        for other in whom {
            text += &format!(" and {}", named(&census.rows[other]));
        }
        let Some(next) = next else { return text };
        if told[next] {
            return text;
        }
        at = next;
    }
}

/// Whether following what is waited for leads from a row back to it.
fn is_in_cycle(census: &Census, row: usize) -> bool {
    let mut seen = vec![false; census.rows.len()];
    let mut open = vec![row];
    while let Some(at) = open.pop() {
        for &next in census.rows[at].want.iter().flat_map(|w| &w.whom) {
            if next == row {
                return true;
            }
            if !std::mem::replace(&mut seen[next], true) {
                open.push(next);
            }
        }
    }
    false
}

/// The report: cycles first, then who waits for those in them, then the rest.
fn report(census: &Census) -> String {
    let mut text = "deadlock: all of the program waits, and nothing is left that could happen".to_owned();
    let part: Vec<usize> = (0..census.rows.len()).filter(|&i| takes_part(&census.rows[i])).collect();
    let in_cycle: Vec<bool> =
        (0..census.rows.len()).map(|i| takes_part(&census.rows[i]) && is_in_cycle(census, i)).collect();
    let is_waited_for =
        |i: usize| part.iter().any(|&o| census.rows[o].want.as_ref().is_some_and(|w| w.whom.contains(&i)));
    let mut told = vec![false; census.rows.len()];
    let cycles = part.iter().copied().filter(|&i| in_cycle[i]);
    let heads = part.iter().copied().filter(|&i| !in_cycle[i] && !is_waited_for(i));
    for first in cycles.chain(heads).chain(part.iter().copied()) {
        if !told[first] {
            text += "\n  ";
            text += &chain(census, first, &mut told);
        }
    }
    text
}

/// The deadlock as an exception, for those who go on.
pub(crate) fn exception(vm: &mut Vm) -> Exc {
    let census = Census::take(vm);
    runtime_error(report(&census))
}

/// Ends the program, which can never go on, with the report and a status of its own.
pub(crate) fn report_and_exit(vm: &mut Vm) -> Exc {
    let census = Census::take(vm);
    let text = report(&census);
    flush(vm, "stdout");
    flush(vm, "stderr");
    eprintln!("pausa: {text}");
    crate::timeline::write(vm);
    pausa_runtime::process::exit(STATUS)
}

/// Writes out what a standard stream still keeps.
fn flush(vm: &mut Vm, name: &str) {
    let sys = vm.modules.get_str("sys").and_then(|m| m.cast::<pausa_vm::object::Module>());
    let stream: Option<Value> = sys.and_then(|m| m.dict.get_str(name));
    if let (Some(stream), Some(write)) = (stream, vm.write_text) {
        // What cannot be written cannot be told either.
        let _ = write(vm, &stream, b"", true);
    }
}
