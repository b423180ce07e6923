"""A thread sends a file that is larger than what the system buffers to another thread of the same program."""
import os
import socket
import tempfile
import threading

size = 8_000_000
here, there = socket.socketpair()
with tempfile.TemporaryFile() as file:
    file.write(b'0123456789' * (size // 10))
    file.flush()

    def send():
        with here:
            print('sent', here.sendfile(file, 5), os.get_blocking(here.fileno()))

    thread = threading.Thread(target=send)
    thread.start()
    received = 0
    with there:
        while data := there.recv(65536):
            received += len(data)
    thread.join()
    print('received', received, file.tell() == size)
