package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.rayoperator.testing.TestNamespace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every pod that a namespace ever had, also one that was there for a moment only. */
final class PodHistory implements AutoCloseable {

  private final KubernetesClient client;
  private final TestNamespace namespace;
  private final Set<String> uids = ConcurrentHashMap.newKeySet();
  private final Watch watch;
  private volatile @Nullable Exception brokenBy;

  private PodHistory(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
    this.watch =
        client
            .pods()
            .inNamespace(namespace.name())
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, Pod pod) {
                    uids.add(pod.getMetadata().getUid());
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    brokenBy = cause;
                  }
                });
  }

  static PodHistory since(KubernetesClient client, TestNamespace namespace) {
    return new PodHistory(client, namespace);
  }

  void assertNoneButThoseThatAreThere() {
    Set<String> present =
        client.pods().inNamespace(namespace.name()).list().getItems().stream()
            .map(pod -> pod.getMetadata().getUid())
            .collect(Collectors.toSet());

    await("the watch has seen all pods").until(() -> uids.containsAll(present));
    assertThat(uids).isEqualTo(present);
    assertThat(brokenBy).isNull();
  }

  @Override
  public void close() {
    watch.close();
  }
}
