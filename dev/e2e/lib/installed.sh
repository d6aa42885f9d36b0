# shellcheck shell=bash
# Sourced by e2e: the product as users install it, of the image that image/build makes, as pods of the node.

OPERATOR_IMAGE=localhost/ray-operator # with the tags one and two
SYSTEM=ray-operator-system

# Builds and loads the image; two tags of it are two releases to a Deployment.
load_operator() {
  local archive=$STATE/image/ray-operator-image.tar
  if [[ ! -e $archive || $ROOT/cli/target/product-built -nt $archive ]]; then
    step "Building the image"
    IMAGE_TARGET=$STATE/image IMG=$OPERATOR_IMAGE:one "$ROOT/image/build" "$(architecture)"
  fi
  "$REAL_NODE" load "$archive" "$OPERATOR_IMAGE:two"
}

architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) die "no images for $(uname -m)" ;;
  esac
}

# ---- config/default, with cert-manager

start_image() {
  local binaries started
  load_operator
  binaries=$("$ROOT/dev/control-plane/control-plane" binaries --cert-manager)
  "$REAL_NODE" load-program "$(printf '%s\n' "$binaries"/cert-manager-v* | grep -v crds)" localhost/cert-manager:one
  step "Installing cert-manager"
  kubectl apply --server-side --filename "$(echo "$binaries"/cert-manager-*-crds.yaml)"
  kubectl apply --filename "$HERE/manifests/cert-manager.yaml"
  kubectl rollout status --namespace cert-manager --timeout 120s deployment/cert-manager

  step "Installing config/default"
  started=$EPOCHREALTIME
  IMG=$OPERATOR_IMAGE:one "$ROOT/image/deploy" apply
  rolled_out
  seconds_since "$started" >"$STATE/rollout"
}

# Both Deployments are at the newest template, and all their pods are available.
rolled_out() {
  local name
  for name in webhook-server controller-manager; do
    kubectl rollout status --namespace "$SYSTEM" --timeout 240s "deployment/ray-operator-$name"
  done
}

stop_image() {
  DELETE_RAYCLUSTERS=yes "$ROOT/image/deploy" delete
  kubectl delete --ignore-not-found --filename "$HERE/manifests/cert-manager.yaml"
}

# ---- config/python, as the Python operator's guide has it

start_python() {
  load_operator
  step "Installing config/python"
  kubectl apply --filename "$ROOT/config/python/cluster_crd.yaml"
  python_operator | kubectl apply --filename -
  kubectl rollout status --timeout 180s deployment/ray-operator
}

python_operator() {
  sed "s,controller:latest,$OPERATOR_IMAGE:one," "$ROOT/config/python/operator_cluster_scoped.yaml"
}

stop_python() {
  kubectl delete --ignore-not-found --filename "$ROOT/config/python/cluster_crd.yaml"
  python_operator | kubectl delete --ignore-not-found --filename -
}
