package io.rayoperator.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Places of the source tree that tests read. */
public final class Repository {

  private static final Path CONTROL_PLANE = Path.of("dev", "control-plane", "control-plane");

  private Repository() {}

  /**
   * The root of the source tree: the nearest directory above the current one that holds the local
   * control plane.
   *
   * @throws IllegalStateException if there is none
   */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      if (Files.exists(directory.resolve(CONTROL_PLANE))) {
        return directory;
      }
    }
    throw new IllegalStateException("No directory above " + start + " holds " + CONTROL_PLANE);
  }

  /**
   * Published manifests of other projects, which are not part of the repository: the system
   * property or environment variable {@code RAY_OPERATOR_FIXTURES}, else {@code ../shared/fixtures}
   * beside the repository. Empty if it is absent; then skip the test with a message.
   */
  public static Optional<Path> fixtures() {
    String configured =
        System.getProperty("RAY_OPERATOR_FIXTURES", System.getenv("RAY_OPERATOR_FIXTURES"));
    Path directory =
        configured == null ? root().resolve("../shared/fixtures").normalize() : Path.of(configured);
    return Optional.of(directory).filter(Files::isDirectory);
  }

  static Path controlPlaneScript() {
    return root().resolve(CONTROL_PLANE);
  }
}
