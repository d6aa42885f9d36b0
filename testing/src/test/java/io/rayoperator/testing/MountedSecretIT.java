package io.rayoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ControlPlane
class MountedSecretIT {

  private static final int CHANGES = 50;

  @TempDir Path directory;

  @Test
  void filesComeWithTheSecretAndOutliveIt(KubernetesClient client, TestNamespace namespace)
      throws IOException {
    try (MountedSecret _ = follow(client, namespace)) {
      client.resource(secret(namespace, "first")).create();
      await().until(() -> Files.exists(directory.resolve("two")));
      assertThat(directory.resolve("one")).hasContent("first");

      client.resource(secret(namespace, "second")).update();
      await().until(() -> Files.readString(directory.resolve("one")).equals("second"));

      client.resource(secret(namespace, "second")).delete();
      client.resource(secret(namespace, "third")).create();
      await().until(() -> Files.readString(directory.resolve("one")).equals("third"));
      assertThat(directory.resolve("two")).hasContent("third");
    }
  }

  @Test
  void filesChangeTogether(KubernetesClient client, TestNamespace namespace) throws Exception {
    client.resource(secret(namespace, "0")).create();
    try (MountedSecret _ = follow(client, namespace);
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      await().until(() -> Files.exists(directory.resolve("two")));
      Future<?> writer =
          writers.submit(
              () ->
                  IntStream.rangeClosed(1, CHANGES)
                      .mapToObj(change -> secret(namespace, Integer.toString(change)))
                      .forEach(secret -> client.resource(secret).update()));

      while (!writer.isDone()) {
        Path generation = directory.resolve(Files.readSymbolicLink(directory.resolve("..data")));
        String two = readOrGone(generation.resolve("two"));
        String one = readOrGone(generation.resolve("one"));
        assertThat(one.isEmpty() || two.isEmpty() ? one : two).isEqualTo(one);
      }
      writer.get(); // throws if a change failed
    }
  }

  private MountedSecret follow(KubernetesClient client, TestNamespace namespace) {
    return MountedSecret.follow(client, namespace.name(), "demo", directory, Duration.ofMillis(10));
  }

  /** The generation of before may be removed at any moment. */
  private static String readOrGone(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static Secret secret(TestNamespace namespace, String content) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("demo")
        .withNamespace(namespace.name())
        .endMetadata()
        .addToStringData("one", content)
        .addToStringData("two", content)
        .build();
  }
}
