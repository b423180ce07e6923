print("fails runs")
VALUE = 1
1 / 0
