# shellcheck shell=bash
# Sourced by e2e: the examples of the Python operator, which had its own RayClusters, with Ray of today.

case_of python-final "the Python operator's last example: three nodes, rayResources, autoscaler 2, 3, 2 workers" python
case_python_final() {
  local log lines job watcher
  log=$("$REAL_NODE" audit-log)
  lines=$(wc -l <"$log")
  manifest python-final.yaml | k apply -f -
  python_cluster_runs example-cluster
  resource_is example-cluster example-resource-a 2
  resource_is example-cluster example-resource-b 2
  resource_is example-cluster CPU 3
  k rollout status --timeout 120s deployment/example-cluster-ray-autoscaler

  # More tasks than there may be workers, each with a resource of which every worker has one.
  watch_workers example-cluster &
  watcher=$!
  (run_job example-cluster 12 5 example-resource-a) &
  job=$!
  wait_for_replicas example-cluster 3 "up"
  shows_nodes example-cluster 4
  wait "$job" || fail "the job failed"
  wait_for_replicas example-cluster 2 "down"
  eventually 120 running_workers_are example-cluster 2
  kill "$watcher"
  [[ $(sort -n "$CASE_DIR/workers" | tail -n 1) == 3 ]] || fail "there were more workers than maxWorkers: $(sort -n "$CASE_DIR/workers" | uniq -c)"
  no_write_refused "$log" "$lines" example-cluster v1
  nothing_restarted
}

case_of python-first "the Python operator's first example: Custom1, is_spot, numpy by setupCommands" python
case_python_first() {
  local pod
  manifest packages.yaml PACKAGES="$("$REAL_NODE" packages)" | k apply -f -
  k wait --for condition=Ready --timeout 60s pod/packages
  manifest python-first.yaml | k apply -f -
  python_cluster_runs example-cluster
  resource_is example-cluster Custom1 2
  resource_is example-cluster is_spot 2
  run_in_head example-cluster packages.py numpy 2 is_spot || fail "numpy is not on every worker"
  fact "$(tail -n 1 "$CASE_DIR/output") on both workers"
  if in_head example-cluster python3 -c 'import numpy'; then fail "the head has numpy too: the image brought it, and this proves nothing"; fi
  for pod in $(k get pods --selector ray.io/node-type=worker --output name); do
    installed_before_ray "$pod"
  done
  run_job example-cluster 6 1
  nothing_restarted
}

# python_cluster_runs CLUSTER: as its own status has it, with the three nodes of the examples.
python_cluster_runs() {
  local started=$EPOCHREALTIME
  eventually 30 k get "rayclusters.cluster.ray.io/$1"
  k wait --for 'jsonpath={.status.phase}=Running' --timeout 240s "rayclusters.cluster.ray.io/$1"
  state_is 240 "$1" ready
  fact "running after $(seconds_since "$started") s"
  eventually 240 python_sees_nodes "$1" 3
  cat "$CASE_DIR/output"
  fact "ray.init: 3 nodes"
}

# python_sees_nodes CLUSTER COUNT: as a program on the head does.
python_sees_nodes() {
  run_in_head "$1" resources.py && grep -qx "nodes: $2" "$CASE_DIR/output"
}

# resource_is CLUSTER NAME AMOUNT: in what resources.py has just printed.
resource_is() {
  grep -qx "$2: $3" "$CASE_DIR/output" || fail "$2 of $1 is not $3: $(<"$CASE_DIR/output")"
  fact "$2: $3"
}

# run_in_head CLUSTER FILE ARGUMENT...: a program of this directory; what it prints is in CASE_DIR/output.
run_in_head() {
  local cluster=$1 file=$2
  shift 2
  in_head "$cluster" sh -c "cat >/tmp/$file && python3 /tmp/$file $*" <"$HERE/$file" >"$CASE_DIR/output" 2>&1 || {
    cat "$CASE_DIR/output"
    return 1
  }
}

# watch_workers CLUSTER: notes every second how many there are, until it is ended or the case is.
watch_workers() {
  while kill -0 $$ 2>/dev/null; do
    k get pods --selector "ray.io/cluster=$1,ray.io/node-type=worker" --output name | wc -l >>"$CASE_DIR/workers"
    sleep 1
  done
}

# installed_before_ray POD: pip was done before Ray began, as the pod's log has it.
installed_before_ray() {
  local log=$CASE_DIR/worker-log pip ray
  k logs "$1" >"$log"
  pip=$(grep -n -m 1 'Successfully installed numpy' "$log" | cut -d: -f1)
  ray=$(grep -n -m 1 'Ray runtime started' "$log" | cut -d: -f1)
  [[ -n $pip && -n $ray && $pip -lt $ray ]] || fail "numpy was not installed before Ray started: $(<"$log")"
}
