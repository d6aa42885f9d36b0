# Builds the product for scripts that run it. Sourced, never run; root names the repository.

launcher="${root:?}/cli/target/ray-operator/bin/ray-operator"

# build_product LOG: unless no source is newer than the last build.
build_product() {
  local log=$1
  step "Building the operator"
  JAVA_HOME=$(find_jdk)
  export JAVA_HOME
  if is_built; then
    note "up to date"
  else
    # Checks and tests are `make test`'s business.
    note "with an empty Maven repository this downloads for a minute or more"
    with_progress "Maven" "$log" modules_built "$root/dev/maven" package -DskipTests -Denforcer.skip \
      -Dspotless.check.skip -Dmdep.analyze.skip --projects cli --also-make || {
      tail -n 30 "$log" >&2
      die "the operator could not be built, see $log"
    }
    touch "$root/cli/target/product-built"
  fi
}

modules_built() {
  sed -n 's/^\[INFO\] Building \([^ ]*\).*\[\(.*\)\]$/module \2: \1/p' "$1" | tail -n 1
}

is_built() {
  local built=$root/cli/target/product-built
  [[ -x "$launcher" && -e "$built" ]] && [[ -z $(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main \
    "$root"/config/crd "$root"/config/webhook -type f -newer "$built" -print -quit) ]]
}
