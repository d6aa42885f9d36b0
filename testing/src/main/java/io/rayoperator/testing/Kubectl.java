package io.rayoperator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the kubectl of the control plane's version, as a user would. */
public final class Kubectl {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Path binary;
  private final Path kubeconfig;
  private final @Nullable String namespace;
  private final Map<String, String> environment;

  Kubectl(Path binary, Path kubeconfig) {
    this(binary, kubeconfig, null, Map.of());
  }

  private Kubectl(
      Path binary, Path kubeconfig, @Nullable String namespace, Map<String, String> environment) {
    this.binary = binary;
    this.kubeconfig = kubeconfig;
    this.namespace = namespace;
    this.environment = environment;
  }

  /** Returns a kubectl for objects of this namespace alone ({@code --namespace}). */
  public Kubectl in(TestNamespace namespace) {
    return new Kubectl(binary, kubeconfig, namespace.name(), environment);
  }

  /**
   * Returns a kubectl whose context has this namespace; manifests that name another one go there.
   */
  public Kubectl inByDefault(TestNamespace other) {
    Path copy = kubeconfig.resolveSibling("kubeconfig-" + other);
    try {
      Files.copy(kubeconfig, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Kubectl kubectl = new Kubectl(binary, copy, null, environment);
    kubectl.run("config", "set-context", "--current", "--namespace=" + other).succeeds();
    return kubectl;
  }

  /** Returns a kubectl whose {@code edit} runs this command on the file, instead of an editor. */
  public Kubectl editingWith(String command) {
    return new Kubectl(binary, kubeconfig, namespace, Map.of("KUBE_EDITOR", command));
  }

  /** Runs kubectl and returns what came out, whatever the exit code. */
  public Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs kubectl with a text at its standard input (for {@code -f -}). */
  public Result runWithInput(String input, String... arguments) {
    try {
      return execute(input, command(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + binary, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in kubectl", e);
    }
  }

  /** Applies manifests given as text. */
  public Result apply(String manifests, String... arguments) {
    List<String> all = new ArrayList<>(List.of("apply", "-f", "-"));
    all.addAll(List.of(arguments));
    return runWithInput(manifests, all.toArray(String[]::new));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    // What kubectl remembers of the API goes away together with the control plane.
    command.addAll(List.of("--cache-dir", kubeconfig.resolveSibling("kubectl-cache").toString()));
    if (namespace != null) {
      command.addAll(List.of("--namespace", namespace));
    }
    command.addAll(List.of(arguments));
    return command;
  }

  private Result execute(String input, List<String> command)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("kubectl");
    Path stdin = Files.writeString(directory.resolve("stdin"), input);
    Path stdout = directory.resolve("stdout");
    Path stderr = directory.resolve("stderr");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(stdin.toFile())
              .redirectOutput(stdout.toFile())
              .redirectError(stderr.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(
            String.join(" ", command) + " did not end within " + TIMEOUT);
      }
      return new Result(
          String.join(" ", command.subList(5, command.size())),
          process.exitValue(),
          read(stdout),
          read(stderr));
    } finally {
      for (Path file : List.of(stdin, stdout, stderr, directory)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /**
   * What one run of kubectl gave.
   *
   * @param arguments the arguments, for messages
   * @param stdout as written, with its line ends
   * @param stderr errors and warnings
   */
  public record Result(String arguments, int exitCode, String stdout, String stderr) {

    /**
     * Returns this, if the command succeeded. @throws AssertionError with all output, if it did not
     */
    public Result succeeds() {
      if (exitCode != 0) {
        throw new AssertionError("should succeed, but it does not: " + this);
      }
      return this;
    }

    /**
     * Returns this, if the command failed. @throws AssertionError with all output, if it succeeded
     */
    public Result fails() {
      if (exitCode == 0) {
        throw new AssertionError("should fail, but it succeeds: " + this);
      }
      return this;
    }

    @Override
    public String toString() {
      return "kubectl " + arguments + " (exit code " + exitCode + ")\n" + stdout + stderr;
    }
  }
}
