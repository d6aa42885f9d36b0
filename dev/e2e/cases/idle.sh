# shellcheck shell=bash
# Sourced by e2e: Ray's autoscaler suspends or deletes a cluster that nobody uses.

case_of idle-suspend "idle termination, policy Suspend: a job keeps the cluster, then it is suspended, then resumed"
case_idle_suspend() {
  local started
  manifest idle.yaml POLICY=Suspend | k apply -f -
  become_ready idle
  run_job idle 1 30 # longer than the time without drivers that is allowed
  [[ $(k get raycluster idle --output 'jsonpath={.status.state}') == ready ]] || fail "it was suspended while a job ran"

  started=$EPOCHREALTIME
  state_is 180 idle suspended
  fact "suspended $(seconds_since "$started") s after the job"
  [[ $(k get raycluster idle --output 'jsonpath={.spec.idleSuspend}') == true ]] || fail "idleSuspend is not true"
  eventually 60 no_pods
  k patch raycluster idle --type merge --patch '{"spec":{"idleSuspend":false}}'
  become_ready idle
  run_job idle 1 1
}

case_of idle-delete "idle termination, policy Delete: the cluster goes"
case_idle_delete() {
  local started
  manifest idle.yaml POLICY=Delete | k apply -f -
  become_ready idle
  started=$EPOCHREALTIME
  k wait --for delete --timeout 240s raycluster/idle
  fact "deleted after $(seconds_since "$started") s"
  eventually 60 no_pods
}
