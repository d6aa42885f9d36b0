# shellcheck shell=bash
# shellcheck disable=SC2034 # used by the other files
# Sourced by real-node: settings, and what its processes have in common with those of a control plane.

# One real node per machine: kube-proxy's tables and the kubelet's directories have fixed names. So may ours; they are
# short because a path of a socket has 108 characters at most.
NODE=ray-operator-node
DIR=/var/lib/$NODE
SOCKETS=/run/$NODE
CGROUP=$NODE
NETWORK=${REAL_NODE_NETWORK:-10.244.0} # the first three numbers of the addresses of node and pods
BRIDGE=${REAL_NODE_BRIDGE:-rayop0}
SERVICE_RANGE=10.0.0.0/16 # of dev/control-plane

POD_CIDR=$NETWORK.0/24
NODE_ADDRESS=$NETWORK.1 # of the bridge: node, API server and name server
CONTAINERD=$SOCKETS/containerd.sock
ADDRESSES=$DIR/addresses # of pods; the network has the first node's name
NETWORK_NAME=$NODE
PAUSE_IMAGE=localhost/ray-operator-busybox:1
CACHE_DIR=${RAY_OPERATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ray-operator}/real-node

control_plane() {
  "$REPOSITORY/dev/control-plane/control-plane" "$@"
}

ctr_() {
  timeout "${CTR_TIMEOUT:-300}" ctr --address "$CONTAINERD" --namespace k8s.io "$@"
}

# kubectl_ ARGUMENT...: as the administrator of the node's cluster. Without that file kubectl would ask localhost:8080,
# whoever answers there.
kubectl_() {
  [[ -s $DIR/kubeconfig ]] || return 1
  timeout 60 "$DIR/bin/kubectl" --kubeconfig "$DIR/kubeconfig" "$@"
}

# put FILE: writes stdin there only if that changes it (kube-proxy ends when its configuration is written).
put() {
  cat >"$1.new"
  if cmp --silent "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}

# start NAME COMMAND...: unless it runs.
start() {
  local name=$1
  shift
  if is_running "$name"; then return; fi
  detach "$DIR/logs/$name.log" "$@"
  write_pid_file "$name" "$PID"
}

# stop NAME: SIGTERM, and SIGKILL after ten seconds.
stop() {
  local tries
  read_pid "$1" || return 0
  kill -TERM "$PID" 2>/dev/null || true
  for ((tries = 0; tries < 100; tries++)); do
    if ! is_running "$1"; then return; fi
    sleep 0.1
  done
  kill -KILL "$PID" 2>/dev/null || true
}

# await SECONDS NAME COMMAND...: until the command, which has to end soon, succeeds; fails with the log of the process of that name.
await() {
  local deadline=$((SECONDS + $1)) name=$2 started=$EPOCHREALTIME
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [[ $SECONDS -ge $deadline ]] || ! is_running "$name"; then
      die_with "$DIR/logs/$name.log" "$name did not get ready"
    fi
    sleep 0.2
  done
  note "$name is ready after $(elapsed_since "$started")"
}

# die_with LOG MESSAGE
die_with() {
  printf -- '---- last lines of %s\n' "$1" >&2
  tail -n 20 "$1" | cut -c1-400 >&2
  die "$2"
}
