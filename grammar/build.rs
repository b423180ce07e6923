//! Generates the parser from its grammar.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src/python.lalrpop");
    lalrpop::Configuration::new().emit_rerun_directives(false).use_cargo_dir_conventions().process()
}
