#!/usr/bin/env bash
# Checks what README.md promises. Takes about a minute once the binaries are there.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cp=$here/control-plane
scratch=$(mktemp -d)
export RAY_OPERATOR_RUN_DIR=$scratch/run
unset KUBECONFIG KUBEBUILDER_ASSETS
passed=0 failed=0

trap '"$cp" down --all >/dev/null 2>&1; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# check DESCRIPTION COMMAND...
check() {
  local description=$1
  shift
  if "$@" >"$scratch/out" 2>&1; then
    passed=$((passed + 1))
    printf 'ok      %s\n' "$description"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n' "$description"
    sed 's/^/          /' "$scratch/out" | tail -n 20
  fi
}

not() {
  ! "$@"
}

equal() {
  [[ $1 == "$2" ]] || {
    printf 'expected: %s\nfound:    %s\n' "$2" "$1"
    return 1
  }
}

contains() {
  [[ $1 == *"$2"* ]] || {
    printf 'expected to contain: %s\nfound: %s\n' "$2" "$1"
    return 1
  }
}

# eventually SECONDS COMMAND...
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [[ $SECONDS -lt $deadline ]] || return 1
    sleep 0.2
  done
}

section() {
  printf -- '-- %s (at %d s)\n' "$1" "$SECONDS"
}

# ---- binaries, with a false Go and a mirror on the file system

# Writes a Go that "builds" a script and notes what it was asked for.
false_go() {
  local file
  mkdir -p "$scratch/go/bin" "$scratch/newer/bin" "$scratch/newer/pkg/tool" "$scratch/go/module/kustomize/stage"/{node/fast,node/heartbeat,pod/fast}
  for file in node/fast node/heartbeat pod/fast; do
    echo "name: $file" >"$scratch/go/module/kustomize/stage/$file/stage.yaml"
    echo unused >"$scratch/go/module/kustomize/stage/$file/kustomization.yaml"
  done
  mkdir -p "$scratch/go/module/deploy/crds"
  echo 'kind: CustomResourceDefinition' >"$scratch/go/module/deploy/crds/issuers.yaml"
  cat >"$scratch/go/bin/go" <<'GO'
#!/usr/bin/env bash
here=$(dirname "$0")/..
case $1 in
  env) cat "$here/version" ;;
  list) echo "$here/module" ;;
  mod) printf '{\n\t"Dir": "%s"\n}\n' "$here/../newer" ;;
  build)
    while [[ $1 != -o ]]; do shift; done
    basename "$2" >>"$here/built"
    printf 'half' >"$2"
    if [[ -e $here/slow ]]; then exec sleep 60; fi
    sleep 0.05
    printf '#!/bin/sh\necho built \n' >"$2"
    chmod 755 "$2"
    ;;
esac
GO
  sed 's#^here=.*#&/../go#; s#built #built by newer #' "$scratch/go/bin/go" >"$scratch/newer/bin/go"
  chmod 755 "$scratch/go/bin/go"
  awk '$1 == "go" { print "go" $2 }' "$here"/*/go.mod | sort -V | tail -n 1 >"$scratch/go/version" # as new as is needed
}

# with_false_go CACHE COMMAND...: no downloads, unless a mirror is named.
with_false_go() {
  local cache=$1
  shift
  env RAY_OPERATOR_CACHE="$scratch/$cache" PATH="$scratch/go/bin:$PATH" RAY_OPERATOR_GITHUB="${MIRROR:-}" \
    RAY_OPERATOR_GITHUB_API="${MIRROR:+$MIRROR/api}" RAY_OPERATOR_KUBERNETES_RELEASES="${MIRROR:-}" "$@"
}

pinned() {
  awk -v module="$2" '$1 == module { print $2; exit }' "$here/$1/go.mod"
}

# Writes releases as their projects publish them, all with a correct checksum except kubectl's.
mirror() {
  local kubernetes etcd kwok architecture=amd64 file folder
  if [[ $(uname -m) == aarch64 ]]; then architecture=arm64; fi
  kubernetes=$(pinned kubernetes k8s.io/kubernetes)
  etcd=$(pinned kubernetes go.etcd.io/etcd/server/v3)
  kwok=$(pinned kwok sigs.k8s.io/kwok)
  folder=$scratch/mirror/$kubernetes/bin/linux/$architecture
  mkdir -p "$folder"
  for file in kube-apiserver kube-controller-manager kube-scheduler kubectl; do
    printf '#!/bin/sh\necho downloaded\n' >"$folder/$file"
    sha256sum <"$folder/$file" | cut -c1-64 >"$folder/$file.sha256"
  done
  echo changed >>"$folder/kubectl"

  mkdir -p "$scratch/etcd-$etcd-linux-$architecture" "$scratch/mirror/etcd-io/etcd/releases/download/$etcd"
  printf '#!/bin/sh\necho downloaded\n' >"$scratch/etcd-$etcd-linux-$architecture/etcd"
  (
    cd "$scratch/mirror/etcd-io/etcd/releases/download/$etcd" || exit
    tar -czf "etcd-$etcd-linux-$architecture.tar.gz" -C "$scratch" "etcd-$etcd-linux-$architecture"
    sha256sum ./*.tar.gz | sed 's# \./# #' >SHA256SUMS
  )

  folder=$scratch/mirror/kubernetes-sigs/kwok/releases/download/$kwok
  mkdir -p "$folder" "$scratch/mirror/api/repos/kubernetes-sigs/kwok/releases/tags"
  printf '#!/bin/sh\necho downloaded\n' >"$folder/kwok-linux-$architecture"
  echo 'name: downloaded' >"$folder/stage-fast.yaml"
  cat >"$scratch/mirror/api/repos/kubernetes-sigs/kwok/releases/tags/$kwok" <<JSON
{"name": "$kwok", "author": {"login": "somebody"}, "assets": [
  {"name": "kwok-linux-other", "uploader": {"login": "robot"}, "digest": "sha256:$(printf '0%.0s' {1..64})"},
  {"name": "kwok-linux-$architecture", "uploader": {"login": "robot"}, "digest": "sha256:$(sha256sum <"$folder/kwok-linux-$architecture" | cut -c1-64)"},
  {"name": "stage-fast.yaml", "uploader": {"login": "robot"}, "digest": "sha256:$(sha256sum <"$folder/stage-fast.yaml" | cut -c1-64)"}
]}
JSON
}

has_all_binaries() {
  local file
  for file in etcd kube-apiserver kube-controller-manager kube-scheduler kubectl kwok; do
    [[ -x $1/$file ]] || {
      echo "no $1/$file"
      return 1
    }
  done
  [[ -s $1/kwok-stages.yaml ]]
}

# A PATH with what the script needs, but no Go and nothing to install it with.
path_without_go() {
  local tool
  mkdir -p "$scratch/tools"
  for tool in bash env awk uname flock curl tar gzip sha256sum mkdir rm mv cut grep readlink dirname basename cat sleep setpriv tr \
    id chmod sed tail tee sort find realpath; do
    ln -sf "$(type -P "$tool")" "$scratch/tools/$tool"
  done
  echo "$scratch/tools"
}

test_binaries() {
  local out first second version
  section "binaries"
  false_go
  mirror

  out=$(with_false_go built "$cp" binaries 2>"$scratch/progress")
  check "without downloads, all binaries are built" has_all_binaries "$out"
  check "... and only the directory is printed" equal "$(wc -l <<<"$out")" 1
  check "... with progress for each" contains "$(<"$scratch/progress")" "[6/7] kwok: built"
  check "... and KWOK's stages come from its module" equal "$(grep -c '^name' "$out/kwok-stages.yaml")" 3
  : >"$scratch/go/built"
  with_false_go built "$cp" binaries >"$scratch/again" 2>&1
  check "the second time nothing is built, nothing is said" equal "$(<"$scratch/again")$(<"$scratch/go/built")" "$out"

  out=$(with_false_go built "$cp" binaries --cert-manager 2>/dev/null)
  version=$(pinned cert-manager github.com/cert-manager/cert-manager)
  check "cert-manager is built on demand, and nothing else" equal "$(<"$scratch/go/built")" "cert-manager-$version"
  check "... with the others beside it" has_all_binaries "$out"
  check "... and its kinds from its module" contains "$(<"$out/cert-manager-$version-crds.yaml")" CustomResourceDefinition
  : >"$scratch/go/built"

  with_false_go two "$cp" binaries >"$scratch/first" 2>/dev/null &
  first=$!
  with_false_go two "$cp" binaries >"$scratch/second" 2>/dev/null &
  second=$!
  wait "$first" "$second"
  check "two at once get the same directory" equal "$(<"$scratch/first")" "$(<"$scratch/second")"
  check "... and build each binary once" equal "$(sort "$scratch/go/built" | uniq -d)$(wc -l <"$scratch/go/built")" 6

  touch "$scratch/go/slow"
  with_false_go killed "$cp" binaries >/dev/null 2>&1 &
  first=$!
  eventually 20 grep -qs half "$scratch"/killed/control-plane/*.partial.*/etcd
  kill -KILL "$(pgrep -f "$cp binaries" -P "$first" || echo "$first")"
  wait "$first" 2>/dev/null
  rm "$scratch/go/slow"
  check "kill -9 in the middle of a build leaves no half binary" not compgen -G "$scratch/killed/control-plane/kubernetes*amd64/*"
  out=$(with_false_go killed "$cp" binaries 2>/dev/null)
  check "... and the next one completes" has_all_binaries "$out"
  check "... and cleans up" not compgen -G "$scratch/killed/control-plane/*partial*"

  : >"$scratch/go/built"
  out=$(MIRROR=file://$scratch/mirror with_false_go mirrored "$cp" binaries 2>"$scratch/progress")
  check "releases are downloaded from a mirror" equal "$("$out/kube-apiserver")$("$out/etcd")$("$out/kwok")" downloadeddownloadeddownloaded
  check "... but not with a wrong checksum" contains "$(<"$scratch/progress")" "kubectl does not match its published checksum"
  check "... then it is built" equal "$("$out/kubectl")$(<"$scratch/go/built")" builtkubectl

  out=$(MIRROR=http://127.0.0.1:1 with_false_go unreachable "$cp" binaries 2>"$scratch/progress")
  check "a host that does not answer is asked once" equal "$(grep -c 'no download from 127.0.0.1:1' "$scratch/progress")" 1
  check "... and everything is built" has_all_binaries "$out"

  mkdir -p "$scratch/assets"
  printf '#!/bin/sh\necho mine\n' >"$scratch/assets/etcd"
  chmod 755 "$scratch/assets/etcd"
  out=$(KUBEBUILDER_ASSETS=$scratch/assets with_false_go built "$cp" binaries)
  check "KUBEBUILDER_ASSETS is preferred for what it holds" equal "$("$out/etcd")$("$out/kube-apiserver")" minebuilt

  echo go1.19.8 >"$scratch/go/version"
  out=$(with_false_go old "$cp" binaries 2>"$scratch/progress")
  check "an old Go fetches a newer one" contains "$(<"$scratch/progress")" "found go1.19.8: fetching it"
  check "... which then builds" equal "$("$out/kwok")" "built by newer"
  env RAY_OPERATOR_CACHE="$scratch/none" RAY_OPERATOR_GITHUB='' RAY_OPERATOR_KUBERNETES_RELEASES='' PATH="$(path_without_go)" \
    "$cp" binaries >"$scratch/progress" 2>&1
  check "a missing Go is named" contains "$(<"$scratch/progress")" "building them needs Go: install it"
}

# ---- control planes

processes_of() {
  grep -lzxF -- "RAY_OPERATOR_CONTROL_PLANE=$RAY_OPERATOR_RUN_DIR/control-plane/$1" /proc/[0-9]*/environ 2>/dev/null
}

# nothing_left NAME
nothing_left() {
  [[ -z $(processes_of "$1") && ! -e $RAY_OPERATOR_RUN_DIR/control-plane/$1 && ! -e $RAY_OPERATOR_RUN_DIR/control-plane/.$1.lock ]] || {
    processes_of "$1"
    ls -A "$RAY_OPERATOR_RUN_DIR/control-plane"
    return 1
  }
}

# Prints the addresses (hexadecimal, as the kernel has them) that the processes of a control plane listen on.
listening_addresses() {
  local process socket
  for process in $(processes_of "$1"); do
    for socket in "${process%/environ}"/fd/*; do
      socket=$(readlink "$socket")
      if [[ $socket == socket:* ]]; then
        awk -v inode="${socket//[^0-9]/}" '$4 == "0A" && $10 == inode { sub(/:.*/, "", $2); print $2 }' /proc/net/tcp /proc/net/tcp6
      fi
    done
  done | sort -u
}

pods_are() {
  equal "$(kubectl get pods -l "$1" -o jsonpath='{.items[*].status.phase}' | tr ' ' '\n' | grep -c "$2")" "$3"
}

has_endpoints() {
  kubectl get endpointslices -l "kubernetes.io/service-name=$1" -o jsonpath='{.items[*].endpoints[*].addresses}' | grep -q .
}

configmap_writes_are() {
  equal "$(grep '"user":{"username":"admin"' "$AUDIT_LOG" | grep -c '"verb":"create".*"resource":"configmaps"')" "$1"
}

test_whole() {
  local out started=$SECONDS
  section "a whole control plane"
  exec 7>"$scratch/lock"
  flock 7
  out=$("$cp" up --name whole --nodes 3 2>"$scratch/progress")
  check "up is done in 60 s, even on a busy machine (here: $((SECONDS - started)) s)" test $((SECONDS - started)) -lt 60
  check "up prints the path of the kubeconfig" equal "$out" "$RAY_OPERATOR_RUN_DIR/control-plane/whole/kubeconfig"
  exec 7>&-
  check "up leaves no file of its caller open" flock -n "$scratch/lock" true
  export KUBECONFIG=$out
  while IFS='=' read -r key value; do
    declare -g "$key=$value"
  done <"$(dirname "$out")/endpoints.env"
  export PATH=$BINARIES:$PATH

  check "it listens on 127.0.0.1 only" equal "$(listening_addresses whole)" 0100007F
  check "versions are the pinned ones" contains "$(kubectl version)" "Server Version: $(pinned kubernetes k8s.io/kubernetes)"
  check "nodes are ready" equal "$(kubectl get nodes --no-headers | awk '$2 == "Ready"' | wc -l)" 3
  check "... and untainted" equal "$(kubectl get nodes -o jsonpath='{.items[*].spec.taints}')" ""
  check "... and large" equal "$(kubectl get node node-0 -o jsonpath='{.status.allocatable.cpu} {.status.allocatable.nvidia\.com/gpu}')" "256 64"
  check "up again is no error, and the same" equal "$("$cp" up --name whole --nodes 3 2>/dev/null)" "$out"
  check "... unless options differ" not "$cp" up --name whole --nodes 4

  kubectl create deployment web --image=web --replicas=300 >/dev/null
  check "pods run, more than a small network has addresses for" eventually 20 pods_are app=web Running 300
  check "... each at its own" equal "$(kubectl get pods -l app=web -o jsonpath='{.items[*].status.podIP}' | tr ' ' '\n' | sort -u | wc -l)" 300
  kubectl expose deployment web --port 80 >/dev/null
  check "a service has endpoints" eventually 20 has_endpoints web
  kubectl delete deployment web >/dev/null
  check "garbage is collected" eventually 20 pods_are app=web . 0
  check "a service account gets a token" kubectl create token default
  check "RBAC refuses strangers" not kubectl auth can-i list pods --as stranger -q
  kubectl create configmap counted >/dev/null
  check "the audit log counts writes" eventually 5 configmap_writes_are 1
  check "etcd can be read directly" contains "$(curl -s "$ETCD_URL/v3/kv/range" \
    -d "{\"key\":\"$(printf /registry/configmaps/default/counted | base64 -w0)\",\"count_only\":true}")" '"count":"1"'

  section "failures"
  "$cp" stop-component kube-apiserver --name whole 2>/dev/null
  check "kube-apiserver can be stopped" not kubectl get --raw /readyz
  check "... and status says so" contains "$("$cp" status --name whole)" "kube-apiserver           stopped"
  "$cp" start-component kube-apiserver --name whole 2>/dev/null
  check "... and started again at the same address" kubectl get configmap counted
  "$cp" restart-component etcd --name whole 2>/dev/null
  check "etcd keeps its data through kill -9" eventually 20 kubectl get configmap counted
  "$cp" restart-component kube-controller-manager --name whole 2>/dev/null
  "$cp" restart-component kube-scheduler --name whole 2>/dev/null
  "$cp" restart-component kwok --name whole 2>/dev/null
  check "status is 0 when all run" "$cp" status --name whole
  kubectl run late --image=late --labels app=late >/dev/null
  check "the others can be restarted too" eventually 20 pods_are app=late Running 1
  "$cp" signal-component kwok STOP --name whole
  kubectl run frozen --image=frozen --labels app=frozen >/dev/null
  sleep 1
  check "a component can be frozen" pods_are app=frozen Pending 1
  "$cp" signal-component kwok CONT --name whole
  check "... and thawed" eventually 20 pods_are app=frozen Running 1
  check "an unknown component is refused" not "$cp" stop-component nonsense --name whole
}

certificate_is_ready() {
  equal "$(kubectl get certificate demo -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" True
}

test_cert_manager() {
  local out
  section "cert-manager"
  out=$("$cp" up --name issuing --components cert-manager --flag cert-manager=--feature-gates=CAInjectorMerging=false 2>/dev/null)
  export KUBECONFIG=$out
  kubectl apply -f - >/dev/null <<'MANIFESTS'
{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: demo}, spec: {selfSigned: {}}}
---
{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: demo}, spec: {secretName: demo, commonName: demo, issuerRef: {name: demo}}}
MANIFESTS
  check "a certificate is issued" eventually 30 certificate_is_ready
  "$cp" stop-component cert-manager --name issuing 2>/dev/null
  kubectl delete secret demo >/dev/null
  "$cp" start-component cert-manager --name issuing 2>/dev/null
  check "... and again after a restart" eventually 30 kubectl get secret demo
  "$cp" down --name issuing 2>/dev/null
  check "down leaves nothing of it" nothing_left issuing
}

test_several() {
  local first second
  section "several at once"
  "$cp" up --name one --components none >"$scratch/first" 2>/dev/null &
  first=$!
  "$cp" up --name one --components none >"$scratch/second" 2>/dev/null &
  second=$!
  "$cp" up --name two --components none >/dev/null 2>&1
  wait "$first" "$second"
  check "the same name twice gives one control plane" equal "$(<"$scratch/first")" "$(<"$scratch/second")"
  check "... of three processes at most" test "$(processes_of one | wc -l)" -le 3
  check "another name gives another" not equal "$(kubectl --kubeconfig "$("$cp" kubeconfig --name one)" get ns kube-system -o jsonpath='{.metadata.uid}')" \
    "$(kubectl --kubeconfig "$("$cp" kubeconfig --name two)" get ns kube-system -o jsonpath='{.metadata.uid}')"
  check "pods can be created without a controller-manager" kubectl --kubeconfig "$("$cp" kubeconfig --name two)" run x --image=x
  "$cp" down --name one 2>/dev/null
  check "down leaves nothing" nothing_left one
  check "... and the others alone" "$cp" status --name two
  check "down again is no error" "$cp" down --name one
  check "status is 3 for what is not up" equal "$("$cp" status --name one >/dev/null 2>&1; echo $?)" 3
}

# Starts `up` (its id goes to pid) and returns when it has just started that process.
midway() {
  "$cp" up --name midway >/dev/null 2>&1 &
  pid=$!
  eventually 20 test -e "$RAY_OPERATOR_RUN_DIR/control-plane/midway/pids/$1"
}

test_deaths() {
  local owner pid moment
  section "deaths"
  sleep 1000 &
  owner=$!
  "$cp" up --name owned --components none --owner-pid "$owner" >/dev/null 2>&1
  kill -KILL "$owner"
  check "kill -9 of the owner brings it down" eventually 20 nothing_left owned

  # An owner that nobody waits for stays a zombie: that is death as well.
  bash -c 'sleep 1000 & echo $! >"$1"; exec sleep 1001' _ "$scratch/zombie" &
  pid=$!
  eventually 5 test -s "$scratch/zombie"
  owner=$(<"$scratch/zombie")
  "$cp" up --name orphan --components none --owner-pid "$owner" >/dev/null 2>&1
  kill -KILL "$owner"
  check "so does an owner that becomes a zombie" eventually 20 nothing_left orphan
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null

  for moment in watchdog etcd kube-apiserver kwok; do
    midway "$moment"
    kill -KILL "$pid"
    wait "$pid" 2>/dev/null
    check "kill -9 of up when it starts $moment leaves nothing" eventually 20 nothing_left midway
  done
  midway kube-apiserver
  kill -TERM "$pid"
  wait "$pid"
  check "SIGTERM of up leaves nothing" nothing_left midway
  midway kube-apiserver
  check "down during up is possible" "$cp" down --name midway
  check "... and leaves nothing" nothing_left midway
  wait "$pid"

  "$cp" up --name wrong --flag kube-scheduler=--no-such-flag >"$scratch/progress" 2>&1
  check "a component that fails makes up fail" not test $? -eq 0
  check "... with the end of its log" contains "$(<"$scratch/progress")" "unknown flag: --no-such-flag"
  check "... and leaves nothing" nothing_left wrong

  # A scheduler whose port is taken at the first try.
  mkdir -p "$scratch/taken"
  cat >"$scratch/taken/kube-scheduler" <<SCHEDULER
#!/usr/bin/env bash
if [[ ! -e $scratch/taken/once ]]; then
  touch "$scratch/taken/once"
  echo "listen tcp 127.0.0.1:1: bind: address already in use"
  exit 1
fi
exec "$BINARIES/kube-scheduler" "\$@"
SCHEDULER
  chmod 755 "$scratch/taken/kube-scheduler"
  KUBEBUILDER_ASSETS=$scratch/taken "$cp" up --name taken --components scheduler >"$scratch/progress" 2>&1
  check "a port that is taken is replaced" "$cp" status --name taken
  check "... and that is said" contains "$(<"$scratch/progress")" "choosing another"
}

test_down_all() {
  section "down --all"
  rm -rf "$RAY_OPERATOR_RUN_DIR/control-plane/two" "$RAY_OPERATOR_RUN_DIR/control-plane/.two.lock"
  "$cp" down --all 2>/dev/null
  check "down --all ends all" nothing_left whole
  check "... even what has no files any more" nothing_left two
  check "... and leaves no file" not test -e "$RAY_OPERATOR_RUN_DIR"
}

if type -P shellcheck >/dev/null; then
  check "shellcheck is content" shellcheck -x "$cp" "$here"/lib/*.sh "$here/test.sh"
fi
test_binaries
test_whole
test_cert_manager
test_several
test_deaths
test_down_all
printf '%d passed, %d failed (%d s)\n' "$passed" "$failed" "$SECONDS"
[[ $failed -eq 0 ]]
