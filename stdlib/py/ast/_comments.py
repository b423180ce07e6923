"""Type comments: the annotations of older programs, which `parse` keeps if it is told to."""

import io
import re
import tokenize

import ast

_pattern = re.compile(r'#[ \t]*type:[ \t]*(.*)')
_ignored = re.compile(r'ignore(?![A-Za-z0-9])')


def add(tree, text):
    """The tree with the type comments of its text: those of statements in the statements, `# type: ignore` in the module."""
    comments = {}
    ignored = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT or not (match := _pattern.match(token.string)):
            continue
        line = token.start[0]
        content = match[1]
        if _ignored.match(content):
            ignored.append(ast.TypeIgnore(line, content[len('ignore'):]))
        else:
            comments[line] = (token.line[:token.start[1]].strip(), content)
    if isinstance(tree, ast.Module):
        tree.type_ignores = ignored
    if comments:
        for node in ast.walk(tree):
            if 'type_comment' in node._fields and isinstance(node, ast.stmt):
                _add(node, comments)
    return tree


def _add(node, comments):
    if isinstance(node, ast.Assign):
        if node.end_lineno in comments:
            node.type_comment = comments[node.end_lineno][1]
        return
    is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    if is_function:
        _add_to_parameters(node, comments)
    for line in range(_header_end(node), node.body[0].lineno + 1):
        before, content = comments.get(line, ('', None))
        # It follows the colon; that of a function may have a line of its own.
        if content is not None and (before.endswith(':') or is_function and not before):
            node.type_comment = content
            return


def _header_end(node):
    """The line of the last node in the header of a compound statement."""
    end = node.lineno
    body = set(map(id, node.body)) | set(map(id, getattr(node, 'orelse', ()))) | set(map(id, getattr(node, 'decorator_list', ())))
    for child in ast.iter_child_nodes(node):
        if id(child) not in body:
            for inner in ast.walk(child):
                end = max(end, getattr(inner, 'end_lineno', None) or 0)
    return end


def _add_to_parameters(node, comments):
    args = node.args
    for parameter in (*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg):
        if parameter is not None and parameter.end_lineno < node.body[0].lineno:
            before, content = comments.get(parameter.end_lineno, ('', None))
            # After the colon it is the function's.
            if content is not None and not before.endswith(':'):
                parameter.type_comment = content
