# The lower half of the image: the libraries of Debian that Java needs, and a Java with the modules that the operator needs.
# Sourced, never run.

# What the jars use, also by reflection; image/test starts everything with it.
MODULES=java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,\
jdk.httpserver,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

host_architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) die "no image can be built on $(uname -m): amd64 and arm64 are known" ;;
  esac
}

# The names that Debian and the C library have for an architecture.
triplet() {
  case $1 in
    amd64) echo x86_64-linux-gnu ;;
    arm64) echo aarch64-linux-gnu ;;
    *) die "no architecture $1: amd64 and arm64 are known" ;;
  esac
}

interpreter() {
  case $1 in
    amd64) echo lib64/ld-linux-x86-64.so.2 ;;
    arm64) echo lib/ld-linux-aarch64.so.1 ;;
  esac
}

# build_runtime ARCHITECTURE TREE WORK
build_runtime() {
  local architecture=$1 tree=$2 work=$3 host
  host=$(host_architecture)
  step "Java and its libraries for $architecture"
  unpack_packages "$architecture" "$work/$architecture" runtime jdk
  unpack_packages "$host" "$work/$host" runtime jdk tools
  link_java "$architecture" "$host" "$tree" "$work"
  copy_libraries "$architecture" "$tree" "$work/$architecture"
  copy_licences "$tree" "$work/$architecture"
  write_accounts "$tree"
}

# jlink has to be of the very version of the modules: the host's package, with its own C library, links for both.
link_java() {
  local architecture=$1 host=$2 tree=$3 work=$4 jdk tools=$4/$2
  relative_links "$work/$architecture"
  relative_links "$tools"
  jdk=$(java_home "$tools" "$host")
  mkdir -p "$tree/opt"
  "$tools/usr/$(interpreter "$host")" --library-path "$tools/usr/lib/$(triplet "$host"):$jdk/lib" "$jdk/bin/jlink" \
    --module-path "$(java_home "$work/$architecture" "$architecture")/jmods" --add-modules "$MODULES" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --dedup-legal-notices error-if-not-same-content \
    --output "$tree/opt/jre" >&2
  # Nothing in the image needs these: the command line tools, the file system for other Javas to read this one.
  rm -f "$tree"/opt/jre/bin/{keytool,rmiregistry,jfr,jrunscript,jwebserver} "$tree"/opt/jre/lib/{jrt-fs.jar,jexec,classlist}
}

java_home() {
  echo "$1/usr/lib/jvm/java-25-openjdk-$2"
}

# The packages' links are absolute, for a machine where they are installed.
relative_links() {
  local root=$1 link target
  while read -r link; do
    target=$(readlink "$link")
    if [[ -e $root$target ]]; then ln -sfn "$root$target" "$link"; fi
  done < <(find "$root/usr/lib/jvm" -type l -lname '/*')
}

# What Java is linked to, and what that is linked to; Debian's layout without its directories that are links.
copy_libraries() {
  local architecture=$1 tree=$2 packages=$3 directory wanted=() known='' name file
  directory=usr/lib/$(triplet "$architecture")
  mkdir -p "$tree/$directory" "$tree/$(dirname "$(interpreter "$architecture")")"
  mapfile -t wanted < <(find "$tree/opt/jre" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper \) | needed)
  while ((${#wanted[@]})); do
    name=${wanted[0]}
    wanted=("${wanted[@]:1}")
    [[ "$known " != *" $name "* ]] || continue
    known+=" $name"
    [[ -n $(find "$tree/opt/jre" -name "$name" -print -quit) || $name == "$(basename "$(interpreter "$architecture")")" ]] && continue
    file=$packages/$directory/$name
    [[ -e $file ]] || die "Java needs $name, which no package of use \"runtime\" in image/packages.txt has for $architecture"
    cp --dereference "$file" "$tree/$directory/$name"
    mapfile -t -O ${#wanted[@]} wanted < <(needed <<<"$file")
  done
  cp --dereference "$packages/usr/$(interpreter "$architecture")" "$tree/$(interpreter "$architecture")"
}

# Prints the libraries that the files on stdin are linked to.
needed() {
  xargs -d '\n' readelf --dynamic 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p' | sort -u
}

copy_licences() {
  local tree=$1 packages=$2 package
  awk '$1 == "runtime" { print $2 }' "$root/image/packages.txt" | while read -r package; do
    # Some share that of another package.
    if [[ -L $packages/usr/share/doc/$package ]]; then continue; fi
    mkdir -p "$tree/usr/share/doc/$package"
    cp --dereference "$packages/usr/share/doc/$package/copyright" "$tree/usr/share/doc/$package/copyright"
  done
}

# Java asks for the user's name and home; names of hosts are looked up as everywhere.
write_accounts() {
  local tree=$1
  mkdir -p "$tree"/{dev,etc,proc,sys,tmp}
  echo "ray-operator:x:$IMAGE_USER:$IMAGE_USER::/:/nologin" >"$tree/etc/passwd"
  echo "ray-operator:x:$IMAGE_USER:" >"$tree/etc/group"
  echo "hosts: files dns" >"$tree/etc/nsswitch.conf"
}
