# shell: for code in 0 1 7 255 256 -1 '"text"' None True 2.5 ; do "$python" -c "import sys; sys.exit($code)" 2>&1; echo "$code -> $?"; done
