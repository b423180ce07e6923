"""The language of pickles: each instruction is one byte, and works on a stack of objects."""

from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table

HIGHEST_PROTOCOL = 5
# The newest that everything in use can read.
DEFAULT_PROTOCOL = 4

MARK = b'('             # push the mark
STOP = b'.'             # the end; the top of the stack is the object
POP = b'0'              # drop the top
POP_MARK = b'1'         # drop down to the mark
DUP = b'2'              # push the top again
FLOAT = b'F'            # push a float; decimal text
INT = b'I'              # push an integer or bool; decimal text
BININT = b'J'           # push a signed integer of four bytes
BININT1 = b'K'          # push an unsigned integer of one byte
LONG = b'L'             # push an integer; decimal text
BININT2 = b'M'          # push an unsigned integer of two bytes
NONE = b'N'             # push None
PERSID = b'P'           # push a persistent object; its id as text
BINPERSID = b'Q'        # push a persistent object; its id on the stack
REDUCE = b'R'           # call a callable with a tuple of arguments, both on the stack
STRING = b'S'           # push a string; quoted text
BINSTRING = b'T'        # push a string; length of four bytes
SHORT_BINSTRING = b'U'  # push a string; length of one byte
UNICODE = b'V'          # push a string; escaped text
BINUNICODE = b'X'       # push a string; UTF-8, length of four bytes
APPEND = b'a'           # append the top to the list below
BUILD = b'b'            # call __setstate__ or update __dict__
GLOBAL = b'c'           # push a global by module and name; two lines
DICT = b'd'             # build a dict of what is above the mark
EMPTY_DICT = b'}'       # push an empty dict
APPENDS = b'e'          # extend a list by what is above the mark
GET = b'g'              # push from the memo; index as text
BINGET = b'h'           # push from the memo; index of one byte
INST = b'i'             # build an instance of a named class
LONG_BINGET = b'j'      # push from the memo; index of four bytes
LIST = b'l'             # build a list of what is above the mark
EMPTY_LIST = b']'       # push an empty list
OBJ = b'o'              # build an instance of a class on the stack
PUT = b'p'              # keep the top in the memo; index as text
BINPUT = b'q'           # keep the top in the memo; index of one byte
LONG_BINPUT = b'r'      # keep the top in the memo; index of four bytes
SETITEM = b's'          # put a key and a value into the dict below
TUPLE = b't'            # build a tuple of what is above the mark
EMPTY_TUPLE = b')'      # push an empty tuple
SETITEMS = b'u'         # put keys and values above the mark into a dict
BINFLOAT = b'G'         # push a float; eight bytes

TRUE = b'I01\n'         # True before protocol 2
FALSE = b'I00\n'        # False before protocol 2

# Protocol 2.
PROTO = b'\x80'         # the protocol of the pickle
NEWOBJ = b'\x81'        # build an object by cls.__new__
EXT1 = b'\x82'          # push a registered global; code of one byte
EXT2 = b'\x83'          # the same; two bytes
EXT4 = b'\x84'          # the same; four bytes
TUPLE1 = b'\x85'        # build a tuple of the top
TUPLE2 = b'\x86'        # build a tuple of two
TUPLE3 = b'\x87'        # build a tuple of three
NEWTRUE = b'\x88'       # push True
NEWFALSE = b'\x89'      # push False
LONG1 = b'\x8a'         # push an integer; length of one byte
LONG4 = b'\x8b'         # push an integer; length of four bytes

_tuplesize2code = [EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3]

# Protocol 3.
BINBYTES = b'B'         # push bytes; length of four bytes
SHORT_BINBYTES = b'C'   # push bytes; length of one byte

# Protocol 4.
SHORT_BINUNICODE = b'\x8c'  # push a string; UTF-8, length of one byte
BINUNICODE8 = b'\x8d'       # push a string; UTF-8, length of eight bytes
BINBYTES8 = b'\x8e'         # push bytes; length of eight bytes
EMPTY_SET = b'\x8f'         # push an empty set
ADDITEMS = b'\x90'          # add what is above the mark to a set
FROZENSET = b'\x91'         # build a frozenset of what is above the mark
NEWOBJ_EX = b'\x92'         # build an object by cls.__new__ with keywords
STACK_GLOBAL = b'\x93'      # push a global; module and name on the stack
MEMOIZE = b'\x94'           # keep the top in the memo at the next index
FRAME = b'\x95'             # the beginning of a frame; length of eight bytes

# Protocol 5.
BYTEARRAY8 = b'\x96'        # push a bytearray; length of eight bytes
NEXT_BUFFER = b'\x97'       # push the next buffer that is out of band
READONLY_BUFFER = b'\x98'   # make the top read-only

__all__ = [name for name in dir() if name.isupper()]
__all__ += ['dispatch_table']

# Names of Python 2 for modules and globals, used in protocols 0 to 2.
NAME_MAPPING = {
    ('__builtin__', 'xrange'): ('builtins', 'range'),
    ('__builtin__', 'reduce'): ('functools', 'reduce'),
    ('__builtin__', 'intern'): ('sys', 'intern'),
    ('__builtin__', 'unichr'): ('builtins', 'chr'),
    ('__builtin__', 'unicode'): ('builtins', 'str'),
    ('__builtin__', 'long'): ('builtins', 'int'),
    ('itertools', 'izip'): ('builtins', 'zip'),
    ('itertools', 'imap'): ('builtins', 'map'),
    ('itertools', 'ifilter'): ('builtins', 'filter'),
    ('itertools', 'ifilterfalse'): ('itertools', 'filterfalse'),
    ('itertools', 'izip_longest'): ('itertools', 'zip_longest'),
    ('UserDict', 'IterableUserDict'): ('collections', 'UserDict'),
    ('UserList', 'UserList'): ('collections', 'UserList'),
    ('UserString', 'UserString'): ('collections', 'UserString'),
    ('whichdb', 'whichdb'): ('dbm', 'whichdb'),
    ('_socket', 'fromfd'): ('socket', 'fromfd'),
    ('socket', '_socketobject'): ('socket', 'SocketType'),
}
IMPORT_MAPPING = {
    '__builtin__': 'builtins', 'copy_reg': 'copyreg', 'Queue': 'queue', 'SocketServer': 'socketserver',
    'ConfigParser': 'configparser', 'repr': 'reprlib', 'thread': '_thread', 'dummy_thread': '_dummy_thread',
    'UserDict': 'collections', 'UserList': 'collections', 'UserString': 'collections', 'cPickle': 'pickle',
    'StringIO': 'io', 'cStringIO': 'io', 'HTMLParser': 'html.parser', 'htmlentitydefs': 'html.entities',
    'httplib': 'http.client', 'cookielib': 'http.cookiejar', 'Cookie': 'http.cookies',
    'BaseHTTPServer': 'http.server', 'xmlrpclib': 'xmlrpc.client', 'urlparse': 'urllib.parse',
    'robotparser': 'urllib.robotparser', 'urllib2': 'urllib.request', 'anydbm': 'dbm', 'commands': 'subprocess',
    '_winreg': 'winreg', 'Tkinter': 'tkinter', 'markupbase': '_markupbase', '_elementtree': 'xml.etree.ElementTree',
}
# Exceptions that had a module of their own.
NAME_MAPPING.update({('exceptions', name): ('builtins', name) for name in (
    'ArithmeticError', 'AssertionError', 'AttributeError', 'BaseException', 'BufferError', 'BytesWarning',
    'DeprecationWarning', 'EOFError', 'EnvironmentError', 'Exception', 'FloatingPointError', 'FutureWarning',
    'GeneratorExit', 'IOError', 'ImportError', 'ImportWarning', 'IndentationError', 'IndexError', 'KeyError',
    'KeyboardInterrupt', 'LookupError', 'MemoryError', 'NameError', 'NotImplementedError', 'OSError',
    'OverflowError', 'PendingDeprecationWarning', 'ReferenceError', 'RuntimeError', 'RuntimeWarning',
    'StopIteration', 'SyntaxError', 'SyntaxWarning', 'SystemError', 'SystemExit', 'TabError', 'TypeError',
    'UnboundLocalError', 'UnicodeDecodeError', 'UnicodeEncodeError', 'UnicodeError', 'UnicodeTranslateError',
    'UnicodeWarning', 'UserWarning', 'ValueError', 'Warning', 'ZeroDivisionError')})
NAME_MAPPING['exceptions', 'StandardError'] = ('builtins', 'Exception')
IMPORT_MAPPING['exceptions'] = 'builtins'
REVERSE_NAME_MAPPING = {new: old for old, new in NAME_MAPPING.items() if old[1] not in ('IOError', 'EnvironmentError', 'StandardError')}
REVERSE_NAME_MAPPING['_functools', 'reduce'] = ('__builtin__', 'reduce')
REVERSE_IMPORT_MAPPING = {
    new: old for old, new in reversed(IMPORT_MAPPING.items())
    if old not in ('exceptions', 'cPickle', 'UserDict', 'UserList', 'cStringIO')}
REVERSE_IMPORT_MAPPING.pop('collections', None)
# Exceptions that are newer become the ones that were raised in their place.
for _name in ('BrokenPipeError', 'ChildProcessError', 'ConnectionAbortedError', 'ConnectionError',
              'ConnectionRefusedError', 'ConnectionResetError', 'FileExistsError', 'FileNotFoundError',
              'InterruptedError', 'IsADirectoryError', 'NotADirectoryError', 'PermissionError',
              'ProcessLookupError', 'TimeoutError'):
    REVERSE_NAME_MAPPING['builtins', _name] = ('exceptions', 'OSError')
for _name in ('ModuleNotFoundError', 'ImportError'):
    REVERSE_NAME_MAPPING['builtins', _name] = ('exceptions', 'ImportError')
REVERSE_NAME_MAPPING['builtins', 'OSError'] = ('exceptions', 'OSError')
del _name
