package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Ray container runs (KubeRay contract §2.6). */
final class ContainerCommand {

  private static final String OPEN_FILES = "ulimit -n ${RAY_START_ULIMIT_OPEN_FILES:-65536}; ";

  private ContainerCommand() {}

  /** The shell that scripts are given to. */
  static List<String> shell(ModelConfig config) {
    return List.of("/bin/bash", config.loginShell() ? "-cl" : "-c", "--");
  }

  /**
   * Lets the container start Ray, after what the user wanted to run before. Does nothing if the
   * user starts Ray.
   */
  static void startRay(Container container, String rayStart, ModelConfig config) {
    String chosenByUser =
        Stream.concat(
                Absent.asEmpty(container.getCommand()).stream(),
                Absent.asEmpty(container.getArgs()).stream())
            .map(word -> " " + word + " ")
            .collect(Collectors.joining());
    if (chosenByUser.contains("ray start")) {
      return;
    }
    container.setCommand(shell(config));
    container.setArgs(
        List.of(
            chosenByUser.isEmpty()
                ? OPEN_FILES + rayStart
                : chosenByUser + " && " + OPEN_FILES + rayStart));
  }
}
