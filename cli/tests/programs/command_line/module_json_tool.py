# shell: echo '{"b": [1, 2.5], "a": null}' | "$python" -m json.tool
