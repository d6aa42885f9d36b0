package io.rayoperator.testing;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Secret as files in a directory, as a kubelet mounts it for a pod: some time after the Secret
 * all files change at once, by a symbolic link to the directory that holds them. They stay when the
 * Secret is deleted.
 */
public final class MountedSecret implements AutoCloseable {

  private static final String CURRENT = "..data";

  private final Path directory;
  private final Duration delay;
  private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
  private final SharedIndexInformer<Secret> informer;

  private MountedSecret(
      KubernetesClient client, String namespace, String name, Path directory, Duration delay) {
    this.directory = directory;
    this.delay = delay;
    this.informer =
        client.secrets().inNamespace(namespace).withName(name).inform(new WrittenDown());
  }

  /**
   * Writes the Secret into a directory as soon as there is one, and follows it.
   *
   * @param delay between a change and the files; a kubelet may take more than a minute
   */
  public static MountedSecret follow(
      KubernetesClient client, String namespace, String name, Path directory, Duration delay) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MountedSecret(client, namespace, name, directory, delay);
  }

  private final class WrittenDown implements ResourceEventHandler<Secret> {

    @Override
    public void onAdd(Secret secret) {
      writeLater(secret);
    }

    @Override
    public void onUpdate(Secret old, Secret secret) {
      writeLater(secret);
    }

    @Override
    public void onDelete(Secret secret, boolean isFinalStateUnknown) {
      // A pod that runs keeps what it has.
    }
  }

  private void writeLater(Secret secret) {
    var _ = writer.schedule(() -> write(secret), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write(Secret secret) {
    try {
      Path generation = Files.createTempDirectory(directory, "..generation");
      for (Map.Entry<String, String> file : secret.getData().entrySet()) {
        Files.write(generation.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
      }
      use(generation);
      for (String file : secret.getData().keySet()) {
        Path visible = directory.resolve(file);
        if (!Files.isSymbolicLink(visible)) {
          Files.createSymbolicLink(visible, Path.of(CURRENT, file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void use(Path generation) throws IOException {
    Path current = directory.resolve(CURRENT);
    Path before = Files.isSymbolicLink(current) ? Files.readSymbolicLink(current) : null;
    Path next = directory.resolve(CURRENT + "_tmp");
    Files.createSymbolicLink(next, directory.relativize(generation));
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
    if (before != null) {
      delete(directory.resolve(before));
    }
  }

  private static void delete(Path generation) throws IOException {
    try (Stream<Path> files = Files.list(generation)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(generation);
  }

  @Override
  public void close() {
    informer.close();
    writer.shutdownNow();
  }
}
