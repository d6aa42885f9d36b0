# shellcheck shell=bash
# Sourced by e2e: the image as config/default installs it, with genuine cert-manager, all of them as pods.

case_of image-conversion "config/default of the built image: rollout, conversion through the Service, job" image
case_image_conversion() {
  local read
  fact "installed and available after $(<"$STATE/rollout") s"
  [[ $(conversion_of url) == "" && $(conversion_of service.name) == ray-operator-webhook-server ]] ||
    fail "the API server does not convert through the Service"
  [[ $(conversion_of caBundle) == "$(kubectl get secret --namespace "$SYSTEM" ray-operator-webhook-server-certificate \
    --output 'jsonpath={.data.ca\.crt}')" ]] || fail "the CA is not cert-manager's"
  [[ $(containers_of webhook-server) == "$OPERATOR_IMAGE:one $OPERATOR_IMAGE:one" ]] || fail "webhook pods: $(containers_of webhook-server)"

  manifest ant.yaml | k apply -f -
  read=$(k get rayclusters.v1alpha1.ray.io ant --output json)
  jq --exit-status '.apiVersion == "ray.io/v1alpha1" and (.spec.extensions | length) == 2' <<<"$read" >/dev/null || fail "as v1alpha1: $read"
  read=$(k get rayclusters.v1.ray.io ant --output json)
  jq --exit-status '.apiVersion == "ray.io/v1" and .spec.workerGroupSpecs[0].replicas == 2' <<<"$read" >/dev/null || fail "as v1: $read"
  if k apply -f - <<<'{"apiVersion": "ray.io/v1alpha1", "kind": "RayCluster", "metadata": {"name": "Wrong"}, "spec": {"extensions": []}}'; then
    fail "nobody refused a wrong cluster"
  fi
  become_ready ant
  shows_nodes ant 3
  run_job ant 8 0.5
  nothing_restarted
}

conversion_of() {
  kubectl get customresourcedefinition rayclusters.ray.io --output "jsonpath={.spec.conversion.webhook.clientConfig.$1}"
}

# containers_of COMPONENT: the images of its pods.
containers_of() {
  kubectl get pods --namespace "$SYSTEM" --selector "app.kubernetes.io/component=$1" --output 'jsonpath={.items[*].spec.containers[0].image}'
}

case_of image-failover "another leader: the pod deleted, and the process killed" image
case_image_failover() {
  system scale deployment/ray-operator-controller-manager --replicas 2
  rolled_out
  manifest small.yaml NAME=before | k apply -f -
  eventually 60 has_head before

  local leader started
  leader=$(leader)
  started=$EPOCHREALTIME
  system delete pod "$leader" --wait=false
  manifest small.yaml NAME=deleted | k apply -f -
  eventually 120 has_head deleted
  fact "leader deleted: next change served after $(seconds_since "$started") s"
  [[ $(leader) != "$leader" ]] || fail "$leader is deleted and still the leader"

  rolled_out
  leader=$(leader)
  kill_containers_of "$leader"
  started=$EPOCHREALTIME
  manifest small.yaml NAME=killed | k apply -f -
  eventually 120 has_head killed
  fact "leader killed (-9): next change served after $(seconds_since "$started") s by $([[ $(leader) == "$leader" ]] && echo "the same pod" || echo "the other pod")"
  system scale deployment/ray-operator-controller-manager --replicas 1
  rolled_out
}

system() {
  kubectl --namespace "$SYSTEM" "$@"
}

# The name of the pod that works.
leader() {
  local holder pod
  holder=$(system get lease ray-operator-leader --output 'jsonpath={.spec.holderIdentity}')
  for pod in $(system get pods --output 'jsonpath={.items[*].metadata.name}'); do
    if [[ $holder == "$pod"* ]]; then echo "$pod"; fi
  done
}

has_head() {
  [[ -n $(k get pods --selector "ray.io/cluster=$1" --output name) ]]
}

# kill_containers_of POD: SIGKILL for the process of its first container, as when memory ends.
kill_containers_of() {
  local id file killed=0
  id=$(system get pod "$1" --output 'jsonpath={.status.containerStatuses[0].containerID}')
  while read -r file; do
    file=${file#/proc/}
    kill -KILL "${file%/cgroup}"
    killed=$((killed + 1))
  done < <(grep -ls "${id##*/}" /proc/[0-9]*/cgroup)
  [[ $killed -gt 0 ]] || fail "no process of $1 was found"
}

case_of image-upgrade "another image and back under load: no request fails, no pod of the two clusters changes" image
case_image_upgrade() {
  local pods release
  manifest v1.yaml | k apply -f -
  manifest v1alpha1.yaml | k apply -f -
  become_ready v1
  become_ready v1alpha1
  pods=$(uids head && uids worker)
  start_load v1 v1alpha1
  for release in two one; do
    IMG=$OPERATOR_IMAGE:$release "$ROOT/image/deploy" apply
    rolled_out
    eventually 60 only_image_is "$OPERATOR_IMAGE:$release"
    sleep 3
  done
  stop_load "two rollouts"
  [[ $(uids head && uids worker) == "$pods" ]] || fail "pods of the clusters are other ones"
  nothing_restarted
}

only_image_is() {
  [[ $(containers_of webhook-server) == "$1 $1" && $(containers_of controller-manager) == "$1" ]]
}

case_of image-drain "a node is drained under load: its webhook servers move to another node one after the other" image
case_image_drain() {
  local node started
  node=$(k get nodes --output 'jsonpath={.items[*].metadata.name}')
  trap 'back_to_one_node "$node"' EXIT
  "$REAL_NODE" add
  load_operator
  manifest small.yaml NAME=one | k apply -f -
  manifest small.yaml NAME=two | k apply -f -
  eventually 60 has_head two
  [[ $(nodes_of webhook-server) == "$node $node" ]] || fail "the webhook servers are not both on $node: $(nodes_of webhook-server)"
  start_load one two
  trap 'stop_clients; back_to_one_node "$node"' EXIT
  started=$EPOCHREALTIME
  kubectl drain "$node" --pod-selector app.kubernetes.io/name=ray-operator --delete-emptydir-data --timeout 240s
  fact "drained after $(seconds_since "$started") s"
  rolled_out
  [[ $(nodes_of webhook-server) == "$node-2 $node-2" && $(nodes_of controller-manager) == "$node-2" ]] ||
    fail "not all pods have moved: $(nodes_of webhook-server) $(nodes_of controller-manager)"
  sleep 3
  stop_load "drain"
  back_to_one_node "$node"
  trap - EXIT
  rolled_out
}

# back_to_one_node NODE: that one.
back_to_one_node() {
  kubectl uncordon "$1"
  "$REAL_NODE" remove
}

# nodes_of COMPONENT
nodes_of() {
  kubectl get pods --namespace "$SYSTEM" --selector "app.kubernetes.io/component=$1" --output 'jsonpath={.items[*].spec.nodeName}'
}
