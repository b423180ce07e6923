# shell: "$python" -V | sed 's/[0-9]*$/N/'; "$python" --version | sed 's/[0-9]*$/N/'
