# exit: 2
# shell: "$python" -Z 2>&1 | head -1 | sed 's/option -Z/option Z/'; exit 2
