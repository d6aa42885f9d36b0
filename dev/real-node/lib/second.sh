# shellcheck shell=bash
# Sourced by real-node: a second node of the same machine, with a containerd and a kubelet of its own; network, kube-proxy and
# name server are the first one's. It is there to be drained to.

# These functions take their directory and their names from variables, here those of the second node.
# shellcheck disable=SC2034
use_second_node() {
  NODE=$NODE-2
  DIR=$DIR/second
  SOCKETS=$SOCKETS/second
  CONTAINERD=$SOCKETS/containerd.sock
  CGROUP=$CGROUP/second
}

has_second_node() {
  [[ -d $DIR/second ]]
}

# On each node. In subshells, so that the variables of the second one end with them.
on_every_node() {
  ("$@")
  if has_second_node; then
    (
      use_second_node
      "$@"
    )
  fi
}

start_second_node() (
  first=$DIR
  use_second_node
  umask 022
  mkdir -p "$DIR"/{pids,logs,ports} "$SOCKETS"
  ln -sfn "$first/bin" "$DIR/bin"
  cp "$first"/{kubeconfig,resolv.conf} "$DIR/"
  cp "$first/kubelet-2.kubeconfig" "$DIR/kubelet.kubeconfig"
  make_cgroups
  start_containerd
  load_busybox
  start_kubelet
)

stop_second_node() (
  local name=$NODE-2
  if ! has_second_node; then return; fi
  # As long as its kubelet takes their networks down.
  if kubectl_ cordon "$name" >/dev/null 2>&1; then
    kubectl_ delete pods --all-namespaces --field-selector "spec.nodeName=$name" --grace-period 1 --timeout 40s >/dev/null 2>&1 ||
      note "Some pods of $name did not end: they are killed"
  fi
  (
    use_second_node
    stop kubelet
    kill_containers
    stop containerd
    kill_processes
  )
  kubectl_ delete node "$name" --ignore-not-found --timeout 20s >/dev/null 2>&1 || true
  remove_mounts_below "$DIR/second/" "$SOCKETS/second/"
  rm -rf --one-file-system "$DIR/second" "$SOCKETS/second"
)
