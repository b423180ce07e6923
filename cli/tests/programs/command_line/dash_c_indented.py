# exit: 1
# shell: "$python" -c '  print(1)'
