# shellcheck shell=bash
# Sourced by real-node: the processes of the node.

# Sets PORT to one that nobody listens on, neither at 127.0.0.1 nor at the node's address.
free_port() {
  local host
  while true; do
    PORT=$((20000 + RANDOM % 12000))
    for host in 127.0.0.1 "$NODE_ADDRESS"; do
      if { exec {probe}<>"/dev/tcp/$host/$PORT"; } 2>/dev/null; then
        exec {probe}>&-
        continue 2
      fi
    done
    return
  done
}

# port_of NAME: sets PORT to the one chosen for that, now or at an earlier start.
port_of() {
  if [[ ! -e $DIR/ports/$1 ]]; then
    free_port
    echo "$PORT" >"$DIR/ports/$1"
  fi
  PORT=$(<"$DIR/ports/$1")
}

start_control_plane() {
  local flag flags=() pki
  pki=$(control_plane_directory)/pki
  # Pods reach the API server through its Service, which a local control plane has no use for; it reaches the kubelet.
  for flag in --endpoint-reconciler-type=lease --kubelet-preferred-address-types=InternalIP \
    "--kubelet-client-certificate=$pki/admin.crt" "--kubelet-client-key=$pki/admin.key"; do
    flags+=(--flag "kube-apiserver=$flag")
  done
  control_plane up --name real-node --components kube-controller-manager,kube-scheduler --address "$NODE_ADDRESS" \
    "${flags[@]}" >"$DIR/kubeconfig.path"
  cp "$(<"$DIR/kubeconfig.path")" "$DIR/kubeconfig"
}

control_plane_directory() {
  echo "$(realpath -m "${RAY_OPERATOR_RUN_DIR:-$REPOSITORY/.run}")/control-plane/real-node"
}

# Certificates of those who are not part of a local control plane, by the authority of that control plane.
write_node_certificates() {
  local log=$DIR/logs/openssl.log
  if [[ -e $DIR/coredns.kubeconfig ]]; then return; fi
  sign_node_certificates 2>"$log" || die_with "$log" "openssl could not make the certificates"
}

# These functions take their directory and their names from variables.
# shellcheck disable=SC2034 # used in write_kubeconfig
sign_node_certificates() {
  local node_directory=$DIR user
  local DIR
  local NAME=real-node API_SERVER
  API_SERVER=$(sed -n 's/^ *server: //p' "$node_directory/kubeconfig")
  DIR=$(control_plane_directory)
  write_certificate kubelet 101 "/O=system:nodes/CN=system:node:$NODE" clientAuth
  write_certificate kubelet-2 104 "/O=system:nodes/CN=system:node:$NODE-2" clientAuth
  write_certificate kube-proxy 102 /CN=system:kube-proxy clientAuth
  write_certificate coredns 103 /O=system:masters/CN=system:coredns clientAuth
  for user in kubelet kubelet-2 kube-proxy coredns; do
    write_kubeconfig "$node_directory/$user.kubeconfig" "$user"
  done
}

start_containerd() {
  local plugins
  plugins=$(cni_plugins)
  mkdir -p "$DIR/cni"
  # A pod may reach itself through a Service: hairpin.
  put "$DIR/cni/10-node.conflist" <<CNI
{"cniVersion": "0.4.0", "name": "$NETWORK_NAME", "plugins": [{
  "type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "hairpinMode": true, "ipMasq": false,
  "ipam": {"type": "host-local", "dataDir": "$ADDRESSES",
    "ranges": [[{"subnet": "$POD_CIDR", "gateway": "$NODE_ADDRESS"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
CNI
  port_of streaming
  # restrict_oom_score_adj: root may lack CAP_SYS_RESOURCE, then lowering a score fails (runc only says
  # "can't get final child's PID from pipe: EOF").
  put "$DIR/containerd.toml" <<TOML
version = 2
root = "$DIR/containerd"
state = "$SOCKETS/containerd"
oom_score = 0
[grpc]
  address = "$CONTAINERD"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  disable_apparmor = true
  disable_hugetlb_controller = true
  tolerate_missing_hugetlb_controller = true
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  stream_server_port = "$PORT"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "runc"
    discard_unpacked_layers = true
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$plugins"
    conf_dir = "$DIR/cni"
TOML
  start containerd "$(type -P containerd)" --config "$DIR/containerd.toml"
  await 60 containerd timeout 10 ctr --address "$CONTAINERD" version
}

start_coredns() {
  local health
  port_of dns-health
  health=$PORT
  grep '^nameserver' /etc/resolv.conf >"$DIR/resolv.conf" || echo "nameserver 127.0.0.1" >"$DIR/resolv.conf"
  put "$DIR/Corefile" <<COREFILE
.:53 {
  bind $NODE_ADDRESS
  errors
  ready 127.0.0.1:$health
  kubernetes cluster.local in-addr.arpa ip6.arpa {
    kubeconfig $DIR/coredns.kubeconfig
    pods insecure
    ttl 5
  }
  forward . $DIR/resolv.conf
  cache 5
}
COREFILE
  start coredns "$DIR/bin/coredns" -conf "$DIR/Corefile"
  await 60 coredns local_curl --fail "http://127.0.0.1:$health/ready"
}

local_curl() {
  curl --disable --noproxy '*' --silent --max-time 5 "$@"
}

start_kubelet() {
  local health
  port_of kubelet-health
  health=$PORT
  port_of kubelet
  put "$DIR/kubelet.yaml" <<KUBELET
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
containerRuntimeEndpoint: unix://$CONTAINERD
address: $NODE_ADDRESS
port: $PORT
readOnlyPort: 0
healthzBindAddress: 127.0.0.1
healthzPort: $health
podLogsDir: $DIR/pod-logs
volumePluginDir: $DIR/volume-plugins
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $(control_plane_directory)/pki/ca.crt}
authorization: {mode: Webhook}
clusterDomain: cluster.local
clusterDNS: [$NODE_ADDRESS]
resolvConf: $DIR/resolv.conf
failSwapOn: false
makeIPTablesUtilChains: false
maxPods: 60
serializeImagePulls: false
imageGCHighThresholdPercent: 100
nodeStatusUpdateFrequency: 5s
evictionHard: {memory.available: 200Mi, nodefs.available: 1Gi, imagefs.available: 1Gi}
KUBELET
  start kubelet "$DIR/bin/kubelet" --config "$DIR/kubelet.yaml" --kubeconfig "$DIR/kubelet.kubeconfig" \
    --hostname-override "$NODE" --node-ip "$NODE_ADDRESS" --root-dir "$DIR/kubelet" --cert-dir "$DIR/kubelet-pki"
  await 90 kubelet node_is_ready
}

node_is_ready() {
  kubectl_ wait --for condition=Ready --timeout 8s "node/$NODE"
}

start_kube_proxy() {
  local health
  port_of proxy-health
  health=$PORT
  port_of proxy-metrics
  put "$DIR/kube-proxy.yaml" <<PROXY
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: $POD_CIDR
hostnameOverride: $NODE
clientConnection: {kubeconfig: $DIR/kube-proxy.kubeconfig}
healthzBindAddress: 127.0.0.1:$health
metricsBindAddress: 127.0.0.1:$PORT
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
nodePortAddresses: ["$POD_CIDR"]
PROXY
  start kube-proxy "$DIR/bin/kube-proxy" --config "$DIR/kube-proxy.yaml"
  await 60 kube-proxy local_curl --fail "http://127.0.0.1:$health/healthz"
}
