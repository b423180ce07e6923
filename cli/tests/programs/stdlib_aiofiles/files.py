# needs: aiofiles
"""aiofiles: opening, reading, writing, os, tempfile."""
import asyncio
import io
import os
import tempfile

import aiofiles
import aiofiles.os
import aiofiles.ospath
import aiofiles.tempfile
import aiofiles.threadpool


async def main():
    folder = tempfile.mkdtemp()
    name = os.path.join(folder, "a.txt")
    async with aiofiles.open(name, "w", encoding="utf-8") as f:
        print(type(f).__name__, f.mode, f.encoding, f.closed, f.name == name)
        print(await f.write("héllo\nworld\n"), await f.writelines(["x\n", "y\n"]), await f.flush(), await f.tell())
    print(f.closed)
    async with aiofiles.open(name, encoding="utf-8") as f:
        print(await f.readline(), await f.read(3), await f.readlines(), await f.read())
        print(await f.seek(0), [line async for line in f], await f.seekable(), await f.writable(), await f.isatty())
    f = await aiofiles.open(name, "rb")
    print(type(f).__name__, await f.read(4), await f.peek(2) != b"", await f.read1(3), await f.readline())
    b = bytearray(4)
    print(await f.readinto(b), b, await f.tell(), f.fileno() > 2)
    await f.close()
    try:
        await f.read()
    except ValueError as e:
        print(e)
    for mode, buffering in (("wb", -1), ("r+b", -1), ("rb", 0), ("ab", -1)):
        async with aiofiles.open(name, mode, buffering) as f:
            print(mode, type(f).__name__, f.mode)
            if mode == "wb":
                print(await f.write(b"0123456789"), await f.truncate(5))
            if mode == "rb":
                print(await f.readall())
    try:
        async with aiofiles.open(os.path.join(folder, "none")) as f:
            pass
    except FileNotFoundError as e:
        print(type(e).__name__, e.errno)
    try:
        async with aiofiles.open(name) as f:
            raise KeyError("in block")
    except KeyError as e:
        print(e, f.closed)
    print(repr(f).split(" object")[0], " wrapping <" in repr(f))
    cm = aiofiles.open(name)
    print(type(cm).__name__)
    f = await cm
    await f.close()

    # Many at once.
    async def copy(i):
        async with aiofiles.open(name) as src, aiofiles.open(f"{name}{i}", "w") as dst:
            await dst.write(await src.read() + str(i))
        async with aiofiles.open(f"{name}{i}") as f:
            return await f.read()

    print(await asyncio.gather(*[copy(i) for i in range(5)]))

    print(sorted(await aiofiles.os.listdir(folder)))
    st = await aiofiles.os.stat(name)
    print(st.st_size, await aiofiles.os.path.getsize(name), await aiofiles.os.path.exists(name),
          await aiofiles.os.path.isdir(folder), await aiofiles.ospath.isfile(folder))
    await aiofiles.os.mkdir(os.path.join(folder, "d"))
    await aiofiles.os.makedirs(os.path.join(folder, "e", "f"), exist_ok=True)
    await aiofiles.os.rename(name, name + ".new")
    await aiofiles.os.replace(name + ".new", name)
    await aiofiles.os.symlink(name, name + ".link")
    print(await aiofiles.os.readlink(name + ".link") == name, await aiofiles.os.path.islink(name + ".link"))
    await aiofiles.os.remove(name + ".link")
    await aiofiles.os.rmdir(os.path.join(folder, "d"))
    print(await aiofiles.os.access(name, os.R_OK), sorted(e.name for e in await aiofiles.os.scandir(folder)))
    try:
        await aiofiles.os.unlink(os.path.join(folder, "nothing"))
    except FileNotFoundError as e:
        print(type(e).__name__)
    print(await aiofiles.os.wrap(sum)([1, 2, 3]))

    async with aiofiles.tempfile.TemporaryFile("w+") as f:
        await f.write("temp")
        await f.seek(0)
        print(await f.read())
    async with aiofiles.tempfile.NamedTemporaryFile("wb", suffix=".x") as f:
        await f.write(b"abc")
        await f.flush()
        path = f.name
        print(os.path.exists(path), path.endswith(".x"), os.path.getsize(path))
    print(os.path.exists(path))
    async with aiofiles.tempfile.SpooledTemporaryFile(max_size=10) as f:
        await f.write(b"0123")
        await f.seek(0)
        print(await f.read(), type(f).__name__)
    async with aiofiles.tempfile.TemporaryDirectory() as d:
        print(type(d).__name__, os.path.isdir(d))
    print(os.path.exists(d))
    print(type(aiofiles.threadpool.wrap(io.StringIO())).__name__, type(aiofiles.threadpool.wrap(io.BytesIO())).__name__)
    try:
        aiofiles.threadpool.wrap(3)
    except TypeError as e:
        print(e)
    await aiofiles.stdout.write("to stdout\n")
    await aiofiles.stdout.flush()
    await aiofiles.stdout_bytes.write(b"bytes to stdout\n")
    await aiofiles.stdout_bytes.flush()
    import shutil
    await asyncio.to_thread(shutil.rmtree, folder)


asyncio.run(main())
