# shell: "$python" -h > /dev/null; echo "exit $?"; "$python" -h | grep -c -e '-c cmd\|-m mod\|-c CODE\|-m MODULE' | sed 's/[1-9]/some/'
