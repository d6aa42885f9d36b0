package io.rayoperator.testing;

import java.util.Arrays;
import java.util.stream.Stream;

/** The process that a shared control plane lives as long as. */
final class BuildProcess {

  private static final String MAVEN_LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private BuildProcess() {}

  /**
   * The id of the Maven process that runs the tests; outside of Maven (in an IDE) this process's
   * own.
   */
  static long pid() {
    return ancestors(ProcessHandle.current())
        .filter(BuildProcess::isMaven)
        .findFirst()
        .orElse(ProcessHandle.current())
        .pid();
  }

  private static Stream<ProcessHandle> ancestors(ProcessHandle process) {
    return Stream.iterate(
            process.parent(), parent -> parent.isPresent(), parent -> parent.get().parent())
        .map(parent -> parent.orElseThrow());
  }

  private static boolean isMaven(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.asList(arguments).contains(MAVEN_LAUNCHER))
        .orElse(false);
  }
}
