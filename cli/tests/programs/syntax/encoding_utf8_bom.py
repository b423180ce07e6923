print('bom', ascii('é'))
