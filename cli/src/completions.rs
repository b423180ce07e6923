//! `pausa completions bash|zsh|fish`: what shells read to complete the command line.

use std::fmt::Write as _;

/// An option as it is offered, and what it does.
type Offer = (&'static str, &'static str);

/// The options of `pausa` itself.
const OPTIONS: &[Offer] = &[
    ("-c", "run this text"),
    ("-m", "run a module"),
    ("-i", "go on with the prompt after the program"),
    ("-u", "do not buffer output"),
    ("-W", "control warnings"),
    ("-O", "drop assert statements"),
    ("-OO", "drop assert statements and documentation"),
    ("-B", "write no bytecode"),
    ("-E", "ignore the environment"),
    ("-I", "isolated from the user and the environment"),
    ("-q", "no words before the prompt"),
    ("-V", "print the version"),
    ("--help", "print the help"),
    ("--virtual-time", "clocks jump to the next timer"),
    ("--seed", "make chance repeatable"),
    ("--check", "report all syntax errors"),
    ("--dis", "list the bytecode"),
    ("--explain", "say more about errors"),
    ("--warn-blocking", "report what blocks an event loop"),
    ("--timeline=", "write who ran when"),
    ("--left-behind=", "write what is left at the end"),
    ("--color", "show errors in colour"),
];

/// The options of `pausa test`.
const TEST_OPTIONS: &[Offer] = &[
    ("--accept", "accept what changed"),
    ("--review", "ask about what changed"),
    ("--check", "write nothing"),
    ("--update-removed", "remove snapshots without a program"),
    ("-k", "only paths with this text"),
    ("-j", "so many at a time"),
    ("--real-time", "the system's clock"),
    ("--seed", "another seed"),
    ("--timeout", "another limit of time"),
    ("--oracle", "compare with another interpreter"),
    ("--color", "show differences in colour"),
    ("--watch", "again whenever a program changes"),
    ("--junit", "write results to a file"),
    ("--help", "print the help"),
];

/// The subcommands.
const COMMANDS: &[Offer] = &[
    ("test", "run programs under snapshot test"),
    ("ps", "who is in a running program"),
    ("tree", "who is in a running program, with stacks"),
    ("completions", "print a shell's completions"),
];

/// What lists the running programs that `pausa ps` and `pausa tree` can ask.
const RUNNING: &str = "pgrep -x pausa 2>/dev/null";

/// The text of `pausa completions --help`.
pub(crate) const HELP: &str = "\
usage: pausa completions bash|zsh|fish

Prints what the shell needs to complete the command line of `pausa'.

Examples:
pausa completions bash > ~/.local/share/bash-completion/completions/pausa
pausa completions zsh > ~/.zfunc/_pausa        (with ~/.zfunc in fpath)
pausa completions fish > ~/.config/fish/completions/pausa.fish
";

/// The script for a shell; None if it is not known.
pub(crate) fn script(shell: &str) -> Option<String> {
    match shell {
        "bash" => Some(bash()),
        "zsh" => Some(zsh()),
        "fish" => Some(fish()),
        _ => None,
    }
}

fn words(offers: &[Offer]) -> String {
    offers.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ")
}

/// Text inside single quotes.
fn quoted(text: &str) -> String {
    text.replace('\'', "'\\''")
}

fn bash() -> String {
    format!(
        "_pausa() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} offers='{0}'
    if [ \"$COMP_CWORD\" -eq 1 ]; then
        offers=\"$offers {1}\"
    else
        case ${{COMP_WORDS[1]}} in
            test) offers='{2}' ;;
            completions) COMPREPLY=($(compgen -W 'bash zsh fish' -- \"$word\")); return ;;
            ps|tree) COMPREPLY=($(compgen -W \"--json $({3})\" -- \"$word\")); return ;;
        esac
    fi
    COMPREPLY=($(compgen -W \"$offers\" -- \"$word\") $(compgen -f -X '!*.py' -- \"$word\") $(compgen -d -- \"$word\"))
    case ${{COMPREPLY[0]}} in *=) compopt -o nospace ;; esac
}}
complete -o filenames -F _pausa pausa
",
        words(OPTIONS),
        words(COMMANDS),
        words(TEST_OPTIONS),
        RUNNING
    )
}

fn zsh() -> String {
    let list = |offers: &[Offer]| {
        offers.iter().fold(String::new(), |mut text, (word, what)| {
            let _ = write!(text, " '{word}:{}'", quoted(what));
            text
        })
    };
    format!(
        "#compdef pausa
_pausa() {{
    local -a offers
    if (( CURRENT > 2 )) && [[ $words[2] == test ]]; then
        offers=({})
    elif (( CURRENT > 2 )) && [[ $words[2] == completions ]]; then
        _values shell bash zsh fish
        return
    elif (( CURRENT > 2 )) && [[ $words[2] == (ps|tree) ]]; then
        offers=(--json ${{(f)\"$({})\"}})
        _describe 'pausa' offers
        return
    else
        offers=({})
        (( CURRENT == 2 )) && offers+=({})
    fi
    _describe 'pausa' offers
    _files -g '*.py'
}}
# As a file in fpath this is the function itself; else it is only read.
if [ \"$funcstack[1]\" = _pausa ]; then _pausa \"$@\"; else compdef _pausa pausa; fi
",
        list(TEST_OPTIONS),
        RUNNING,
        list(OPTIONS),
        list(COMMANDS)
    )
}

fn fish() -> String {
    let mut out = String::new();
    let mut add = |condition: &str, (word, what): &Offer| {
        let name = match (word.strip_prefix("--"), word.strip_prefix('-')) {
            // What is joined to its value by a sign needs one.
            (Some(long), _) if long.ends_with('=') => format!("-r -l {}", long.trim_end_matches('=')),
            (Some(long), _) => format!("-l {long}"),
            (None, Some(letter)) if letter.len() == 1 => format!("-s {letter}"),
            (None, Some(word)) => format!("-o {word}"),
            (None, None) => format!("-a {word}"),
        };
        let _ = writeln!(out, "complete -c pausa -n '{condition}' {name} -d '{}'", quoted(what));
    };
    for offer in COMMANDS {
        add("__fish_use_subcommand", offer);
    }
    for offer in OPTIONS {
        add("not __fish_seen_subcommand_from test ps tree completions", offer);
    }
    for offer in TEST_OPTIONS {
        add("__fish_seen_subcommand_from test", offer);
    }
    let _ = writeln!(
        out,
        "complete -c pausa -n '__fish_seen_subcommand_from ps tree' -f -l json -d 'for other programs' -a '({RUNNING})'"
    );
    out.push_str("complete -c pausa -n '__fish_seen_subcommand_from completions' -f -a 'bash zsh fish'\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_that_is_offered_is_one() {
        for (word, _) in OPTIONS {
            assert!(crate::options::HELP.contains(word), "{word} is not in the help");
        }
        for shell in ["bash", "zsh", "fish"] {
            assert!(script(shell).is_some_and(|text| text.contains("review") && text.contains("tree")));
        }
        assert!(script("dash").is_none());
    }
}
