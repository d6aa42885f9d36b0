# shellcheck shell=bash
# Sourced by real-node: takes everything off the machine again, whatever state it is in.

down() {
  if [[ ! -e $DIR && ! -e $SOCKETS && -z $(cgroups) ]] && ! ip link show "$BRIDGE" >/dev/null 2>&1; then
    step "No real node is up"
    return
  fi
  check_owner
  step "Taking the real node down"
  # In order while the kubelet can: volumes and networks of pods. First who would make pods anew.
  if kubectl_ get --raw /readyz >/dev/null 2>&1; then
    control_plane stop-component kube-controller-manager --name real-node 2>/dev/null || true
    control_plane stop-component kube-scheduler --name real-node 2>/dev/null || true
    kubectl_ delete pods --all-namespaces --all --grace-period 1 --timeout 40s >/dev/null 2>&1 ||
      note "Some pods did not end: they are killed"
  fi
  stop_second_node
  stop kubelet
  kill_containers
  stop containerd
  stop kube-proxy
  stop coredns
  if [[ -d $DIR ]]; then kill_processes; fi # what has no pid file any more: shims
  kill_cgroups
  remove_pod_networks
  control_plane down --name real-node 2>/dev/null || true
  remove_network
  remove_mounts_below "$DIR/" "$SOCKETS/"
  restore_settings
  remove_fixed_paths
  rm -rf --one-file-system "$DIR" "$SOCKETS"
  step "The real node is down"
}

# Another working copy of the repository may have one up: that one is its business.
check_owner() {
  if [[ -e $DIR/owner && $(<"$DIR/owner") != "$REPOSITORY" && -z ${REAL_NODE_TAKE_OVER:-} ]]; then
    die "the real node of this machine belongs to $(<"$DIR/owner"): take it down there (or set REAL_NODE_TAKE_OVER=yes)"
  fi
}

kill_containers() {
  local list container tries
  if [[ ! -S $CONTAINERD ]] || ! CTR_TIMEOUT=10 ctr_ version >/dev/null 2>&1; then return; fi
  list=$(CTR_TIMEOUT=20 ctr_ tasks ls --quiet 2>/dev/null) || true
  for container in $list; do
    CTR_TIMEOUT=20 ctr_ tasks kill --signal KILL --all "$container" >/dev/null 2>&1 || true
  done
  for ((tries = 0; tries < 20; tries++)); do
    if ! CTR_TIMEOUT=20 ctr_ tasks ls 2>/dev/null | grep -q RUNNING; then break; fi
    sleep 0.2
  done
  for container in $list; do
    CTR_TIMEOUT=20 ctr_ tasks rm --force "$container" >/dev/null 2>&1 || true
  done
}
