# shellcheck shell=bash
# shellcheck disable=SC2034 # TIMEOUT and others are used in the other files
# Sourced by control-plane: starts a control plane, and watches over it.

parse_components() {
  local word words
  SELECTED=(etcd kube-apiserver)
  IFS=, read -ra words <<<"$1"
  for word in "${words[@]}"; do
    case $word in
      all) SELECTED=("${COMPONENTS[@]}") ;;
      none | etcd | kube-apiserver) ;;
      controller-manager | scheduler) SELECTED+=("kube-$word") ;;
      kube-controller-manager | kube-scheduler | kwok | cert-manager) SELECTED+=("$word") ;;
      *) usage_error "no component '$word': all, none, or a list of ${COMPONENTS[*]} cert-manager is possible" ;;
    esac
  done
}

up() {
  local components=all owner='' started=$EPOCHREALTIME options
  NODES=2
  NODE_CAPACITY=(cpu=256 memory=2Ti ephemeral-storage=10Ti pods=10000 nvidia.com/gpu=64)
  EXTRA_FLAGS=()
  LISTEN=127.0.0.1
  TIMEOUT=120
  use_plane default
  while [[ $# -gt 0 ]]; do
    case $1 in
      --name | --components | --nodes | --node-capacity | --owner-pid | --flag | --address | --timeout)
        [[ $# -ge 2 ]] || usage_error "$1 needs a value"
        ;;&
      --name) use_plane "$2" ;;
      --components) components=$2 ;;
      --nodes) NODES=$(number "$1" "$2") ;;
      --node-capacity)
        [[ $2 == ?*=?* ]] || usage_error "--node-capacity needs RESOURCE=QUANTITY, not '$2'"
        set_node_capacity "$2"
        ;;
      --owner-pid) owner=$(number "$1" "$2") ;;
      --flag)
        [[ $2 == ?*=--?* ]] || usage_error "--flag needs COMPONENT=--FLAG[=VALUE], not '$2'"
        EXTRA_FLAGS+=("$2")
        ;;
      --address) LISTEN=$2 ;;
      --timeout) TIMEOUT=$(number "$1" "$2") ;;
      --quiet)
        be_quiet
        shift
        continue
        ;;
      *) usage_error "up: unknown option '$1'" ;;
    esac
    shift 2
  done
  parse_components "$components"
  has_component kwok || NODES=0
  if [[ -n $owner ]] && ! read_start_time "$owner"; then die "no process $owner, which shall own the control plane"; fi
  options=$(printf '%s\n' "${SELECTED[*]}" "$NODES" "${NODE_CAPACITY[*]}" "${EXTRA_FLAGS[@]}" "$LISTEN" "$owner")

  require flock util-linux
  require curl
  require openssl
  if has_component cert-manager; then BIN=$(binaries cert-manager); else BIN=$(binaries); fi
  [[ -n ${ARCHITECTURE:-} ]] || read_versions
  lock_plane
  if is_up; then
    [[ $options == "$(<"$DIR/options")" ]] \
      || die "'$NAME' is up with other options. Bring it down first, or use another --name"
    step "Control plane '$NAME' is up already"
  else
    if [[ -e $DIR || -n $(marked_processes) ]]; then
      kill_processes
      rm -rf "$DIR"
    fi
    start_plane "$owner" "$options"
    step "Control plane '$NAME' is up after $(elapsed_since "$started")"
  fi
  unlock_plane
  echo "$DIR/kubeconfig"
}

number() {
  [[ $2 =~ ^[0-9]{1,9}$ ]] || usage_error "$1 needs a number, not '$2'"
  echo $((10#$2))
}

set_node_capacity() {
  local resource kept=()
  for resource in "${NODE_CAPACITY[@]}"; do
    if [[ ${resource%%=*} != "${1%%=*}" ]]; then kept+=("$resource"); fi
  done
  NODE_CAPACITY=("${kept[@]}" "$1")
}

is_up() {
  local component
  [[ -e $DIR/ready ]] || return 1
  for component in $(<"$DIR/components"); do
    is_running "$component" || return 1
  done
}

start_plane() {
  local owner=$1 component
  trap 'give_up' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  umask 077
  mkdir -p "$DIR"/{pids,commands,addresses,logs}
  printf '%s\n' "${SELECTED[@]}" >"$DIR/components"
  printf '%s\n' "$NODES" >"$DIR/nodes"
  printf '%s\n' "$2" >"$DIR/options"
  write_pid_file up $$
  start_watchdog "$owner"
  step "Starting control plane '$NAME' (Kubernetes $KUBERNETES_VERSION) in $DIR"

  launch etcd
  write_pki
  await_or_relaunch etcd
  launch kube-apiserver
  await_or_relaunch kube-apiserver
  for component in "${SELECTED[@]:2}"; do
    launch "$component"
  done
  if [[ $NODES -gt 0 ]]; then create_nodes; fi
  for component in "${SELECTED[@]:2}"; do
    await_or_relaunch "$component"
  done

  write_endpoints
  touch "$DIR/ready"
  rm -f "$DIR/pids/up"
  trap - EXIT INT TERM HUP
}

give_up() {
  trap - EXIT INT TERM HUP
  remove_plane
}

launch() {
  "prepare_$1"
  start_process "$1"
}

# Another process may take the port between the choice and the use of it: then choose again.
await_or_relaunch() {
  local attempt
  for attempt in 1 2 3 4 5; do
    if await "$1"; then return; fi
    note "$1: port taken by another process, choosing another ($attempt)"
    launch "$1"
  done
  fail_with_log "$1" "$1 found no free port"
}

write_endpoints() {
  local component
  {
    printf '%s=%s\n' NAME "$NAME" DIRECTORY "$DIR" KUBECONFIG "$DIR/kubeconfig" AUDIT_LOG "$DIR/audit.log" BINARIES "$BIN"
    read_address kube-apiserver
    printf '%s=%s\n' API_SERVER_URL "$ADDRESS" API_SERVER_CA "$DIR/pki/ca.crt" \
      ADMIN_CERTIFICATE "$DIR/pki/admin.crt" ADMIN_KEY "$DIR/pki/admin.key"
    read_address etcd
    printf '%s=%s\n' ETCD_URL "$ADDRESS"
    for component in kube-controller-manager kube-scheduler; do
      if has_component "$component"; then
        read_address "$component"
        printf '%s_URL=%s\n' "$(tr a-z- A-Z_ <<<"$component")" "$ADDRESS"
      fi
    done
    for component in "${BINARIES[@]}"; do
      printf '%s=%s\n' "$(tr a-z- A-Z_ <<<"$component")" "$BIN/$component"
    done
  } >"$DIR/endpoints.env"
}

# ---- watchdog

# Brings the control plane down when `up` dies before it is done, and later when the owner dies.
start_watchdog() {
  detach "$DIR/logs/watchdog.log" bash "$SELF" _watch "$NAME" "${1:--}"
  write_pid_file watchdog "$PID"
}

watch() {
  local owner=$2 owner_start='' up up_start pause
  use_plane "$1"
  exec {pause}<> <(:)
  if [[ $owner != - ]]; then
    read_start_time "$owner" || bring_down
    owner_start=$START_TIME
  fi
  read -r up up_start <"$DIR/pids/up" || exit 0
  while true; do
    if [[ ! -e $DIR/ready ]]; then
      same_process "$up" "$up_start" || [[ -e $DIR/ready ]] || bring_down
    elif [[ $owner == - ]]; then
      exit 0
    fi
    if [[ $owner != - ]]; then same_process "$owner" "$owner_start" || bring_down; fi
    read -rt 0.3 -u "$pause" || true # a sleep without a process
  done
}
