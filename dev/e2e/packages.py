"""Ends well if the module MODULE can be imported by every one of COUNT nodes with RESOURCE, and prints its versions:
packages.py MODULE COUNT RESOURCE."""

import sys

import ray

module, count, resource = sys.argv[1], int(sys.argv[2]), sys.argv[3]
ray.init(address="auto", log_to_driver=False)


@ray.remote(num_cpus=0, resources={resource: 1})
class Importer:
    def version(self):
        return __import__(module).__version__


importers = [Importer.remote() for _ in range(count)]  # one for each node, as they hold the resource
print(f"{module}:", *ray.get([importer.version.remote() for importer in importers]))
