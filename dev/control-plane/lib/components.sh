# shellcheck shell=bash
# Sourced by control-plane: the command line of each component, how to start it, and how to see that it is ready.

# Sets PORT to one that nobody listens on. Below 32768, where no outgoing connection takes it.
pick_port() {
  while true; do
    PORT=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! { exec {probe}<>"/dev/tcp/127.0.0.1/$PORT"; } 2>/dev/null; then return; fi
    exec {probe}>&-
  done
}

# write_command COMPONENT FLAG...: keeps the command line, so that a later start is the same.
write_command() {
  local component=$1 binary=$1 extra
  if [[ $component == cert-manager ]]; then binary=$CERT_MANAGER; fi
  shift
  for extra in "${EXTRA_FLAGS[@]}"; do
    if [[ $extra == "$component="* ]]; then set -- "$@" "${extra#*=}"; fi
  done
  printf '%s\0' "$BIN/$binary" "$@" >"$DIR/commands/$component"
}

set_address() {
  printf '%s\n' "$2" >"$DIR/addresses/$1"
}

# Sets ADDRESS to the base URL of a component, to nothing if it serves nothing.
read_address() {
  ADDRESS=
  if [[ -e $DIR/addresses/$1 ]]; then read -r ADDRESS <"$DIR/addresses/$1"; fi
}

prepare_etcd() {
  pick_port
  set_address etcd "http://127.0.0.1:$PORT"
  write_command etcd \
    --name control-plane \
    --data-dir "$DIR/etcd" \
    --listen-client-urls "http://127.0.0.1:$PORT" \
    --advertise-client-urls "http://127.0.0.1:$PORT" \
    --listen-peer-urls http://127.0.0.1:0 \
    --quota-backend-bytes 8589934592 \
    --unsafe-no-fsync
}

prepare_kube-apiserver() {
  local pki=$DIR/pki disabled=TaintNodesByCondition # no kubelet and no node controller would take that taint away
  # Without the controller-manager no namespace gets its service account.
  has_component kube-controller-manager || disabled+=,ServiceAccount
  pick_port
  API_SERVER=https://$LISTEN:$PORT
  set_address kube-apiserver "$API_SERVER"
  write_audit_policy
  read_address etcd
  write_command kube-apiserver \
    --etcd-servers "$ADDRESS" \
    --bind-address "$LISTEN" \
    --advertise-address "$LISTEN" \
    --secure-port "$PORT" \
    --external-hostname "$LISTEN" \
    --endpoint-reconciler-type none \
    --tls-cert-file "$pki/serving.crt" \
    --tls-private-key-file "$pki/serving.key" \
    --client-ca-file "$pki/ca.crt" \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --service-account-key-file "$pki/service-account.pub" \
    --service-account-signing-key-file "$pki/service-account.key" \
    --service-cluster-ip-range 10.0.0.0/16 \
    --authorization-mode Node,RBAC \
    --disable-admission-plugins "$disabled" \
    --allow-privileged=true \
    --audit-policy-file "$DIR/audit-policy.yaml" \
    --audit-log-path "$DIR/audit.log" \
    --audit-log-maxsize 1000000 \
    --max-requests-inflight 3000 \
    --max-mutating-requests-inflight 1000
  write_kubeconfig "$DIR/kubeconfig" admin
  write_kubeconfig "$DIR/pki/kube-controller-manager.kubeconfig" kube-controller-manager
  write_kubeconfig "$DIR/pki/kube-scheduler.kubeconfig" kube-scheduler
  write_kubeconfig "$DIR/pki/kwok.kubeconfig" kwok
  write_kubeconfig "$DIR/pki/cert-manager.kubeconfig" cert-manager
}

# Who did what, without the bodies, one line per finished request: tests count writes in it.
write_audit_policy() {
  cat >"$DIR/audit-policy.yaml" <<'POLICY'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version", "/openapi/*", "/api", "/api/*", "/apis", "/apis/*"]
  - level: None
    users: ["system:apiserver"]
  - level: Metadata
POLICY
}

prepare_kube-controller-manager() {
  local pki=$DIR/pki off controllers='*'
  # Nodes are simulated, there is no cloud, no volume is attached.
  for off in node-lifecycle taint-eviction node-ipam node-route service-lb cloud-node-lifecycle persistentvolume-attach-detach; do
    controllers+=,-$off-controller
  done
  pick_port
  set_address kube-controller-manager "https://127.0.0.1:$PORT"
  write_command kube-controller-manager \
    --kubeconfig "$pki/kube-controller-manager.kubeconfig" \
    --bind-address 127.0.0.1 \
    --secure-port "$PORT" \
    --tls-cert-file "$pki/serving.crt" \
    --tls-private-key-file "$pki/serving.key" \
    --authorization-always-allow-paths /healthz,/readyz,/livez,/metrics \
    --leader-elect=false \
    --controllers "$controllers" \
    --service-account-private-key-file "$pki/service-account.key" \
    --root-ca-file "$pki/ca.crt" \
    --cluster-signing-cert-file "$pki/ca.crt" \
    --cluster-signing-key-file "$pki/ca.key" \
    --kube-api-qps 300 \
    --kube-api-burst 500
}

prepare_kube-scheduler() {
  local pki=$DIR/pki
  pick_port
  set_address kube-scheduler "https://127.0.0.1:$PORT"
  write_command kube-scheduler \
    --kubeconfig "$pki/kube-scheduler.kubeconfig" \
    --bind-address 127.0.0.1 \
    --secure-port "$PORT" \
    --tls-cert-file "$pki/serving.crt" \
    --tls-private-key-file "$pki/serving.key" \
    --authorization-always-allow-paths /healthz,/readyz,/livez,/metrics \
    --leader-elect=false \
    --kube-api-qps 1000 \
    --kube-api-burst 2000
}

prepare_kwok() {
  write_command kwok \
    --kubeconfig "$DIR/pki/kwok.kubeconfig" \
    --config "$BIN/$STAGES" \
    --manage-all-nodes=false \
    --manage-nodes-with-annotation-selector kwok.x-k8s.io/node=fake \
    --node-ip 127.0.0.1 \
    --cidr 10.64.0.0/10
}

prepare_cert-manager() {
  install_definitions
  write_command cert-manager --kubeconfig "$DIR/pki/cert-manager.kubeconfig"
}

# cert-manager takes for granted that its kinds are there.
install_definitions() {
  local kubectl=("$BIN/kubectl" --kubeconfig "$DIR/kubeconfig" --cache-dir "$DIR/kubectl-cache")
  {
    "${kubectl[@]}" apply --server-side --filename "$BIN/$CERT_MANAGER_DEFINITIONS"
    "${kubectl[@]}" wait --for=condition=Established --timeout "${TIMEOUT}s" --filename "$BIN/$CERT_MANAGER_DEFINITIONS"
  } >"$DIR/logs/definitions.log" 2>&1 || {
    cat "$DIR/logs/definitions.log" >&2
    die "cert-manager's kinds could not be installed"
  }
}

# Starts a component with the command line that was kept for it.
start_process() {
  local command log=$DIR/logs/$1.log
  mapfile -d '' command <"$DIR/commands/$1"
  if [[ -e $log ]]; then cat "$log" >>"$DIR/logs/$1.previous.log"; fi
  : >"$log" # is_ready reads the log of this start only
  detach "$log" "${command[@]}"
  write_pid_file "$1" "$PID"
}

# get PATH: what the API server answers to the administrator.
get() {
  read_address kube-apiserver
  local_curl --fail --max-time 5 --cert "$DIR/pki/admin.crt" --key "$DIR/pki/admin.key" "$ADDRESS$1"
}

# is_ready COMPONENT. None of these takes the component of another control plane, at the same port, for ours.
is_ready() {
  read_address "$1"
  case $1 in
    etcd) grep -q "\"msg\":\"serving client traffic insecurely.*\"address\":\"${ADDRESS#http://}\"" "$DIR/logs/etcd.log" ;;
    kube-apiserver) get /readyz ;;
    kube-controller-manager) serves "$ADDRESS/healthz" && get /api/v1/namespaces/default/serviceaccounts/default ;;
    kube-scheduler) serves "$ADDRESS/readyz" ;;
    kwok) all_nodes_ready ;;
    cert-manager) grep -q '^cert-manager is ready' "$DIR/logs/cert-manager.log" ;;
  esac >/dev/null 2>&1
}

serves() {
  local_curl --fail --max-time 5 "$1"
}

# Without the user's proxy and other habits, which are for the outside.
local_curl() {
  curl --disable --noproxy '*' --silent --cacert "$DIR/pki/ca.crt" "$@"
}

# await COMPONENT: returns 1 if it ended because its port was taken; if it fails otherwise, so does the command.
await() {
  local component=$1 started=$EPOCHREALTIME deadline=$((SECONDS + TIMEOUT))
  until is_running "$component" && is_ready "$component"; do
    if ! is_running "$component"; then
      if tail -n 30 "$DIR/logs/$component.log" | grep -q 'address already in use'; then return 1; fi
      fail_with_log "$component" "$component ended"
    fi
    [[ $SECONDS -lt $deadline ]] || fail_with_log "$component" "$component was not ready within $TIMEOUT s"
    sleep 0.1
  done
  note "$component is ready after $(elapsed_since "$started")"
}

fail_with_log() {
  {
    printf -- '---- last lines of %s.log\n' "$1"
    tail -n 30 "$DIR/logs/$1.log" | cut -c1-400
    printf -- '----\n'
  } >&2
  die "$2"
}
