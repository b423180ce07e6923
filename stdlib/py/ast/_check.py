"""From a tree back to code: whether it is sound, and the plain form in which the natives take it."""


def compile_tree(tree, filename, mode, flags, optimize):
    import ast
    if flags & ast.PyCF_ONLY_AST:
        return tree
    raise NotImplementedError('compile() of a syntax tree is not supported')
