print("application package", __name__)
