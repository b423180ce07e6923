# A coroutine that lives until the end of the program is told of too, though nothing can be imported any more.


async def lonely():
    pass


kept = lonely()
print("end")
