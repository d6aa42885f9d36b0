"""A job of TASKS tasks of one CPU and SECONDS each: job.py TASKS SECONDS."""

import socket
import sys
import time

import ray

tasks, seconds = int(sys.argv[1]), float(sys.argv[2])
ray.init(address="auto", log_to_driver=False)


@ray.remote(num_cpus=1)
def work():
    time.sleep(seconds)
    return socket.gethostname()


hosts = ray.get([work.remote() for _ in range(tasks)])
print(f"tasks: {len(hosts)}, hosts: {sorted(set(hosts))}")
