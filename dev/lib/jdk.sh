# Finds the JDK that builds and runs the project. Sourced, never run.

readonly REQUIRED_JDK=25

# Prints the feature version of the JDK in $1, or nothing if there is none.
jdk_version() {
  [[ -x "$1/bin/javac" && -r "$1/release" ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints the JDK to use: JAVA_HOME if it is new enough, else the newest one under the usual places.
find_jdk() {
  local best='' best_version=0 candidate version
  if [[ -n "${JAVA_HOME:-}" ]]; then
    version=$(jdk_version "$JAVA_HOME")
    if ((${version:-0} >= REQUIRED_JDK)); then
      printf '%s\n' "$JAVA_HOME"
      return
    fi
  fi
  for candidate in /usr/lib/jvm/* /opt/jdk* /opt/java/* /usr/java/* /usr/local/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(jdk_version "$candidate")
    if ((${version:-0} >= REQUIRED_JDK && version > best_version)); then
      best=$candidate best_version=$version
    fi
  done
  [[ -n "$best" ]] || die "no JDK $REQUIRED_JDK or newer found.
       Looked at JAVA_HOME (${JAVA_HOME:-not set}), /usr/lib/jvm, /opt, /usr/java, ~/.sdkman and ~/.jdks.
       Install one (for example Eclipse Temurin $REQUIRED_JDK) or point JAVA_HOME to it."
  printf '%s\n' "$best"
}
