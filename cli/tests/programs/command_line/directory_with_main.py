# shell: "$python" cli/tests/programs/imports/modules/folder_application a b
