"""What Ray has, on one line each: the number of living nodes, then every resource that is not a machine's own."""

import ray

ray.init(address="auto", log_to_driver=False)
print("nodes:", sum(node["Alive"] for node in ray.nodes()))
for name, amount in sorted(ray.cluster_resources().items()):
    if not name.startswith(("node:", "memory", "object_store_memory")):
        print(f"{name}: {amount:g}")
