module ray-operator/image/entrypoint

go 1.24
