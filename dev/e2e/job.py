"""A job of TASKS tasks of one CPU, or one RESOURCE, and SECONDS each: job.py TASKS SECONDS [RESOURCE]."""

import socket
import sys
import time

import ray

tasks, seconds = int(sys.argv[1]), float(sys.argv[2])
needs = {"num_cpus": 0, "resources": {sys.argv[3]: 1}} if len(sys.argv) > 3 else {"num_cpus": 1}
ray.init(address="auto", log_to_driver=False)


@ray.remote(**needs)
def work():
    time.sleep(seconds)
    return socket.gethostname()


hosts = ray.get([work.remote() for _ in range(tasks)])
print(f"tasks: {len(hosts)}, hosts: {sorted(set(hosts))}")
