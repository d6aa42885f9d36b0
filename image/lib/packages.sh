# Gets the Debian packages that packages.lock names, and nothing else. Sourced, never run; root names the repository.

LOCK=${root:?}/image/packages.lock
PACKAGES=${RAY_OPERATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ray-operator}/image

# Has every version there was, by SHA-1: mirrors drop versions when newer ones come.
ARCHIVE=${DEBIAN_ARCHIVE-https://snapshot.debian.org}

# Prints the mirrors: DEBIAN_MIRRORS, else those of the APT configuration.
mirrors() {
  if [[ -n ${DEBIAN_MIRRORS:-} ]]; then
    tr ' ' '\n' <<<"$DEBIAN_MIRRORS"
  elif type -P apt-get >/dev/null; then
    # shellcheck disable=SC2016 # The name is APT's.
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sort -u
  fi | sed 's|/*$||'
}

# unpack_packages ARCHITECTURE DIRECTORY USE...
unpack_packages() {
  local architecture=$1 directory=$2 use package file
  shift 2
  require dpkg-deb dpkg
  mkdir -p "$directory"
  for use in "$@"; do
    while read -r package; do
      file=$(package_file "$architecture" "$package")
      dpkg-deb --extract "$file" "$directory"
    done < <(awk -v use="$use" -v architecture="$architecture" '$1 == use && $2 == architecture { print $3 }' "$LOCK")
  done
}

# package_file ARCHITECTURE PACKAGE: prints its file in the cache, after getting it.
package_file() {
  local architecture=$1 package=$2 version sha256 sha1 path file
  read -r version sha256 sha1 path < <(awk -v architecture="$architecture" -v package="$package" \
    '$2 == architecture && $3 == package { print $4, $5, $6, $7 }' "$LOCK")
  [[ -n $path ]] || die "image/packages.lock has no $package for $architecture"
  file=$PACKAGES/$sha256.deb
  if [[ ! -s $file ]] || ! has_sum "$file" "$sha256"; then
    mkdir -p "$PACKAGES"
    note "getting $package $version for $architecture"
    download_file "$package $version ($architecture)" "$path" "$sha256" "$file.$$" "$sha1"
    mv "$file.$$" "$file"
  fi
  echo "$file"
}

# download_file NAME PATH SHA256 FILE [SHA1]: from the first source that has exactly this file.
download_file() {
  local name=$1 path=$2 sha256=$3 file=$4 sha1=${5:-} source tried=()
  require curl
  while read -r source; do
    tried+=("$source")
    # Slow is fine, silence is not.
    if curl --fail --silent --location --connect-timeout 10 --speed-limit 10000 --speed-time 30 --output "$file" "$source" &&
      has_sum "$file" "$sha256"; then
      return
    fi
  done < <(
    mirrors | sed "s|$|/$path|"
    if [[ -n $sha1 && -n $ARCHIVE ]]; then echo "$ARCHIVE/file/$sha1"; fi
  )
  rm -f "$file"
  die "the Debian package $name with SHA-256 $sha256 is nowhere to be had.
       Looked at: ${tried[*]:-nothing: no apt-get here}
       DEBIAN_MIRRORS names other mirrors, DEBIAN_ARCHIVE another archive of old versions; \`image/update-lock\` takes new versions."
}

has_sum() {
  sha256sum --check --status <<<"$2  $1"
}
