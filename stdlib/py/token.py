"""The numbers of the kinds of tokens."""

# The operators, in the order of their numbers.
_OPERATORS = {
    "LPAR": "(", "RPAR": ")", "LSQB": "[", "RSQB": "]", "COLON": ":", "COMMA": ",",
    "SEMI": ";", "PLUS": "+", "MINUS": "-", "STAR": "*", "SLASH": "/", "VBAR": "|",
    "AMPER": "&", "LESS": "<", "GREATER": ">", "EQUAL": "=", "DOT": ".", "PERCENT": "%",
    "LBRACE": "{", "RBRACE": "}", "EQEQUAL": "==", "NOTEQUAL": "!=", "LESSEQUAL": "<=",
    "GREATEREQUAL": ">=", "TILDE": "~", "CIRCUMFLEX": "^", "LEFTSHIFT": "<<",
    "RIGHTSHIFT": ">>", "DOUBLESTAR": "**", "PLUSEQUAL": "+=", "MINEQUAL": "-=",
    "STAREQUAL": "*=", "SLASHEQUAL": "/=", "PERCENTEQUAL": "%=", "AMPEREQUAL": "&=",
    "VBAREQUAL": "|=", "CIRCUMFLEXEQUAL": "^=", "LEFTSHIFTEQUAL": "<<=",
    "RIGHTSHIFTEQUAL": ">>=", "DOUBLESTAREQUAL": "**=", "DOUBLESLASH": "//",
    "DOUBLESLASHEQUAL": "//=", "AT": "@", "ATEQUAL": "@=", "RARROW": "->",
    "ELLIPSIS": "...", "COLONEQUAL": ":=",
}

_NAMES = [
    "ENDMARKER", "NAME", "NUMBER", "STRING", "NEWLINE", "INDENT", "DEDENT", *_OPERATORS,
    "OP", "AWAIT", "ASYNC", "TYPE_IGNORE", "TYPE_COMMENT", "SOFT_KEYWORD", "ERRORTOKEN",
    "COMMENT", "NL", "ENCODING", "N_TOKENS",
]

# Numbers from here on belong to nonterminals.
NT_OFFSET = 256

tok_name = dict(enumerate(_NAMES))
tok_name[NT_OFFSET] = "NT_OFFSET"
globals().update({name: number for number, name in enumerate(_NAMES)})

EXACT_TOKEN_TYPES = {text: _NAMES.index(name) for name, text in sorted(
    _OPERATORS.items(), key=lambda item: item[1]
)}

__all__ = ["tok_name", "ISTERMINAL", "ISNONTERMINAL", "ISEOF", *_NAMES, "NT_OFFSET"]


def ISTERMINAL(x):
    """Tell whether a number belongs to a token."""
    return x < NT_OFFSET


def ISNONTERMINAL(x):
    """Tell whether a number belongs to a rule of the grammar."""
    return x >= NT_OFFSET


def ISEOF(x):
    """Tell whether a number is that of the end of the input."""
    return x == 0
