# Makes sure that the programs a script needs are there. Sourced, never run.

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
}

# require PROGRAM [DEBIAN_PACKAGE]: installs the package where that is possible, else says what is missing.
require() {
  local program=$1 package=${2:-$1}
  command -v "$program" >/dev/null && return
  if command -v apt-get >/dev/null && [[ $(id -u) == 0 ]]; then
    step "Installing $package"
    # Package lists of a fresh machine may be empty or old: update once, then try again.
    if ! apt_install "$package"; then
      apt-get update -qq >/dev/null || true
      apt_install "$package" || die "could not install the Debian package $package (for the program $program)"
    fi
  else
    die "the program $program is missing: install it (Debian package: $package)"
  fi
}

readonly REQUIRED_MAVEN=3.8.7

# Maven of the machine, at least REQUIRED_MAVEN. Its Debian package brings no JDK that is new enough, see jdk.sh.
require_maven() {
  require mvn maven
  local found
  found=$(JAVA_HOME=${JAVA_HOME:-} mvn --version -B 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  if [[ "$(printf '%s\n%s\n' "$REQUIRED_MAVEN" "$found" | sort -V | head -n 1)" != "$REQUIRED_MAVEN" ]]; then
    die "Maven $REQUIRED_MAVEN or newer is needed, found ${found:-none}"
  fi
}
