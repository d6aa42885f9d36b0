# shellcheck shell=bash
# Sourced by control-plane: the simulated nodes.

# node_json NUMBER: a node that announces its capacity itself, as a kubelet would.
node_json() {
  local zones=(a b c) resource capacity=''
  for resource in "${NODE_CAPACITY[@]}"; do
    capacity+=",\"${resource%%=*}\":\"${resource#*=}\""
  done
  capacity="{${capacity#,}}"
  printf '{"apiVersion":"v1","kind":"Node","metadata":{"name":"node-%d",' "$1"
  printf '"annotations":{"kwok.x-k8s.io/node":"fake"},"labels":{"type":"kwok","kubernetes.io/hostname":"node-%d",' "$1"
  printf '"kubernetes.io/os":"linux","kubernetes.io/arch":"%s","topology.kubernetes.io/region":"local",' "$ARCHITECTURE"
  printf '"topology.kubernetes.io/zone":"local-%s"}},' "${zones[$1 % 3]}"
  printf '"status":{"capacity":%s,"allocatable":%s}}' "$capacity" "$capacity"
}

create_nodes() {
  local number json
  read_address kube-apiserver
  for ((number = 0; number < NODES; number++)); do
    if [[ $number -gt 0 ]]; then echo next; fi
    json=$(node_json "$number")
    printf '%s\n' "url = \"$ADDRESS/api/v1/nodes\"" 'header = "Content-Type: application/json"' fail silent show-error \
      'noproxy = "*"' 'output = "/dev/null"' "cacert = \"$DIR/pki/ca.crt\"" "cert = \"$DIR/pki/admin.crt\"" "key = \"$DIR/pki/admin.key\"" \
      "data = \"${json//\"/\\\"}\""
  done | curl --disable --config - 2>"$DIR/logs/nodes.log" || {
    cat "$DIR/logs/nodes.log" >&2
    die "the nodes could not be created"
  }
}

all_nodes_ready() {
  local ready
  read -r NODES <"$DIR/nodes"
  ready=$(get '/api/v1/nodes?pretty=0' | grep -o '"type":"Ready","status":"True"' | wc -l) || true
  [[ $ready -ge $NODES ]]
}
