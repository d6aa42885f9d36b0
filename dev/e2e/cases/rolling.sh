# shellcheck shell=bash
# Sourced by e2e: pods are replaced while Ray is at work.

case_of rolling "rolling update of two workers while a job runs"
case_rolling() {
  local head old job started
  manifest rolling.yaml RELEASE=one | k apply -f -
  become_ready rolling
  shows_nodes rolling 3
  head=$(uids head)
  old=$(uids worker)
  (run_job rolling 24 3) &
  job=$!
  eventually 60 job_has_begun rolling

  started=$EPOCHREALTIME
  manifest rolling.yaml RELEASE=two | k apply -f -
  k wait --for condition=RayClusterUpdating --timeout 30s raycluster/rolling
  k wait --for condition=RayClusterUpdating=false --timeout 240s raycluster/rolling
  fact "both workers replaced after $(seconds_since "$started") s"
  kill -0 "$job" || fail "the job was over before the update: it proves nothing"
  wait "$job" || fail "the job did not survive the update"

  [[ $(uids head) == "$head" ]] || fail "the head was replaced though its template did not change"
  [[ $(releases) == "two two" ]] || fail "workers have the releases $(releases)"
  [[ -z $(comm -12 <(sort <<<"$old") <(uids worker | sort)) ]] || fail "an old worker is still there"
  nothing_restarted
}

# uids NODE-TYPE: a line for each pod.
uids() {
  k get pods --selector "ray.io/node-type=$1" --output 'jsonpath={range .items[*]}{.metadata.uid}{"\n"}{end}'
}

releases() {
  k get pods --selector ray.io/node-type=worker \
    --output 'jsonpath={.items[*].spec.containers[0].env[?(@.name=="RELEASE")].value}'
}

job_has_begun() {
  in_head "$1" pgrep -f /tmp/job.py >/dev/null
}
