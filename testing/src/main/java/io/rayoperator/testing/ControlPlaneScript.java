package io.rayoperator.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs {@code dev/control-plane/control-plane}; its progress goes to the standard error stream. */
final class ControlPlaneScript {

  private ControlPlaneScript() {}

  /** Starts a control plane and returns its directory. */
  static Path up(
      String name, Set<Component> components, int nodes, List<String> flags, long ownerPid) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--name",
                name,
                "--components",
                components.isEmpty()
                    ? "none"
                    : components.stream()
                        .map(Component::processName)
                        .collect(Collectors.joining(",")),
                "--nodes",
                Integer.toString(components.contains(Component.KWOK) ? nodes : 0),
                "--owner-pid",
                Long.toString(ownerPid)));
    flags.forEach(flag -> arguments.addAll(List.of("--flag", flag)));
    return directoryOf(run(arguments.toArray(String[]::new)));
  }

  static void down(String name) {
    run("down", "--name", name);
  }

  static void onComponent(String command, String processName, String name) {
    run(command, processName, "--name", name);
  }

  /** The directory that holds kubectl and the processes' binaries. */
  static Path binaries() {
    return Path.of(run("binaries", "--quiet"));
  }

  private static Path directoryOf(String kubeconfig) {
    Path directory = Path.of(kubeconfig).getParent();
    if (directory == null) {
      throw new IllegalStateException("No path of a kubeconfig: " + kubeconfig);
    }
    return directory;
  }

  /** Returns the last line that the command wrote. */
  private static String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Repository.controlPlaneScript().toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      Thread progress = Thread.ofVirtual().start(() -> printProgress(process));
      String lastLine = "";
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          lastLine = line;
        }
      }
      int exitCode = process.waitFor();
      progress.join();
      if (exitCode != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + exitCode + "; see its messages above");
      }
      return lastLine;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + String.join(" ", command), e);
    }
  }

  private static void printProgress(Process process) {
    process.errorReader(StandardCharsets.UTF_8).lines().forEach(System.err::println);
  }
}
