if True:
    print('a',
          'b')
x = '''one
two'''
print(repr(x))
