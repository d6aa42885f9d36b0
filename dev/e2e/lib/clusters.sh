# shellcheck shell=bash
# Sourced by e2e: RayClusters and what real Ray says about itself.

# Everything here is about the namespace of the case.
k() {
  kubectl --namespace "$NAMESPACE" "$@"
}

# manifest FILE [NAME=VALUE]...: the manifest with image and version of Ray, and these values, filled in.
manifest() {
  local file=$HERE/manifests/$1 pair script="s|@IMAGE@|$RAY_IMAGE|;s|@VERSION@|${RAY_IMAGE##*:}|"
  shift
  for pair in "$@"; do
    script+=";s|@${pair%%=*}@|${pair#*=}|"
  done
  sed -e "$script" "$file"
}

# eventually SECONDS COMMAND...
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [[ $SECONDS -lt $deadline ]] || fail "not within its time: $*"
    sleep 0.5
  done
}

# become_ready CLUSTER
become_ready() {
  local started=$EPOCHREALTIME
  state_is 240 "$1" ready
  fact "ready after $(seconds_since "$started") s"
}

# state_is SECONDS CLUSTER STATE: waits for it.
state_is() {
  k wait --for "jsonpath={.status.state}=$3" --timeout "$1s" "rayclusters.ray.io/$2"
}

# head_pod CLUSTER: the one that the status names, whatever labels a layout has.
head_pod() {
  k get rayclusters.v1.ray.io "$1" --output 'jsonpath={.status.head.podName}'
}

in_head() {
  local cluster=$1
  shift
  timeout 120 kubectl --namespace "$NAMESPACE" exec -i "$(head_pod "$cluster")" -- "$@"
}

# Prints how many nodes Ray counts.
ray_nodes() {
  in_head "$1" ray status 2>/dev/null | tee "$CASE_DIR/ray-status" |
    awk '/^[A-Z]/ { alive = /^(Active|Idle):/ } alive && $1 ~ /^[0-9]+$/ { nodes += $1 } END { print nodes + 0 }'
}

ray_has_nodes() {
  [[ $(ray_nodes "$1") == "$2" ]]
}

# shows_nodes CLUSTER COUNT: waits until `ray status` does.
shows_nodes() {
  eventually 180 ray_has_nodes "$1" "$2"
  cat "$CASE_DIR/ray-status"
  fact "ray status: $2 nodes"
}

# run_job CLUSTER TASKS SECONDS [RESOURCE]: each task takes one CPU that long, or one of that resource.
run_job() {
  local started=$EPOCHREALTIME
  in_head "$1" sh -c "cat >/tmp/job.py && python3 /tmp/job.py $2 $3 ${4:-}" <"$HERE/job.py" >"$CASE_DIR/job" 2>&1 || {
    cat "$CASE_DIR/job"
    fail "the job failed"
  }
  grep "^tasks: $2," "$CASE_DIR/job" || fail "the job did not say that it is done: $(tail -n 3 "$CASE_DIR/job")"
  fact "job of $2 tasks: $(seconds_since "$started") s"
}

no_pods() {
  [[ -z $(k get pods --output name) ]]
}

# No container of these pods was ever restarted, by a probe for instance.
nothing_restarted() {
  local restarts
  restarts=$(k get pods --output 'jsonpath={range .items[*]}{.metadata.name}{range .status.containerStatuses[*]} {.restartCount}{end}{"\n"}{end}')
  if grep -q ' [1-9]' <<<"$restarts"; then fail "containers were restarted: $restarts"; fi
}
