# Writes an image of the Open Container Initiative's layout into one tar file, without a container engine: whatever goes in
# comes out in the same bytes. Sourced, never run. EPOCH: the time of every file.

# tar_tree TREE PATH...: a layer with these paths; nobody but root may write, whatever the builder's umask is.
tar_tree() {
  local tree=$1
  shift
  tar -C "$tree" --create --format=gnu --sort=name --mtime="@$EPOCH" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX "$@"
}

# add_layer LAYOUT NAME: stores the layer on stdin; appends its descriptor and its diff id to the image's files in LAYOUT.
add_layer() {
  local layout=$1 name=$2 diff_id
  diff_id=$(tee >(gzip -n -6 >"$layout/layer.gz") | sha256sum | cut -c1-64)
  # The compressor may still be writing.
  wait
  jq -nc --arg id "sha256:$diff_id" '$id' >>"$layout/$name.diff_ids"
  add_blob "$layout" "$layout/layer.gz" application/vnd.oci.image.layer.v1.tar+gzip >>"$layout/$name.layers"
}

# add_blob LAYOUT FILE MEDIA_TYPE: moves the file there; prints its descriptor.
add_blob() {
  local layout=$1 file=$2 type=$3 digest size
  digest=$(sha256sum "$file" | cut -c1-64)
  size=$(stat -c %s "$file")
  mkdir -p "$layout/blobs/sha256"
  mv "$file" "$layout/blobs/sha256/$digest"
  jq -nc --arg type "$type" --arg digest "sha256:$digest" --argjson size "$size" \
    '{mediaType: $type, digest: $digest, size: $size}'
}

# add_image LAYOUT NAME CONFIG LABELS: the layers added under NAME as an image for the architecture NAME.
add_image() {
  local layout=$1 architecture=$2 config=$3 labels=$4
  jq -nSc --arg architecture "$architecture" --arg created "$CREATED" --argjson config "$config" --argjson labels "$labels" \
    --slurpfile diff_ids "$layout/$architecture.diff_ids" '{
      architecture: $architecture, os: "linux", created: $created, config: ($config + {Labels: $labels}),
      rootfs: {type: "layers", diff_ids: $diff_ids}}' >"$layout/config.json"
  add_blob "$layout" "$layout/config.json" application/vnd.oci.image.config.v1+json >"$layout/$architecture.config"
  jq -nSc --slurpfile config "$layout/$architecture.config" --slurpfile layers "$layout/$architecture.layers" \
    --argjson labels "$labels" '{
      schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: $config[0], layers: $layers, annotations: $labels}' >"$layout/manifest"
  add_blob "$layout" "$layout/manifest" application/vnd.oci.image.manifest.v1+json |
    jq -c --arg architecture "$architecture" '. + {platform: {architecture: $architecture, os: "linux"}}' >>"$layout/manifests"
}

# finish_layout LAYOUT REFERENCE LABELS FILE: the index of all images, the name of it, and all that as a tar file.
# Prints the digest of the index.
finish_layout() {
  local layout=$1 reference=$2 labels=$3 file=$4 descriptor
  jq -nSc --slurpfile manifests "$layout/manifests" --argjson labels "$labels" '{
    schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: $manifests,
    annotations: $labels}' >"$layout/all"
  descriptor=$(add_blob "$layout" "$layout/all" application/vnd.oci.image.index.v1+json)
  jq -nSc --argjson descriptor "$descriptor" --arg reference "$reference" --arg tag "${reference##*:}" '{
    schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: [$descriptor + {annotations: {
      "io.containerd.image.name": $reference, "org.opencontainers.image.ref.name": $tag}}]}' >"$layout/index.json"
  echo '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  write_docker_manifest "$layout" "$reference"
  tar_tree "$layout" oci-layout index.json manifest.json blobs >"$file.new"
  mv "$file.new" "$file"
  jq -r .digest <<<"$descriptor"
}

# For `docker load` of engines that do not know the layout: the image for this machine.
write_docker_manifest() {
  local layout=$1 reference=$2 architecture
  architecture=$(host_architecture)
  [[ -e $layout/$architecture.config ]] || architecture=$(jq -r .platform.architecture "$layout/manifests" | head -n 1)
  jq -nSc --slurpfile config "$layout/$architecture.config" --slurpfile layers "$layout/$architecture.layers" \
    --arg reference "$reference" 'def file: "blobs/" + (.digest | sub(":"; "/"));
      [{Config: ($config[0] | file), RepoTags: [$reference], Layers: [$layers[] | file]}]' >"$layout/manifest.json"
}
