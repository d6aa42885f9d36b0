# The upper half of the image: the jars, and what starts them. Sourced, never run; root names the repository.

# build_application ARCHITECTURE TREE WORK
build_application() {
  local architecture=$1 tree=$2 work=$3 home=$2/opt/ray-operator
  step "The operator for $architecture"
  mkdir -p "$home/lib" "$home/bin"
  cp "${root:?}"/cli/target/ray-operator/lib/*.jar "$home/lib"
  cp "$root/LICENSE" "$home"
  (cd "$root/image/entrypoint" && CGO_ENABLED=0 GOOS=linux GOARCH=$architecture GOFLAGS='' \
    go build -trimpath -buildvcs=false -ldflags '-s -w -buildid=' -o "$home/bin/ray-operator" .)
  write_options "$tree" "$work"
}

# The launcher script stays the one place that knows the options: here its Java only tells what it was given.
write_options() {
  local tree=$1 work=$2 home=$1/opt/ray-operator launcher=$2/launcher command
  mkdir -p "$launcher/opt/ray-operator/bin" "$work/java/bin" "$home/options"
  cp "$root/cli/src/main/sh/ray-operator" "$launcher/opt/ray-operator/bin"
  ln -sfn "$home/lib" "$launcher/opt/ray-operator/lib"
  echo 'JAVA_VERSION="25"' >"$work/java/release"
  # shellcheck disable=SC2016 # For the script to be.
  printf '#!/bin/sh\nprintf "%%s\\n" "$@"\n' >"$work/java/bin/java"
  chmod +x "$work/java/bin/java"
  # The script asks only whether its cache is there; the image's is of another form.
  touch "$home/lib/ray-operator.aot"
  for command in webhook manager auth-proxy other; do
    {
      echo /opt/jre/bin/java
      # All but the command, which is what the user gives.
      JAVA_HOME=$work/java JAVA_OPTS=JAVA_OPTS "$launcher/opt/ray-operator/bin/ray-operator" "$command" |
        sed "s|$launcher||g;s|^-XX:AOTCache=.*|-XX:SharedArchiveFile=/opt/ray-operator/lib/$CACHE|;\$d"
    } >"$home/options/$command"
  done
  rm "$home/lib/ray-operator.aot"
}

# settle TREE: the JVM knows jars by their time, so the cache is made of files that have the time they will have in the image.
settle() {
  local tree=$1
  find "$tree" -type d -exec chmod 755 {} +
  find "$tree" -type f -perm -u+x -exec chmod 755 {} +
  find "$tree" -type f ! -perm -u+x -exec chmod 644 {} +
  chmod 1777 "$tree/tmp"
  find "$tree" -exec touch --no-dereference --date="@$EPOCH" {} +
}
