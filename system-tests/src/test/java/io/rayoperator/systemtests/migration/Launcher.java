package io.rayoperator.systemtests.migration;

import io.rayoperator.testing.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The assembled product's command line. */
final class Launcher {

  static final Map<String, String> ENVIRONMENT =
      Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xmx256m");

  private static final Path FILE =
      Repository.root().resolve("cli/target/ray-operator/bin/ray-operator");

  private Launcher() {}

  static List<String> command(List<String> arguments) {
    if (!Files.isExecutable(FILE)) {
      throw new IllegalStateException(FILE + " is missing; `mvn package` makes it");
    }
    List<String> command = new ArrayList<>(List.of(FILE.toString()));
    command.addAll(arguments);
    return command;
  }
}
