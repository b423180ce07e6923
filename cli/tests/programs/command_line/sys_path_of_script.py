# shell: cd / && "$python" "$OLDPWD/$here/../imports/modules/folder_application" z && "$python" -c 'import sys; print(repr(sys.path[0]))'
