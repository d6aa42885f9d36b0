# shellcheck shell=bash
# Sourced by real-node: an image of Ray, made of Debian's and Python's packages, where no public image can be pulled.

RAY_VERSION=${RAY_VERSION:-2.60.0}
RAY_IMAGE=docker.io/rayproject/ray:$RAY_VERSION # the name of the public image, so manifests need no change
RAY_BUILD=$RAY_VERSION-2 # what build_ray makes; another number when that changes
PACKAGES=$CACHE_DIR/packages-$RAY_BUILD # what pods may install with pip, laid out as an index

# Makes sure that the archive is in the cache, and prints its path.
ray_archive() {
  local archive lock root
  archive=$CACHE_DIR/ray-$RAY_BUILD-$(image_architecture).tar
  mkdir -p "$CACHE_DIR"
  exec {lock}>"$CACHE_DIR/.ray.lock"
  flock "$lock"
  if [[ ! -s $archive ]]; then
    root=$CACHE_DIR/ray-root
    remove_root "$root"
    build_ray "$root"
    step "Packing the image"
    write_image "$root" "$archive" '{"User":"ray","WorkingDir":"/home/ray","Cmd":["/bin/bash"],
      "Env":["PATH=/usr/local/bin:/usr/bin:/bin","HOME=/home/ray","LANG=C.UTF-8","RAY_USAGE_STATS_ENABLED=0"]}' "$RAY_IMAGE"
    remove_root "$root"
  fi
  exec {lock}>&-
  echo "$archive"
}

load_ray() {
  local archive
  if has_image "$RAY_IMAGE"; then return; fi
  archive=$(ray_archive)
  step "Loading the image of Ray $RAY_VERSION"
  CTR_TIMEOUT=600 ctr_ images import "$archive" >/dev/null
}

# build_ray ROOT: a small Debian with Python and Ray, from the mirrors and indices that this machine itself uses.
build_ray() {
  local root=$1 log=$CACHE_DIR/ray-build.log suite
  suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  step "Building an image of Ray $RAY_VERSION (once; a minute or two)"
  note "Debian $suite"
  debootstrap --variant=minbase --include=python3,python3-pip,ca-certificates,wget,curl,procps,netbase \
    "$suite" "$root" "$(debian_mirror)" >"$log" 2>&1 || die_with "$log" "debootstrap failed"
  note "Ray"
  in_root "$root" install_ray >"$log" 2>&1 || die_with "$log" "pip failed"
  make_index "$root/tmp/packages"
  # With the public image's Python everybody may use pip.
  rm -f "$root"/usr/lib/python3*/EXTERNALLY-MANAGED
  # User, group and home of the public image.
  chroot "$root" useradd --uid 1000 --gid 100 --create-home --shell /bin/bash ray
  ln -sf /usr/bin/python3 "$root/usr/local/bin/python"
  rm -rf "$root"/{tmp,var/lib/apt/lists,var/cache/apt,usr/share/doc,usr/share/man,usr/share/locale}/* \
    "$root"/etc/{pip.conf,resolv.conf,hosts} "$root"/root/{.pip,.config}
  touch "$root"/etc/{resolv.conf,hosts}
  rm -f "$log"
}

# in_root ROOT COMMAND...: with /proc and /dev mounted there for that time.
in_root() {
  local root=$1 code=0
  shift
  mount -t proc proc "$root/proc"
  mount --bind /dev "$root/dev"
  "$@" "$root" || code=$?
  umount "$root/dev" "$root/proc"
  return "$code"
}

# install_ray ROOT: pip's settings, the certificates and the name server of this machine count; none of them stays.
install_ray() {
  local root=$1 file target settings
  for file in /etc/resolv.conf /etc/hosts /etc/pip.conf "$HOME/.pip/pip.conf" "$HOME/.config/pip/pip.conf"; do
    target=$file
    if [[ $file == "$HOME"/* ]]; then target=/root/${file#"$HOME"/}; fi
    if [[ -e $file ]]; then install -D -m 644 "$file" "$root$target"; fi
  done
  cp -L "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$root/tmp/ca.crt"
  mapfile -t settings < <(env | grep -E '^(PIP_(INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|DEFAULT_TIMEOUT)|(https?|no)_proxy|(HTTPS?|NO)_PROXY)=')
  settings+=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 PIP_CERT=/tmp/ca.crt
    PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ONLY_BINARY=:all:)
  env -i "${settings[@]}" chroot "$root" python3 -m pip install --break-system-packages --root-user-action=ignore \
    "ray[default]==$RAY_VERSION"
  env -i "${settings[@]}" chroot "$root" python3 -m pip download --no-deps --dest /tmp/packages numpy
}

# make_index DIRECTORY: of these packages, in PACKAGES, as pip asks an index for them: no pod reaches one outside.
make_index() {
  local file name
  rm -rf "$PACKAGES"
  for file in "$1"/*.whl; do
    name=${file##*/}
    name=$(tr 'A-Z_' 'a-z-' <<<"${name%%-*}")
    mkdir -p "$PACKAGES/simple/$name"
    mv "$file" "$PACKAGES/simple/$name/"
    printf '<!DOCTYPE html><a href="%s">%s</a>\n' "${file##*/}" "${file##*/}" >>"$PACKAGES/simple/$name/index.html"
  done
  chmod -R u=rwX,go=rX "$PACKAGES"
}

remove_root() {
  local mount
  for mount in proc dev; do
    if mountpoint -q "$1/$mount"; then umount "$1/$mount"; fi
  done
  rm -rf --one-file-system "$1"
}

# Prints the first mirror of packages that apt uses here.
debian_mirror() {
  # shellcheck disable=SC2016 # names of apt's fields
  apt-get indextargets --format '$(SITE) $(CODENAME) $(COMPONENT)' "Created-By: Packages" |
    awk -v suite="$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" '$2 == suite && $3 == "main" { print $1; exit }'
}
