# exit: 1
# shell: printf 'print(1)\nx = "a\0b"\n' > "${TMPDIR:-/tmp}/pausa_nul_$$.py"; "$python" "${TMPDIR:-/tmp}/pausa_nul_$$.py" 2>&1 | sed 's#"[^"]*pausa_nul[^"]*"#"FILE"#; s#[^ ]*python: ##'; rm -f "${TMPDIR:-/tmp}/pausa_nul_$$.py"; exit 1
