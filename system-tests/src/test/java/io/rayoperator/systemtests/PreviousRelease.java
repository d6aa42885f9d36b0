package io.rayoperator.systemtests;

import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an upgrade starts from: the manifests of config/default before they changed for the last
 * time, which git knows, run by another image.
 *
 * <p>The other image is of the same distribution, unless {@code RAY_OPERATOR_PREVIOUS} names the
 * root of a built checkout of another release; then manifests and image are that one's.
 */
final class PreviousRelease {

  static final String IMAGE = "ray-operator:previous";

  private static final String CHECKOUT = "RAY_OPERATOR_PREVIOUS";
  private static final long GIT_SECONDS = 20;

  private final String name;
  private final Path config;
  private final Path product;

  private PreviousRelease(String name, Path config, Path product) {
    this.name = name;
    this.config = config;
    this.product = product;
  }

  /** Looks for it; its files end with the control plane. */
  static PreviousRelease find(LocalControlPlane plane) {
    String checkout = System.getenv(CHECKOUT);
    if (checkout != null) {
      Path root = Path.of(checkout);
      return new PreviousRelease(
          "the release of " + CHECKOUT, root.resolve("config"), requireProduct(root));
    }
    return git("rev-list", "--max-count=1", "HEAD", "--", "config")
        .flatMap(change -> git("rev-parse", "--short", "--verify", "--quiet", change + "^"))
        .map(commit -> at(commit, plane))
        .orElseGet(
            () ->
                new PreviousRelease(
                    "the same manifests, as there is no history of git here",
                    Repository.root().resolve("config"),
                    Installation.PRODUCT));
  }

  private static Path requireProduct(Path root) {
    Path product = root.resolve("cli/target/ray-operator");
    if (!Files.isDirectory(product)) {
      throw new IllegalStateException(CHECKOUT + " is not built: there is no " + product);
    }
    return product;
  }

  private static PreviousRelease at(String commit, LocalControlPlane plane) {
    try {
      Path directory = Files.createDirectory(plane.kubeconfig().resolveSibling("previous"));
      Path archive = directory.resolve("config.tar");
      if (git("archive", "--output=" + archive, commit, "config").isEmpty()
          || run("tar", "-C", directory.toString(), "-xf", archive.toString()).isEmpty()) {
        throw new IllegalStateException("Commit " + commit + " has no directory config");
      }
      return new PreviousRelease(
          "the manifests of commit " + commit + ", run by the present distribution",
          directory.resolve("config"),
          Installation.PRODUCT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> git(String... arguments) {
    return run(
        Stream.concat(Stream.of("git", "-C", root()), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String root() {
    return Repository.root().toString();
  }

  /** Returns what it prints; empty if it fails. */
  private static Optional<String> run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean succeeded =
          process.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      return succeeded ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + List.of(command), e);
    }
  }

  /** The assembled product behind {@link #IMAGE}. */
  Path product() {
    return product;
  }

  void apply(Kubectl kubectl) {
    String manifests =
        kubectl.run("kustomize", config.resolve("default").toString()).succeeds().stdout();
    if (!manifests.contains("image: " + Installation.IMAGE)) {
      throw new IllegalStateException("The manifests before have another image");
    }
    kubectl.apply(manifests.replace("image: " + Installation.IMAGE, "image: " + IMAGE)).succeeds();
  }

  @Override
  public String toString() {
    return name;
  }
}
