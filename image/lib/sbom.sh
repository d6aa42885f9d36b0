# The bill of materials of an image, in CycloneDX: Maven's for the jars, and what the image has besides. Sourced, never run.

# write_sbom ARCHITECTURE TREE: puts it into the image, where scanners look.
write_sbom() {
  local architecture=$1 tree=$2
  step "Bill of materials for $architecture"
  other_components "$architecture" "$tree" | jq -S --slurpfile jars "${root:?}/cli/target/ray-operator.cdx.json" \
    --arg created "$CREATED" --arg version "${VERSION:?}" --slurp \
    --arg launcher "$(sha256sum <"$tree/opt/ray-operator/lib/cli-${VERSION:?}.jar" | cut -c1-64)" '
    . as $others | $jars[0] | del(.serialNumber)
    # For Maven the launcher is what the others are parts of.
    | (.metadata.component + {type: "library", hashes: [{alg: "SHA-256", content: $launcher}]}) as $application
    | .metadata.timestamp = $created
    | .metadata.component = {type: "container", "bom-ref": "ray-operator", name: "ray-operator", version: $version}
    | .components += [$application] + $others
    | .components |= sort_by(."bom-ref")
    | .dependencies += [{ref: "ray-operator", dependsOn: [$application, $others[] | ."bom-ref"]}]
    | .dependencies += [$others[] | {ref: ."bom-ref"}]
  ' >"$tree/opt/ray-operator/sbom.cdx.json"
}

# Prints a component for each Debian package, for Java, and for the entry point.
other_components() {
  local architecture=$1 tree=$2 use package version sha256 java
  while read -r use _ package version sha256 _; do
    # Of the JDK's package the image has what jlink took.
    [[ $use == runtime || $use == jdk ]] || continue
    jq -n --arg name "$package" --arg version "$version" --arg sha256 "$sha256" --arg architecture "$architecture" '
      ("pkg:deb/debian/\($name)@\($version | gsub("\\+"; "%2B"))?arch=\($architecture)&distro=debian-13") as $purl
      | {type: "library", "bom-ref": $purl, name: $name, version: $version, purl: $purl, scope: "required",
         supplier: {name: "Debian"}, properties: [{name: "ray-operator:package:sha256", value: $sha256}]}'
  done < <(awk -v architecture="$architecture" '$2 == architecture' "$LOCK")
  java=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$tree/opt/jre/release")
  jq -n --arg version "$java" --arg modules "$(sed -n 's/^MODULES="\(.*\)"/\1/p' "$tree/opt/jre/release")" '
    {type: "platform", "bom-ref": "openjdk@\($version)", name: "openjdk", version: $version, scope: "required",
     cpe: "cpe:2.3:a:oracle:openjdk:\($version):*:*:*:*:*:*:*",
     properties: [{name: "ray-operator:java:modules", value: $modules}]}'
  jq -n --arg version "$(go env GOVERSION)" '
    ($version | ltrimstr("go")) as $number
    | {type: "library", "bom-ref": "pkg:golang/stdlib@\($number)", name: "stdlib", version: $number,
       purl: "pkg:golang/stdlib@\($number)", scope: "required", description: "of the entry point bin/ray-operator"}'
}
