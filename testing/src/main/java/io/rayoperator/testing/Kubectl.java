package io.rayoperator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  public CommandResult run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs kubectl with a text at its standard input (for {@code -f -}). */
  public CommandResult runWithInput(String input, String... arguments) {
    return new CommandRun(
            "kubectl " + String.join(" ", shown(arguments)),
            command(arguments),
            input,
            environment,
            TIMEOUT)
        .await();
  }

  /** Applies manifests given as text. */
  public CommandResult apply(String manifests, String... arguments) {
    List<String> all = new ArrayList<>(List.of("apply", "-f", "-"));
    all.addAll(List.of(arguments));
    return runWithInput(manifests, all.toArray(String[]::new));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    // What kubectl remembers of the API goes away together with the control plane.
    command.addAll(List.of("--cache-dir", kubeconfig.resolveSibling("kubectl-cache").toString()));
    command.addAll(shown(arguments));
    return command;
  }

  /** The arguments that a reader of messages wants to see. */
  private List<String> shown(String... arguments) {
    List<String> shown = new ArrayList<>();
    if (namespace != null) {
      shown.addAll(List.of("--namespace", namespace));
    }
    shown.addAll(List.of(arguments));
    return shown;
  }
}
