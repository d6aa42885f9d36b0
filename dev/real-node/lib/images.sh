# shellcheck shell=bash
# Sourced by real-node: container images without a container engine.

# write_image ROOT FILE JSON REFERENCE...: makes an archive that `ctr images import` reads of a directory.
# JSON: the image's configuration (Env, Cmd ...). Owners and modes are kept; nothing is compressed.
write_image() {
  local root=$1 file=$2 config=$3 work layer_sum config_sum references
  shift 3
  work=$(mktemp -d "$file.XXXXXX")
  tar -C "$root" --numeric-owner --one-file-system --sort=name -cf "$work/layer.tar" .
  layer_sum=$(sha256sum "$work/layer.tar" | cut -c1-64)
  printf '{"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(image_architecture)" "$config" "$layer_sum" >"$work/config.json"
  config_sum=$(sha256sum "$work/config.json" | cut -c1-64)
  mv "$work/config.json" "$work/$config_sum.json"
  references=$(printf ',"%s"' "$@")
  printf '[{"Config":"%s.json","RepoTags":[%s],"Layers":["layer.tar"]}]' "$config_sum" "${references#,}" >"$work/manifest.json"
  tar -C "$work" -cf "$file.new" manifest.json "$config_sum.json" layer.tar
  rm -rf "$work"
  mv "$file.new" "$file"
}

image_architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) die "no images for $(uname -m)" ;;
  esac
}

has_image() {
  ctr_ images ls --quiet | grep -qx "$1"
}

# The image of every pod's sandbox, and of pods that are no Ray: busybox and nothing else.
load_busybox() {
  local root command
  if has_image "$PAUSE_IMAGE"; then return; fi
  root=$(mktemp -d "$DIR/image.XXXXXX")
  chmod 755 "$root"
  mkdir -m 755 "$root/bin" "$root/etc"
  mkdir -m 1777 "$root/tmp"
  cp "$(type -P busybox)" "$root/bin/busybox"
  if ldd "$root/bin/busybox" >/dev/null 2>&1; then
    rm -rf "$root"
    die "busybox has to be linked statically: install the Debian package busybox-static"
  fi
  for command in $(busybox --list); do
    if [[ $command != busybox ]]; then ln -s busybox "$root/bin/$command"; fi
  done
  write_image "$root" "$root.tar" '{"Env":["PATH=/bin"],"Entrypoint":["/bin/tail","-f","/dev/null"]}' "$PAUSE_IMAGE"
  ctr_ images import "$root.tar" >/dev/null
  rm -rf "$root" "$root.tar"
}

# load_archive FILE REFERENCE...: an archive of an image, as `image/build` writes it, also under these other names.
load_archive() {
  local file=$1 name reference
  shift
  CTR_TIMEOUT=600 ctr_ images import "$file" >"$DIR/logs/import.log" 2>&1 || die_with "$DIR/logs/import.log" "$file could not be loaded"
  name=$(sed -n 's/^unpacking \([^ ]*\) .*/\1/p' "$DIR/logs/import.log" | head -n 1)
  for reference in "$@"; do
    ctr_ images tag --force "$name" "$reference" >/dev/null
  done
}

# load_program FILE REFERENCE: an image that is this one program, which has to be linked statically.
load_program() {
  local root
  if has_image "$2"; then return; fi
  root=$(mktemp -d "$DIR/image.XXXXXX")
  chmod 755 "$root"
  install -D -m 755 "$1" "$root/program"
  mkdir -m 1777 "$root/tmp"
  write_image "$root" "$root.tar" '{"User":"65532:65532","Entrypoint":["/program"]}' "$2"
  ctr_ images import "$root.tar" >/dev/null
  rm -rf "$root" "$root.tar"
}
