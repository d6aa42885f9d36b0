package io.rayoperator.systemtests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An operator of config/python as a process: its account, its rights, its arguments. */
final class PythonOperator {

  private static final Pattern SERVING = Pattern.compile("Serving cluster.ray.io/v1");

  private PythonOperator() {}

  /** Serves one namespace, in which config/python/operator.yaml is applied. */
  static LocalProcess ofNamespace(
      LocalControlPlane plane, KubernetesClient client, String namespace) {
    apply(plane, "operator.yaml", "--namespace=" + namespace);
    return start(plane, client, namespace, "--watch-namespace=" + namespace);
  }

  /** Serves all, as config/python/operator_cluster_scoped.yaml installs it. */
  static LocalProcess ofAllNamespaces(LocalControlPlane plane, KubernetesClient client) {
    apply(plane, "operator_cluster_scoped.yaml", "--namespace=default");
    return start(plane, client, "default");
  }

  static void apply(LocalControlPlane plane, String file, String... options) {
    List<String> command = new ArrayList<>(List.of(options));
    Path manifest = Repository.root().resolve("config/python").resolve(file);
    command.addAll(List.of("apply", "--filename=" + manifest));
    plane.kubectl().run(command.toArray(String[]::new)).succeeds();
  }

  private static LocalProcess start(
      LocalControlPlane plane, KubernetesClient client, String namespace, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "manager",
                "--legacy-clusters",
                "--log-stdout-encoder=console",
                "--metrics-addr=127.0.0.1:0",
                "--health-probe-bind-address=127.0.0.1:0",
                "--kubeconfig=" + kubeconfig(plane, client, namespace)));
    all.addAll(List.of(arguments));
    LocalProcess process =
        Product.launch(plane, "operator-of-" + namespace, all.toArray(String[]::new));
    process.awaitOutput(SERVING, Duration.ofSeconds(60));
    return process;
  }

  private static Path kubeconfig(
      LocalControlPlane plane, KubernetesClient client, String namespace) {
    return AccountKubeconfig.write(
        plane,
        client,
        namespace,
        "ray-operator-serviceaccount",
        "operator-of-" + namespace + ".kubeconfig");
  }
}
