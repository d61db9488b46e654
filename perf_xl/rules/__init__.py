"""The rules: one file, one code, one question. Found by walking the folders; nothing to register."""
