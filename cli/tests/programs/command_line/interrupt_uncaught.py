# exit: 130
# shell: timeout --preserve-status -s INT 1.5 "$python" -c 'while True: pass' 2>&1 | tail -1; timeout --preserve-status -s INT 1.5 "$python" -c 'while True: pass' 2>/dev/null
