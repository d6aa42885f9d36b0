# shellcheck shell=bash
# Sourced by real-node: what it needs of the machine, changes there, and puts back.

SETTINGS=(net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables net.ipv4.conf.all.route_localnet vm.overcommit_memory
  vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes
  net.netfilter.nf_conntrack_max) # the kubelet and kube-proxy change most of them

# Prints why no real node can run here; nothing if one can.
obstacle() {
  local controller
  if [[ $(uname -s) != Linux ]]; then
    echo "a kubelet needs Linux"
  elif [[ $EUID -ne 0 ]]; then
    echo "a kubelet needs root"
  elif ! type -P apt-get >/dev/null && ! has_programs; then
    echo "programs are missing (containerd, runc, CNI plugins, nft, conntrack, debootstrap, busybox) and there is no apt-get"
  elif [[ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ]] && ! modprobe br_netfilter 2>/dev/null; then
    echo "the kernel has no br_netfilter"
  elif ! unshare --net true 2>/dev/null; then
    echo "no network namespaces may be made here"
  elif [[ $(stat -fc %T /sys/fs/cgroup) == cgroup2fs ]]; then
    [[ -w /sys/fs/cgroup/cgroup.subtree_control ]] || echo "the cgroups are read-only"
  else
    for controller in cpu cpuset memory pids; do
      if [[ ! -w /sys/fs/cgroup/$controller ]]; then
        echo "there is no cgroup controller '$controller' that can be written"
        return
      fi
    done
  fi
}

has_programs() {
  local program
  for program in containerd ctr runc nft conntrack debootstrap busybox iptables ip jq; do
    type -P "$program" >/dev/null || return 1
  done
  [[ -n $(cni_plugins) ]]
}

# Prints the directory of the CNI plugins.
cni_plugins() {
  local directory
  for directory in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    if [[ -x $directory/bridge && -x $directory/host-local && -x $directory/loopback ]]; then
      echo "$directory"
      return
    fi
  done
}

install_programs() {
  PATH=$PATH:/usr/sbin:/sbin
  require containerd
  require ctr containerd
  require runc
  require nft nftables
  require iptables
  require conntrack
  require ip iproute2
  require debootstrap
  require busybox busybox-static
  require jq
  require flock util-linux
  if [[ -z $(cni_plugins) ]]; then require cni-bridge containernetworking-plugins; fi
  has_programs || die "the Debian packages did not bring all programs"
}

save_settings() {
  local setting value
  if [[ -e $DIR/settings ]]; then return; fi
  for setting in "${SETTINGS[@]}"; do
    if value=$(sysctl -n "$setting" 2>/dev/null); then echo "$setting=$value"; fi
  done >"$DIR/settings"
  nft list tables >"$DIR/tables"
}

# Gives the kubelet cgroups of its own to put pods into, on both kinds of hierarchies.
make_cgroups() {
  local hierarchy
  if [[ $(stat -fc %T /sys/fs/cgroup) == cgroup2fs ]]; then
    echo "+cpu +cpuset +memory +pids +io" >/sys/fs/cgroup/cgroup.subtree_control
    mkdir -p "/sys/fs/cgroup/$CGROUP"
    return
  fi
  for hierarchy in /sys/fs/cgroup/*/; do
    case $(stat -fc %T "$hierarchy") in cgroupfs | cgroup2fs) mkdir -p "$hierarchy$CGROUP" ;; esac
  done
  cat /sys/fs/cgroup/cpuset/cpuset.cpus >"/sys/fs/cgroup/cpuset/$CGROUP/cpuset.cpus"
  cat /sys/fs/cgroup/cpuset/cpuset.mems >"/sys/fs/cgroup/cpuset/$CGROUP/cpuset.mems"
}

# Prints our cgroups.
cgroups() {
  local group
  for group in "/sys/fs/cgroup/$CGROUP" /sys/fs/cgroup/*/"$CGROUP"; do
    if [[ -d $group ]]; then echo "$group"; fi
  done
}

# The bridge carries the node's address, so nothing is reachable from outside of the machine.
make_network() {
  sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
  if ip link show "$BRIDGE" >/dev/null 2>&1; then return; fi
  if ip route show match "$POD_CIDR" | grep -qv '^default' || [[ -n $(ip route show root "$POD_CIDR") ]]; then
    die "the network $POD_CIDR is in use here: name another with REAL_NODE_NETWORK (now '$NETWORK')"
  fi
  ip link add "$BRIDGE" type bridge
  ip link set "$BRIDGE" up
  ip addr add "$NODE_ADDRESS/24" dev "$BRIDGE"
}

# ---- and back. Each of these may find nothing to do: `down` comes after any failure.

kill_cgroups() {
  local group pid tries
  for ((tries = 0; tries < 20; tries++)); do
    pids=$(for group in $(cgroups); do find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null || true; done | sort -un)
    if [[ -z $pids ]]; then break; fi
    for pid in $pids; do
      if [[ $pid -ne 0 ]]; then kill -KILL "$pid" 2>/dev/null || true; fi
    done
    sleep 0.2
  done
  for ((tries = 0; tries < 20; tries++)); do
    for group in $(cgroups); do find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; done
    if [[ -z $(cgroups) ]]; then return; fi
    sleep 0.2
  done
  note "cgroups are left: $(cgroups)"
}

# Network namespaces of pods that the kubelet could not take down; CNI notes them, a file per pod and network.
remove_pod_networks() {
  local file pod namespace
  for file in /var/lib/cni/results/"$NODE"-*-eth0; do
    [[ -f $file ]] || continue
    pod=${file##*/"$NODE"-}
    namespace=$(jq --raw-output '[.result.interfaces[]?.sandbox | select(. != null and . != "")][0] // ""' "$file") || namespace=
    if [[ $namespace == */netns/cni-* ]]; then
      umount "$namespace" 2>/dev/null || true
      rm -f "$namespace"
    fi
    rm -f "$file" "/var/lib/cni/results/cni-loopback-${pod%-eth0}-lo"
  done
}

remove_network() {
  local table port
  nft delete table ip kube-proxy 2>/dev/null || true
  nft delete table ip6 kube-proxy 2>/dev/null || true
  # Tables that the iptables programs made, and that hold no rule.
  if [[ -e $DIR/tables ]]; then
    for table in "ip mangle" "ip filter" "ip nat" "ip6 mangle" "ip6 filter" "ip6 nat"; do
      if grep -qx "table $table" "$DIR/tables"; then continue; fi
      # shellcheck disable=SC2086 # two words
      if ! nft list table $table 2>/dev/null | grep -qvE '^(table .*|\}|#.*|\s*chain .*\{|\s*\}|\s*type .*|)$'; then
        nft delete table $table 2>/dev/null || true
      fi
    done
  fi
  if ip link show "$BRIDGE" >/dev/null 2>&1; then
    for port in $(ip -o link show master "$BRIDGE" | awk -F'[ @:]+' '{ print $2 }'); do
      ip link delete "$port" 2>/dev/null || true
    done
    ip link delete "$BRIDGE"
  fi
}

# remove_mounts_below DIRECTORY/ DIRECTORY/
remove_mounts_below() {
  local tries mount
  for ((tries = 0; tries < 3; tries++)); do
    awk -v a="$1" -v b="$2" 'index($2, a) == 1 || index($2, b) == 1 { print $2 }' /proc/self/mounts | sort -r |
      while read -r mount; do umount "$mount" 2>/dev/null || umount --lazy "$mount" 2>/dev/null || true; done
  done
}

restore_settings() {
  if [[ -e $DIR/settings ]]; then sysctl -qe -p "$DIR/settings" >/dev/null 2>&1 || true; fi
}

# Fixed paths of kubelet and CNI: gone if nobody else uses them.
remove_fixed_paths() {
  rm -f /var/lib/kubelet/device-plugins/kubelet.sock
  if [[ -d /var/log/containers ]]; then find /var/log/containers -lname "$DIR/*" -delete; fi
  rmdir /var/lib/kubelet/device-plugins /var/lib/kubelet /var/lib/cni/results /var/lib/cni /var/log/containers 2>/dev/null || true
}
