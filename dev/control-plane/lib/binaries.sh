# shellcheck shell=bash
# Sourced by control-plane: gets the binaries, from KUBEBUILDER_ASSETS, the cache, a download, or source.

BINARIES=(etcd kube-apiserver kube-controller-manager kube-scheduler kubectl kwok)
STAGES=kwok-stages.yaml # what KWOK's simulated nodes and pods do
NODE_BINARIES=(kubelet kube-proxy) # of a real node (dev/real-node), and COREDNS; got on demand only, as are HELM, PROMTOOL and CERT_MANAGER
CACHE=${RAY_OPERATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ray-operator}/control-plane

# Where releases are downloaded from; a mirror can stand in. Empty: no downloads.
KUBERNETES_RELEASES=${RAY_OPERATOR_KUBERNETES_RELEASES-https://dl.k8s.io/release}
GITHUB=${RAY_OPERATOR_GITHUB-https://github.com}
GITHUB_API=${RAY_OPERATOR_GITHUB_API-https://api.github.com}
declare -A UNREACHABLE=() # hosts that did not answer once

pinned_version() {
  awk -v module="$2" '$1 == module && $2 ~ /^v/ { print $2; exit } $1 == "require" && $2 == module { print $3; exit }' \
    "$HERE/$1/go.mod"
}

# Sets the pinned versions and the cache directory that belongs to them.
read_versions() {
  KUBERNETES_VERSION=$(pinned_version kubernetes k8s.io/kubernetes)
  ETCD_VERSION=$(pinned_version kubernetes go.etcd.io/etcd/server/v3)
  KWOK_VERSION=$(pinned_version kwok sigs.k8s.io/kwok)
  COREDNS=coredns-$(pinned_version coredns github.com/coredns/coredns) # its version is not part of the directory's name
  HELM_VERSION=$(pinned_version helm helm.sh/helm/v3)
  HELM=helm-$HELM_VERSION # nor is Helm's
  PROMTOOL=promtool-$(pinned_version promtool github.com/prometheus/prometheus) # nor is promtool's
  CERT_MANAGER=cert-manager-$(pinned_version cert-manager github.com/cert-manager/cert-manager) # nor is cert-manager's
  CERT_MANAGER_DEFINITIONS=$CERT_MANAGER-crds.yaml
  case $(uname -m) in
    x86_64) ARCHITECTURE=amd64 ;;
    aarch64) ARCHITECTURE=arm64 ;;
    *) die "no control plane for $(uname -m): amd64 and arm64 are known" ;;
  esac
  [[ $(uname -s) == Linux ]] || die "the local control plane needs Linux"
  CACHE_KEY=kubernetes-${KUBERNETES_VERSION#v}_etcd-${ETCD_VERSION#v}_kwok-${KWOK_VERSION#v}_linux-$ARCHITECTURE
  STORE=$CACHE/$CACHE_KEY
}

# is_there DIRECTORY FILE
is_there() {
  if [[ $2 == *.yaml ]]; then [[ -s $1/$2 ]]; else [[ -s $1/$2 && -x $1/$2 ]]; fi
}

in_assets() {
  [[ -n ${KUBEBUILDER_ASSETS:-} ]] && is_there "$KUBEBUILDER_ASSETS" "$1"
}

# Prints the directory that holds all binaries, after making sure that it does. With "node", those of a real node too;
# with "cert-manager", that too; with "helm" or "promtool", only that.
binaries() {
  local file missing=() wanted
  read_versions
  wanted=("${BINARIES[@]}" "$STAGES")
  if [[ ${1:-} == node ]]; then wanted+=("${NODE_BINARIES[@]}" "$COREDNS"); fi
  if [[ ${1:-} == cert-manager ]]; then wanted+=("$CERT_MANAGER" "$CERT_MANAGER_DEFINITIONS"); fi
  if [[ ${1:-} == helm ]]; then wanted=("$HELM"); fi
  if [[ ${1:-} == promtool ]]; then wanted=("$PROMTOOL"); fi
  for file in "${wanted[@]}"; do
    in_assets "$file" || is_there "$STORE" "$file" || missing+=("$file")
  done
  if [[ ${#missing[@]} -gt 0 ]]; then obtain "${missing[@]}"; fi
  if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then join_with_assets "${wanted[@]}"; else echo "$STORE"; fi
}

# join_with_assets FILE...: prints a directory of links, to KUBEBUILDER_ASSETS for what is there, to the cache for the rest.
join_with_assets() {
  local assets file joined source
  assets=$(cd "$KUBEBUILDER_ASSETS" && pwd) || die "KUBEBUILDER_ASSETS: no directory $KUBEBUILDER_ASSETS"
  joined=$STORE+assets-$(sha256sum <<<"$assets" | cut -c1-12)
  mkdir -p "$joined"
  for file in "$@"; do
    if in_assets "$file"; then source=$assets/$file; else source=$STORE/$file; fi
    if [[ $(readlink "$joined/$file") != "$source" ]]; then
      ln -s "$source" "$joined/.$file.$$"
      mv -T "$joined/.$file.$$" "$joined/$file"
    fi
  done
  echo "$joined"
}

# Downloads or builds files into the cache, one process at a time; each appears there complete or not at all.
obtain() {
  local lock started=$SECONDS file count=0 todo=()
  require flock util-linux
  require curl
  if [[ $EUID -eq 0 ]] && type -P apt-get >/dev/null; then require update-ca-certificates ca-certificates; fi
  mkdir -p "$CACHE"
  exec {lock}>"$CACHE/.$CACHE_KEY.lock"
  until flock -w 15 "$lock"; do
    step "Another process is getting the control plane's binaries, waiting ($((SECONDS - started)) s) ..."
  done
  for file in "$@"; do
    is_there "$STORE" "$file" || todo+=("$file")
  done
  if [[ ${#todo[@]} -gt 0 ]]; then
    rm -rf "$STORE".partial.* # of processes that were killed
    PARTIAL=$STORE.partial.$$
    mkdir -p "$PARTIAL" "$STORE"
    trap 'rm -rf "$PARTIAL"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    step "Getting Kubernetes $KUBERNETES_VERSION, etcd $ETCD_VERSION and KWOK $KWOK_VERSION into $STORE"
    for file in "${todo[@]}"; do
      count=$((count + 1))
      STEP="[$count/${#todo[@]}] $file"
      download "$file" || build "$file"
      mv "$PARTIAL/$file" "$STORE/$file"
    done
    step "Binaries complete after $((SECONDS - started)) s"
  fi
  rm -rf "${PARTIAL:-$STORE.partial.none}"
  trap - EXIT INT TERM
  exec {lock}>&-
}

# ---- download

# fetch URL FILE: fails if the address has no such file, or its host does not answer (then it is not asked again).
fetch() {
  local host=${1#*://} code=0
  host=${host%%/*}
  host=${host:-file system}
  [[ -z ${UNREACHABLE[$host]:-} ]] || return 1
  curl --fail --silent --location --connect-timeout 3 --speed-limit 20000 --speed-time 10 \
    --output "$2" "$1" || code=$?
  case $code in
    0) return 0 ;;
    22 | 37) return 1 ;; # no such file
    *)
      note "no download from $host (curl error $code)"
      UNREACHABLE[$host]=yes
      return 1
      ;;
  esac
}

# verify FILE SHA256
verify() {
  [[ $2 =~ ^[0-9a-f]{64}$ ]] || return 1
  if ! sha256sum --check --status <<<"$2  $1"; then
    note "the download of ${1##*/} does not match its published checksum: not used"
    return 1
  fi
}

download() {
  type -P curl >/dev/null || return 1
  case $1 in
    etcd) [[ -n $GITHUB ]] && download_etcd ;;
    kwok) [[ -n $GITHUB && -n $GITHUB_API ]] && download_kwok "kwok-linux-$ARCHITECTURE" kwok ;;
    "$STAGES") [[ -n $GITHUB && -n $GITHUB_API ]] && download_kwok stage-fast.yaml "$STAGES" ;;
    # Our CoreDNS has fewer plugins and our cert-manager is one process: a fraction of the released ones.
    "$COREDNS" | "$HELM" | "$PROMTOOL" | "$CERT_MANAGER" | "$CERT_MANAGER_DEFINITIONS") false ;;
    *) [[ -n $KUBERNETES_RELEASES ]] && download_kubernetes "$1" ;;
  esac || return 1
  note "$STEP: downloaded"
}

download_kubernetes() {
  local url=$KUBERNETES_RELEASES/$KUBERNETES_VERSION/bin/linux/$ARCHITECTURE/$1
  fetch "$url.sha256" "$PARTIAL/sha256" || return 1
  note "$STEP: downloading"
  fetch "$url" "$PARTIAL/$1" || return 1
  verify "$PARTIAL/$1" "$(cut -c1-64 "$PARTIAL/sha256")" || return 1
  chmod 755 "$PARTIAL/$1"
}

download_etcd() {
  local folder=etcd-$ETCD_VERSION-linux-$ARCHITECTURE
  local url=$GITHUB/etcd-io/etcd/releases/download/$ETCD_VERSION
  fetch "$url/SHA256SUMS" "$PARTIAL/sha256" || return 1
  note "$STEP: downloading"
  fetch "$url/$folder.tar.gz" "$PARTIAL/$folder.tar.gz" || return 1
  verify "$PARTIAL/$folder.tar.gz" "$(awk -v file="$folder.tar.gz" '$2 == file { print $1 }' "$PARTIAL/sha256")" || return 1
  tar -xzf "$PARTIAL/$folder.tar.gz" -C "$PARTIAL" --strip-components=1 --no-same-owner "$folder/etcd" || return 1
  chmod 755 "$PARTIAL/etcd"
}

# download_kwok ASSET FILE: KWOK publishes no checksum files; GitHub's description of the release has them.
download_kwok() {
  local repository=kubernetes-sigs/kwok digest
  fetch "$GITHUB_API/repos/$repository/releases/tags/$KWOK_VERSION" "$PARTIAL/release" || return 1
  digest=$(tr ',{}' '\n' <"$PARTIAL/release" | awk -v asset="\"$1\"" '
    $1 ~ /"name":/ { wanted = index($0, asset) > 0 }
    wanted && /"digest":/ && match($0, /sha256:[0-9a-f]+/) { print substr($0, RSTART + 7, RLENGTH - 7); exit }')
  [[ -n $digest ]] || return 1
  note "$STEP: downloading"
  fetch "$GITHUB/$repository/releases/download/$KWOK_VERSION/$1" "$PARTIAL/$2" || return 1
  verify "$PARTIAL/$2" "$digest" || return 1
  chmod 755 "$PARTIAL/$2"
}

# ---- build from source, through the Go module proxy

# Sets GO to a Go that is new enough for all go.mod files.
find_go() {
  local needed found
  [[ -z ${GO:-} ]] || return 0
  if ! type -P go >/dev/null && { [[ $EUID -ne 0 ]] || ! type -P apt-get >/dev/null; }; then
    die "the control plane's binaries cannot be downloaded here, and building them needs Go: install it" \
      "(https://go.dev/doc/install), or set KUBEBUILDER_ASSETS to a directory that has ${BINARIES[*]}"
  fi
  require go golang-go
  GO=$(type -P go)
  needed=$(awk '$1 == "go" { print $2 }' "$HERE"/{kubernetes,kwok,coredns,helm,promtool,cert-manager}/go.mod | sort -V | tail -n 1)
  found=$(cd / && GOTOOLCHAIN=local "$GO" env GOVERSION)
  if [[ $(printf '%s\n' "$needed" "${found#go}" | sort -V | head -n 1) != "$needed" ]]; then fetch_go "$needed" "$found"; fi
}

# fetch_go VERSION FOUND: an older Go, even one that does not exchange itself yet (before 1.21), can fetch a newer one:
# it is a module too.
fetch_go() {
  local directory
  note "$STEP: needs Go $1, found $2: fetching it"
  directory=$(cd / && GOFLAGS='' GOTOOLCHAIN=local "$GO" mod download -json "golang.org/toolchain@v0.0.1-go$1.linux-$ARCHITECTURE" \
    | tee "$PARTIAL/log" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p') || true
  [[ -d $directory/bin ]] || die "Go $1 cannot be fetched: $(grep Error "$PARTIAL/log")"
  find "$directory/bin" "$directory/pkg/tool" -type f -exec chmod a+x {} +
  GO=$directory/bin/go
}

# in_module MODULE GO-ARGUMENT...: Go with settings that make the result depend on nothing but the pinned sources.
# It ends when this script is killed.
in_module() {
  local module=$1
  shift
  cd "$HERE/$module" || exit
  unset GOROOT
  export CGO_ENABLED=0 GOOS=linux GOARCH=$ARCHITECTURE GOWORK=off GOFLAGS='' GOTOOLCHAIN=local
  exec setpriv --pdeathsig KILL "$GO" "$@"
}

build() {
  find_go
  case $1 in
    "$STAGES") write_stages ;;
    "$CERT_MANAGER") build_package cert-manager . "$CERT_MANAGER" "" ;;
    "$CERT_MANAGER_DEFINITIONS") write_definitions ;;
    etcd) build_package kubernetes go.etcd.io/etcd/server/v3 etcd "" ;;
    "$COREDNS") build_package coredns . "$COREDNS" "" ;;
    "$HELM") build_package helm helm.sh/helm/v3/cmd/helm "$HELM" "$(helm_version_flags)" ;;
    # Without what finds targets in clouds, which is half of it.
    "$PROMTOOL") build_package promtool github.com/prometheus/prometheus/cmd/promtool "$PROMTOOL" "" -tags=remove_all_sd ;;
    kwok) build_package kwok sigs.k8s.io/kwok/cmd/kwok kwok "-X sigs.k8s.io/kwok/pkg/consts.Version=$KWOK_VERSION" ;;
    *) build_package kubernetes "k8s.io/kubernetes/cmd/$1" "$1" "$(kubernetes_version_flags)" ;;
  esac
}

# Without these the server calls itself v0.0.0, and clients draw wrong conclusions.
kubernetes_version_flags() {
  local major minor package
  IFS=. read -r major minor _ <<<"${KUBERNETES_VERSION#v}"
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    printf -- '-X %s=%s ' "$package.gitVersion" "$KUBERNETES_VERSION" "$package.gitMajor" "$major" \
      "$package.gitMinor" "$minor" "$package.gitTreeState" archive "$package.gitCommit" ''
  done
}

# Without these Helm renders for Kubernetes 1.20, when no API server tells another version.
helm_version_flags() {
  local major minor package
  IFS=. read -r major minor _ <<<"${KUBERNETES_VERSION#v}"
  printf -- '-X helm.sh/helm/v3/internal/version.version=%s ' "$HELM_VERSION"
  for package in helm.sh/helm/v3/pkg/chartutil helm.sh/helm/v3/pkg/lint/rules; do
    printf -- '-X %s=%s ' "$package.k8sVersionMajor" "$major" "$package.k8sVersionMinor" "$minor"
  done
}

# build_package MODULE PACKAGE BINARY LDFLAGS [OPTION]...
build_package() {
  local started=$SECONDS
  note "$STEP: building from source (once; minutes on a small machine)"
  with_progress "$STEP" "$PARTIAL/log" build_progress \
    in_module "$1" build -trimpath -buildvcs=false -mod=readonly -ldflags "-s -w $4" "${@:5}" -o "$PARTIAL/$3" "$2" || {
    tail -n 20 "$PARTIAL/log" >&2
    die "$3 could not be built"
  }
  note "$STEP: built in $((SECONDS - started)) s"
}

build_progress() {
  local downloads
  downloads=$(grep -c '^go: downloading' "$1") || true
  if [[ $downloads -gt 0 ]]; then echo "$downloads modules downloaded"; else echo "compiling"; fi
}

# Sets MODULE_DIRECTORY to where the sources of a pinned module are.
download_module() {
  (in_module "$1" mod download "$2") >"$PARTIAL/log" 2>&1 || die "$(cat "$PARTIAL/log")"
  MODULE_DIRECTORY=$(in_module "$1" list -m -f '{{.Dir}}' "$2")
}

# join_documents FILE...: prints YAML files as one.
join_documents() {
  local file
  for file in "$@"; do
    if [[ ${file##*/} != kustomization.yaml ]]; then
      echo ---
      cat "$file"
    fi
  done
}

write_stages() {
  download_module kwok sigs.k8s.io/kwok
  join_documents "$MODULE_DIRECTORY"/kustomize/stage/{node/fast,node/heartbeat,pod/fast}/*.yaml >"$PARTIAL/$STAGES"
  note "$STEP: written"
}

write_definitions() {
  download_module cert-manager github.com/cert-manager/cert-manager
  join_documents "$MODULE_DIRECTORY"/deploy/crds/*.yaml >"$PARTIAL/$CERT_MANAGER_DEFINITIONS"
  note "$STEP: written"
}
