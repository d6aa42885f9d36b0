# shellcheck shell=bash
# Sourced by e2e: a cluster under the real Ray autoscaler.

# autoscaling_case AUTOSCALER-VERSION API-VERSION: demand takes a group from none to three workers, its end back to none,
# through the given version of the API, and nothing else of the object changes.
autoscaling_case() {
  local cluster=scaled before after log lines job
  log=$("$REAL_NODE" audit-log)
  lines=$(wc -l <"$log")
  manifest autoscaled.yaml AUTOSCALER="$1" API="$2" | k apply -f -
  become_ready "$cluster"
  before=$(spec_without_scale "$cluster")

  # More tasks than one worker can do in the time, each with a CPU of its own.
  (run_job "$cluster" 6 12) &
  job=$!
  wait_for_replicas "$cluster" 3 "up"
  wait "$job"
  wait_for_replicas "$cluster" 0 "down"
  eventually 120 only_head_is_left

  after=$(spec_without_scale "$cluster")
  if [[ $after != "$before" ]]; then
    diff <(jq . <<<"$before") <(jq . <<<"$after") || true
    fail "scaling changed more than the scale"
  fi
  has_v1_only_fields "$after"
  no_write_refused "$log" "$lines" "$cluster" "$2"
}

# wait_for_replicas CLUSTER COUNT WAY: as the spec has it, and as Running pods.
wait_for_replicas() {
  local started=$EPOCHREALTIME
  eventually 180 replicas_are "$1" "$2"
  fact "$3: $2 replicas after $(seconds_since "$started") s"
  if [[ $2 -gt 0 ]]; then
    eventually 180 running_workers_are "$1" "$2"
    fact "$2 Running after $(seconds_since "$started") s"
  fi
}

replicas_are() {
  [[ $(k get rayclusters.v1.ray.io "$1" --output 'jsonpath={.spec.workerGroupSpecs[0].replicas}') == "$2" ]]
}

running_workers_are() {
  [[ $(k get pods --selector "ray.io/cluster=$1,ray.io/node-type=worker" --field-selector status.phase=Running --output name | wc -l) == "$2" ]]
}

only_head_is_left() {
  [[ $(k get pods --output name | wc -l) == 1 ]]
}

spec_without_scale() {
  k get rayclusters.v1.ray.io "$1" --output json |
    jq --sort-keys --compact-output '.spec | del(.workerGroupSpecs[].replicas, .workerGroupSpecs[].scaleStrategy)'
}

has_v1_only_fields() {
  jq --exit-status '
    .workerGroupSpecs[0].numOfHosts == 1 and .workerGroupSpecs[0].labels.tier == "small" and
    .headGroupSpec.labels.tier == "head" and .authOptions.mode == "disabled" and .upgradeStrategy.type == "None" and
    .managedBy == "ray.io/kuberay-operator"' <<<"$1" >/dev/null || fail "a field that only v1 has is lost: $1"
}

# no_write_refused LOG LINES CLUSTER API-VERSION: what the autoscaler's service account did since then.
no_write_refused() {
  local calls
  calls=$(tail -n "+$(($2 + 1))" "$1" |
    jq --raw-output --arg user "system:serviceaccount:$NAMESPACE:$3" \
      'select(.user.username == $user) | [.verb, .objectRef.apiGroup // "", .objectRef.apiVersion, .objectRef.resource, .responseStatus.code] | @tsv')
  sort <<<"$calls" | uniq -c
  [[ $(grep -c "^patch	ray.io	$4	rayclusters	200" <<<"$calls") -ge 2 ]] ||
    fail "the autoscaler did not scale through ray.io/$4"
  if grep "ray.io	v[0-9a-z]*	rayclusters" <<<"$calls" | grep -qv "	$4	"; then fail "it used another version too"; fi
  if grep -v "	200$" <<<"$calls" | grep -q "ray.io"; then fail "calls were refused"; fi
  fact "$(grep -c "^patch	ray.io" <<<"$calls") patches of ray.io/$4"
}
