//! The second step of scope analysis: decide where each name of each block lives.

use pausa_grammar::name::Name;

use super::super::{Result, error};
use super::mention::*;
use super::{Place, ScopeId, ScopeKind, Scopes};

/// Decides every name. Scopes are numbered outer before inner, so when a scope makes a variable of
/// one around it a cell, that one has been decided already.
pub(super) fn resolve(scopes: &mut Scopes) -> Result {
    mark_globals(scopes);
    for number in 0..scopes.scopes.len() {
        let id = ScopeId(number as u32);
        if in_annotation(scopes, id) {
            continue;
        }
        for symbol in 0..scopes.get(id).symbols.len() {
            let place = place(scopes, id, symbol)?;
            scopes.get_mut(id).symbols[symbol].place = place;
        }
    }
    Ok(())
}

/// What is declared global anywhere is global in the outermost block too: it makes a difference to `exec` with two namespaces.
fn mark_globals(scopes: &mut Scopes) {
    let mut declared: Vec<Name> = Vec::new();
    for scope in scopes.scopes.iter().skip(1) {
        declared.extend(scope.symbols.iter().filter(|s| s.flags & GLOBAL != 0).map(|s| s.name.clone()));
    }
    let module = scopes.get_mut(Scopes::MODULE);
    for name in declared {
        if let Some(number) = module.number(&name)
            && module.symbols[number].flags & BOUND != 0
        {
            module.symbols[number].flags |= GLOBAL;
        }
    }
}

/// Scopes within an annotation that is kept as text are never compiled, and use no variable.
fn in_annotation(scopes: &Scopes, id: ScopeId) -> bool {
    let mut next = Some(id);
    while let Some(id) = next {
        let scope = scopes.get(id);
        if scope.kind == ScopeKind::Annotation {
            return true;
        }
        next = scope.parent;
    }
    false
}

fn place(scopes: &mut Scopes, id: ScopeId, symbol: usize) -> Result<Place> {
    let scope = scopes.get(id);
    let symbol = &scope.symbols[symbol];
    let (name, flags) = (symbol.name.clone(), symbol.flags);
    let declared_at = || {
        let at = scope.directives.iter().find(|(declared, _)| *declared == name);
        at.map(|(_, span)| *span).unwrap_or_default()
    };
    if flags & GLOBAL != 0 {
        if flags & NONLOCAL != 0 {
            return error(format!("name '{name}' is nonlocal and global"), declared_at());
        }
        return Ok(Place::GlobalExplicit);
    }
    if flags & NONLOCAL != 0 {
        if id == Scopes::MODULE {
            return error("nonlocal declaration not allowed at module level", declared_at());
        }
        let span = declared_at();
        return match bind_outside(scopes, id, &name) {
            true => Ok(Place::Free),
            false => error(format!("no binding for nonlocal '{name}' found"), span),
        };
    }
    if flags & BOUND != 0 {
        return Ok(Place::Local);
    }
    match bind_outside(scopes, id, &name) {
        true => Ok(Place::Free),
        false => Ok(Place::GlobalImplicit),
    }
}

/// Finds the enclosing function that binds `name`, makes its variable a cell, and hands the cell on
/// through all scopes in between. Classes in between are invisible, but for `__class__`.
fn bind_outside(scopes: &mut Scopes, id: ScopeId, name: &Name) -> bool {
    let mut between = Vec::new();
    let mut next = scopes.get(id).parent;
    let owner = loop {
        let Some(outer) = next else { return false };
        let scope = scopes.get(outer);
        let flags = scope.flags(name);
        match scope.kind {
            ScopeKind::Module | ScopeKind::Annotation => return false,
            ScopeKind::Class if name == "__class__" => break outer,
            ScopeKind::Class => {}
            ScopeKind::Function if flags & GLOBAL != 0 => return false,
            ScopeKind::Function if flags & NONLOCAL != 0 => {}
            ScopeKind::Function if flags & BOUND != 0 => break outer,
            ScopeKind::Function => {}
        }
        between.push(outer);
        next = scope.parent;
    };
    let owner = scopes.get_mut(owner);
    if owner.kind == ScopeKind::Class {
        owner.needs_class_cell = true;
    } else {
        owner.entry(name).place = Place::Cell;
    }
    for id in between {
        let scope = scopes.get_mut(id);
        let is_class = scope.kind == ScopeKind::Class;
        let symbol = scope.entry(name);
        if is_class && symbol.flags & (BOUND | GLOBAL) != 0 {
            symbol.flags |= FREE_IN_CLASS;
        } else {
            symbol.place = Place::Free;
        }
    }
    true
}
