package io.rayoperator.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The use of a control plane by one test class. Nobody else uses it meanwhile. */
final class ControlPlaneSession implements AutoCloseable {

  private static final AtomicInteger OWN_CONTROL_PLANES = new AtomicInteger();

  private final LocalControlPlane controlPlane;
  private final boolean own;
  private final FileChannel lockFile;
  private final KubernetesClient client;

  private ControlPlaneSession(LocalControlPlane controlPlane, boolean own) throws IOException {
    this.controlPlane = controlPlane;
    this.own = own;
    this.lockFile =
        FileChannel.open(
            controlPlane.directory().resolve("test-class.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    waitForLock();
    this.client = controlPlane.newClient();
    RayClusterApi.reset(client);
  }

  static ControlPlaneSession open(ControlPlane wanted) {
    Set<Component> components = new TreeSet<>(Set.of(wanted.components()));
    if (wanted.flags().length > 0 && !wanted.own()) {
      throw new IllegalArgumentException("A control plane with flags is not shared: own = true");
    }
    try {
      return new ControlPlaneSession(
          wanted.own()
              ? ownControlPlane(components, wanted.nodes(), List.of(wanted.flags()))
              : shared(components, wanted.nodes()),
          wanted.own());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name holds all options, so those who ask for the same share it. */
  private static LocalControlPlane shared(Set<Component> components, int nodes) {
    long owner = BuildProcess.pid();
    String with =
        components.stream()
            .sorted(Comparator.naturalOrder())
            .map(
                component ->
                    component == Component.KWOK
                        ? "k" + nodes
                        : component.processName().substring(5, 6))
            .collect(Collectors.joining());
    return LocalControlPlane.up(
        "test-" + owner + (with.isEmpty() ? "" : "-" + with), components, nodes, List.of(), owner);
  }

  private static LocalControlPlane ownControlPlane(
      Set<Component> components, int nodes, List<String> flags) {
    long owner = ProcessHandle.current().pid();
    return LocalControlPlane.up(
        "own-" + owner + "-" + OWN_CONTROL_PLANES.incrementAndGet(),
        components,
        nodes,
        flags,
        owner);
  }

  /** Test classes of other modules may run in other processes ({@code mvn -T}). */
  private void waitForLock() throws IOException {
    FileLock lock = lockFile.lock();
    if (!lock.isValid()) {
      throw new IllegalStateException("Lost the lock of " + controlPlane);
    }
  }

  LocalControlPlane controlPlane() {
    return controlPlane;
  }

  KubernetesClient client() {
    return client;
  }

  @Override
  public void close() throws IOException {
    try (lockFile;
        client) {
      if (own) {
        controlPlane.down();
      } else {
        RayClusterApi.reset(client);
      }
    }
  }
}
