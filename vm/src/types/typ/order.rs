//! The order in which a class's bases are searched: the C3 linearisation.

use crate::exc::{R, type_error};
use crate::object::{Type, TypeRef};

/// The direct bases of a class.
pub fn base_classes(t: &Type) -> Vec<TypeRef> {
    t.bases.borrow().items().iter().filter_map(|v| v.cast::<Type>()).collect()
}

/// The class, then its bases' orders merged: each class before its bases, and bases in the order in which they are listed.
pub fn linearize(t: &TypeRef, bases: &[TypeRef]) -> R<Vec<TypeRef>> {
    for (i, b) in bases.iter().enumerate() {
        if bases[..i].iter().any(|other| other.is(b)) {
            return Err(type_error(format!("duplicate base class {}", b.name())));
        }
    }
    let mut lists: Vec<Vec<TypeRef>> = bases.iter().map(|b| b.mro().to_vec()).collect();
    lists.push(bases.to_vec());
    let mut out = vec![t.clone()];
    loop {
        lists.retain(|l| !l.is_empty());
        if lists.is_empty() {
            return Ok(out);
        }
        let next =
            lists.iter().map(|l| &l[0]).find(|head| !lists.iter().any(|l| l[1..].iter().any(|t| t.is(head)))).cloned();
        match next {
            Some(next) => {
                for l in &mut lists {
                    if l[0].is(&next) {
                        l.remove(0);
                    }
                }
                out.push(next);
            }
            None => {
                let mut names: Vec<String> = Vec::new();
                for l in &lists {
                    let name = l[0].name();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                return Err(type_error(format!(
                    "Cannot create a consistent method resolution\norder (MRO) for bases {}",
                    names.join(", ")
                )));
            }
        }
    }
}
