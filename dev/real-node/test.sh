#!/usr/bin/env bash
# Checks what README.md promises: pods run and reach each other, and nothing is left afterwards. Without Ray; a minute or two.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
node=$here/real-node
scratch=$(mktemp -d)
passed=0 failed=0

if ! reason=$("$node" check); then
  echo "skipped: no real node can run here: $reason"
  exit
fi
if "$node" status >/dev/null 2>&1; then
  echo "skipped: a real node is up already, and it may be in use"
  exit
fi
trap '"$node" down >/dev/null 2>&1; rm -rf "$scratch"' EXIT
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

# What the machine is like, as far as a node changes it.
machine() {
  ip -brief link show type bridge
  ip -brief link show type veth
  nft list tables
  grep -E 'ray-operator-node|netns/cni' /proc/self/mounts
  ls -d /sys/fs/cgroup/ray-operator-node /sys/fs/cgroup/*/ray-operator-node 2>/dev/null
  ls -A /var/lib/ray-operator-node /run/ray-operator-node /var/run/netns /var/lib/cni/results 2>/dev/null
  sysctl net.ipv4.ip_forward vm.overcommit_memory kernel.panic
  grep -lza 'RAY_OPERATOR_REAL_NODE=' /proc/[0-9]*/environ 2>/dev/null
}

# in_pod POD SCRIPT
in_pod() {
  timeout 30 kubectl exec "$1" -- sh -c "$2"
}

# get_page POD HOST
get_page() {
  in_pod "$1" "printf 'GET / HTTP/1.0\r\n\r\n' | nc -w 5 $2 80" | tail -n 1 | grep -qx web
}

only_first_node() {
  [[ $(kubectl get pods,nodes -o name | sort | xargs) == "node/ray-operator-node pod/client pod/web" ]]
}

"$node" down >/dev/null 2>&1
PATH=$PATH:/usr/sbin:/sbin
machine >"$scratch/before" 2>/dev/null

KUBECONFIG=$("$node" up) || exit
export KUBECONFIG
PATH=$("$node" binaries):$PATH
check "up again leaves everything as it is" test "$("$node" up 2>/dev/null)" = "$KUBECONFIG"
check "all of it runs" "$node" status

kubectl apply -f - >/dev/null <<'PODS'
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: web
    image: localhost/ray-operator-busybox:1
    command: [sh, -c, "mkdir /tmp/w; hostname >/tmp/w/index.html; exec httpd -f -p 8000 -h /tmp/w"]
    readinessProbe: {httpGet: {path: /, port: 8000}, periodSeconds: 1}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: client, image: "localhost/ray-operator-busybox:1"}
---
apiVersion: v1
kind: Service
metadata: {name: page}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8000}]}
PODS
check "pods get ready" kubectl wait --for condition=Ready pod/web pod/client --timeout 90s
check "names of Services are resolved" in_pod client "nslookup page.default.svc.cluster.local"
check "a pod reaches another through its Service" get_page client page
check "a pod reaches itself through its Service" get_page web page
check "the host reaches a Service" grep -qx web <(curl -sm 5 "http://$(kubectl get service page -o jsonpath='{.spec.clusterIP}')/")
check "a pod reaches the API server" in_pod client "nc -w 5 kubernetes.default 443 </dev/null"
check "logs can be read" kubectl logs client

check "a second node joins" "$node" add
kubectl apply -f - >/dev/null <<'PODS'
apiVersion: v1
kind: Pod
metadata: {name: other}
spec:
  nodeName: ray-operator-node-2
  terminationGracePeriodSeconds: 1
  containers:
  - {name: other, image: "localhost/ray-operator-busybox:1"}
PODS
check "... runs pods" kubectl wait --for condition=Ready pod/other --timeout 90s
check "... which reach those of the first one" get_page other page
check "... and goes" "$node" remove
check "... with its pods" only_first_node
check "it joins again" "$node" add

check "down ends with pods running" "$node" down
check "... and leaves the machine as it was" diff "$scratch/before" <(machine 2>/dev/null)
check "down again is no error" "$node" down

"$node" up >/dev/null 2>&1 &
pid=$!
for ((tries = 0; tries < 600; tries++)); do
  if [[ -e /var/lib/ray-operator-node/pids/containerd ]]; then break; fi
  sleep 0.1
done
kill -KILL "$pid"
wait "$pid" 2>/dev/null
check "kill -9 of up half-way: down cleans up" "$node" down
check "... and leaves the machine as it was" diff "$scratch/before" <(machine 2>/dev/null)

printf '%d passed, %d failed (%d s)\n' "$passed" "$failed" "$SECONDS"
[[ $failed -eq 0 ]]
