package io.rayoperator.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.rayoperator.testing.LocalControlPlane;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs for a container: its command, in the network of its pod, with its volumes, its
 * environment and nothing of the user's, as a user without any rights, in a file system that can be
 * written only where it says.
 *
 * <p>A limit of memory is told to the JVM, as there is no cgroup.
 */
final class ContainerCommand {

  private static final String PRODUCT = "/opt/ray-operator";
  private static final String ENTRY_POINT = PRODUCT + "/bin/ray-operator";
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** As image/config.json says. */
  private static final Map<String, String> OF_THE_IMAGE =
      Map.of("PATH", PRODUCT + "/bin", "LANG", "C.UTF-8");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z0-9_]+)\\)");

  private ContainerCommand() {}

  static ProcessBuilder of(
      LocalControlPlane plane,
      Pod pod,
      Container container,
      Path product,
      PodNetwork.Attachment network,
      PodVolumes volumes,
      Path directory)
      throws IOException {
    requireKnown(container);
    Path script = script(directory);
    Path root = Files.createDirectories(directory.resolve("root-of-" + container.getName()));
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                network.namespace(),
                "/bin/sh",
                script.toString(),
                root.toString(),
                isReadOnly(container) ? "ro" : "rw"));
    command.add(isImage(product) ? product.toString() : "/");
    if (!isImage(product)) {
      mount(command, product, PRODUCT, true);
      String java = System.getProperty("java.home");
      mount(command, Path.of(java), java, true);
    }
    for (VolumeMount mount : container.getVolumeMounts()) {
      mount(
          command,
          volumes.directory(mount.getName()),
          mount.getMountPath(),
          Boolean.TRUE.equals(mount.getReadOnly()));
    }
    command.add("--");
    Map<String, String> environment = environment(plane, pod, container, network);
    if (isImage(product)) {
      environment.putAll(OF_THE_IMAGE);
    } else {
      environment.put("PATH", PATH);
      environment.put("JAVA_HOME", System.getProperty("java.home"));
    }
    List<String> entryPoint =
        container.getCommand().isEmpty() ? List.of(ENTRY_POINT) : container.getCommand();
    entryPoint.forEach(word -> command.add(expanded(word, environment)));
    container.getArgs().forEach(word -> command.add(expanded(word, environment)));

    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    plane
                        .logs()
                        .directory()
                        .resolve(pod.getMetadata().getName() + "." + container.getName() + ".log")
                        .toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static void requireKnown(Container container) {
    if (!container.getEnvFrom().isEmpty() || container.getLifecycle() != null) {
      throw new IllegalStateException(
          "This kubelet knows neither envFrom nor lifecycle: " + container.getName());
    }
    SecurityContext security = container.getSecurityContext();
    if (security != null && security.getRunAsUser() != null) {
      throw new IllegalStateException("This kubelet knows no user but that of the image");
    }
  }

  /** Whether it is all files of an image, and not a distribution that runs on this machine's. */
  private static boolean isImage(Path product) {
    return Files.isDirectory(product.resolve(PRODUCT.substring(1)));
  }

  private static boolean isReadOnly(Container container) {
    return container.getSecurityContext() != null
        && Boolean.TRUE.equals(container.getSecurityContext().getReadOnlyRootFilesystem());
  }

  private static void mount(List<String> command, Path source, String target, boolean readOnly) {
    command.addAll(List.of(source.toString(), target, readOnly ? "ro" : "rw"));
  }

  private static Path script(Path directory) throws IOException {
    Path script = directory.resolve("container.sh");
    if (!Files.exists(script)) {
      try (var in = ContainerCommand.class.getResourceAsStream("container.sh")) {
        if (in == null) {
          throw new IllegalStateException("container.sh is missing");
        }
        Files.copy(in, script);
      }
    }
    return script;
  }

  private static Map<String, String> environment(
      LocalControlPlane plane, Pod pod, Container container, PodNetwork.Attachment network) {
    URI apiServer = plane.apiServer();
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOSTNAME", pod.getMetadata().getName());
    environment.put("KUBERNETES_SERVICE_HOST", apiServer.getHost());
    environment.put("KUBERNETES_SERVICE_PORT", Integer.toString(apiServer.getPort()));
    // What carries it ends with the control plane.
    environment.put("RAY_OPERATOR_CONTROL_PLANE", plane.mark());
    Quantity memory =
        container.getResources() == null || container.getResources().getLimits() == null
            ? null
            : container.getResources().getLimits().get("memory");
    if (memory != null) {
      environment.put("JAVA_OPTS", "-XX:MaxRAM=" + memory.getNumericalAmount().longValueExact());
    }
    for (EnvVar variable : container.getEnv()) {
      environment.put(
          variable.getName(),
          variable.getValueFrom() == null
              ? expanded(variable.getValue(), environment)
              : PodFields.value(
                  pod, variable.getValueFrom().getFieldRef().getFieldPath(), network.address()));
    }
    return environment;
  }

  private static String expanded(String text, Map<String, String> environment) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            reference ->
                Matcher.quoteReplacement(
                    environment.getOrDefault(reference.group(1), reference.group())));
  }
}
