# What the JVM needs to write the class data archive. Sourced, never run; root names the repository.

# archive_files TREE DIRECTORY: the class list, and the arguments as Java's argument files; they lie at ARCHIVE_FILES when used.
archive_files() {
  local tree=$1 directory=$2 options
  mkdir -p "$directory"
  cp "${root:?}/image/classes.lst" "$directory/classes"
  # The options that the archive depends on are those of every command, and so is the class path.
  options=$tree/opt/ray-operator/options/other
  {
    grep -x -e '-XX:+UseSerialGC' -e '-XX:+UseCompactObjectHeaders' "$options"
    # Its objects are laid out for a size of heap, which would else follow from the machine's memory.
    echo "-Xmx512m"
    echo "-Xshare:dump"
    echo "-XX:SharedClassListFile=$ARCHIVE_FILES/classes"
    echo "-XX:SharedArchiveFile=/opt/ray-operator/lib/$CACHE"
    sed -n '/^-cp$/,$p' "$options"
  } >"$directory/arguments"
  {
    sed '1d;/^JAVA_OPTS$/d' "$options"
    echo version
  } >"$directory/check"
}
