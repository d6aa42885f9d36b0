# Runs the classes of the module benchmarks. Sourced, never run; needs $root.

: "${root:?}"
. "$root/dev/lib/output.sh"
. "$root/dev/lib/jdk.sh"

JAVA_HOME=$(find_jdk)
export JAVA_HOME

# run_java [JVM OPTIONS] CLASS [ARGUMENTS]
run_java() {
  [[ -d "$root/benchmarks/target/lib" ]] || die "run \`make build\` first"
  "$JAVA_HOME/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "$root/benchmarks/target/classes:$root/benchmarks/target/lib/*" "$@"
}
