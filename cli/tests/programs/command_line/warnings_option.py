# shell: "$python" -W error -c 'import warnings; warnings.warn("w")' 2>&1 | tail -1
# shell: "$python" -W ignore -c 'import warnings; warnings.warn("w"); print("quiet")'
# shell: "$python" -W always::DeprecationWarning -c 'import warnings
# shell: for i in range(2): warnings.warn("d", DeprecationWarning)'
# shell: "$python" -Wnonsense -c 'print("runs")'
# shell: PYTHONWARNINGS=error "$python" -c 'import warnings; warnings.warn("from the environment")' 2>&1 | tail -1
# shell: "$python" -c 'import sys; print(sys.warnoptions)'; "$python" -W once -Wd -c 'import sys; print(sys.warnoptions)'
