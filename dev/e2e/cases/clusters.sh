# shellcheck shell=bash
# Sourced by e2e: clusters of each version and layout come up, and Ray in them works.

case_of v1 "v1 cluster: ready, job, suspend, resume"
case_v1() {
  manifest v1.yaml | k apply -f -
  become_ready v1
  shows_nodes v1 2
  run_job v1 8 0.5
  nothing_restarted

  local started=$EPOCHREALTIME
  k patch raycluster v1 --type merge --patch '{"spec":{"suspend":true}}'
  state_is 120 v1 suspended
  eventually 60 no_pods
  fact "suspended after $(seconds_since "$started") s"
  k patch raycluster v1 --type merge --patch '{"spec":{"suspend":false}}'
  become_ready v1
  shows_nodes v1 2
  run_job v1 4 0.5
}

case_of head-killed "a killed head comes back, workers rejoin"
case_head_killed() {
  local old started
  manifest v1.yaml | k apply -f -
  become_ready v1
  shows_nodes v1 2
  old=$(head_pod v1)
  started=$EPOCHREALTIME
  k delete pod "$old" --grace-period 0 --force
  eventually 180 has_other_head v1 "$old"
  eventually 240 ray_has_nodes v1 2
  fact "both nodes back after $(seconds_since "$started") s"
  run_job v1 4 0.5
}

# has_other_head CLUSTER OLD: one that is ready.
has_other_head() {
  local pod
  pod=$(head_pod "$1")
  [[ -n $pod && $pod != "$2" ]] && k wait --for condition=Ready --timeout 5s "pod/$pod"
}

case_of v1alpha1 "v1alpha1 cluster, KubeRay layout: ready, job"
case_v1alpha1() {
  manifest v1alpha1.yaml | k apply -f -
  become_ready v1alpha1
  shows_nodes v1alpha1 2
  run_job v1alpha1 8 0.5
  nothing_restarted
}

case_of ant "v1alpha1 cluster, Ant layout: ready, job"
case_ant() {
  manifest ant.yaml | k apply -f -
  become_ready ant
  shows_nodes ant 3
  run_job ant 8 0.5
  nothing_restarted
}
