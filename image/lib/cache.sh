# The class data archive, from which servers and commands start faster, made by the image's own Java. Sourced, never run.
#
# The JVM writes it from a list of classes, one after the other, so the same list and jars make the same bytes. Its newer
# cache (-XX:AOTCacheOutput, what `ray-operator train` makes) is a little faster, but differs with every run (docs/image.md).

# make_cache ARCHITECTURE TREE WORK
make_cache() {
  local architecture=$1 tree=$2 work=$3
  # An emulator takes minutes for it, without compiling as the JVM does it.
  if [[ $architecture != "$(host_architecture)" && ${EMULATE:-} != yes ]]; then
    note "none: it is made on a machine for $architecture, or with EMULATE=yes; starts take longer, all else is the same"
    return
  fi
  archive_files "$tree" "$work/archive"
  # The archive is checked when it is made: with -Xshare:on Java does not run without it.
  if ! inside "$architecture" "$tree" "$work/archive" /opt/jre/bin/java "@$ARCHIVE_FILES/arguments" >"$work/archive.log" 2>&1 ||
    ! inside "$architecture" "$tree" "$work/archive" /opt/jre/bin/java -Xshare:on "@$ARCHIVE_FILES/check" >>"$work/archive.log" 2>&1; then
    tail -n 30 "$work/archive.log" >&2
    die "the class data archive could not be made for $architecture"
  fi
  settle "$tree"
}

# inside ARCHITECTURE TREE ARCHIVE_FILES COMMAND...: runs a command with the tree as its root, and with an emulator if the
# architecture is another than this machine's. Paths have to be those of the image: the archive holds them.
inside() {
  local architecture=$1 tree=$2 files=$3 emulator=() options=(--mount)
  shift 3
  require unshare util-linux
  if [[ $(id -u) != 0 ]]; then options+=(--user --map-root-user); fi
  if [[ $architecture != "$(host_architecture)" ]]; then
    unpack_packages "$(host_architecture)" "$work/emulator" emulator
    mkdir -p "$files"
    cp "$work"/emulator/usr/bin/qemu-"$(qemu_name "$architecture")" "$files/emulator"
    emulator=("$ARCHIVE_FILES/emulator")
  fi
  # shellcheck disable=SC2016 # For the inner shell. What it mounts goes with it.
  unshare "${options[@]}" bash -euc '
    mount --rbind /proc "$1/proc"
    mount --rbind /dev "$1/dev"
    mount -t tmpfs -o mode=1777 tmp "$1/tmp"
    mkdir "$1$3"
    mount --bind "$2" "$1$3"
    root=$1
    shift 3
    exec chroot "$root" "$@"' inside "$tree" "$files" "$ARCHIVE_FILES" "${emulator[@]}" "$@"
}

qemu_name() {
  case $1 in
    amd64) echo x86_64 ;;
    arm64) echo aarch64 ;;
  esac
}
