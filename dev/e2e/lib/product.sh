# shellcheck shell=bash
# shellcheck disable=SC2154 # launcher is from dev/lib/product.sh
# Sourced by e2e: the node, and the product as processes of the host, or as one of the installations of installed.sh.

start_node() {
  KUBECONFIG=$("$REAL_NODE" up)
  export KUBECONFIG
  PATH=$("$REAL_NODE" binaries):$PATH
}

# For a product that `up` started earlier.
use_node() {
  KUBECONFIG=$("$REAL_NODE" kubeconfig)
  export KUBECONFIG
  PATH=$("$REAL_NODE" binaries):$PATH
}

load_ray() {
  RAY_IMAGE=$("$REAL_NODE" load-ray)
  export RAY_IMAGE
}

# use_product KIND: processes, image or python; what is there of another kind goes first, with its RayClusters.
use_product() {
  local present=none
  if [[ -e $STATE/product ]]; then present=$(<"$STATE/product"); fi
  if [[ $present == "$1" ]]; then return; fi
  case $present in
    none) ;;
    processes) stop_processes_of_host ;;
    *) "stop_$present" ;;
  esac
  echo "$1" >"$STATE/product"
  "start_$1"
}

start_processes() {
  step "Starting webhook server and operator"
  kubectl apply -f "$ROOT/config/crd/bases" >&2
  until kubectl get --raw /apis/ray.io/v1 >/dev/null 2>&1; do sleep 0.2; done
  start_process webhook "$STATE" env JAVA_OPTS=-Xmx256m "$launcher" webhook --host 127.0.0.1 --port 0 --health-port 0 \
    --self-managed-certificates "$STATE/certificates" --register-url --log-stdout-encoder console
  await_line webhook "$STATE" "webhook server is ready"
  start_process manager "$STATE" env JAVA_OPTS=-Xmx256m "$launcher" manager --metrics-addr 127.0.0.1:0 \
    --health-probe-bind-address 127.0.0.1:0 --leader-election-namespace default --log-stdout-encoder console
  await_line manager "$STATE" "operator is ready"
}

stop_processes_of_host() {
  stop_processes "$STATE"
  kubectl delete --ignore-not-found mutatingwebhookconfiguration/ray-operator validatingwebhookconfiguration/ray-operator >&2
  kubectl delete --ignore-not-found --filename "$ROOT/config/crd/bases" >&2
}
