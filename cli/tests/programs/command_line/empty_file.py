# shell: "$python" /dev/null; echo "exit $?"
