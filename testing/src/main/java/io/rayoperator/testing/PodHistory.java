package io.rayoperator.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every pod that a namespace ever had, also one that was there for a moment only. Unlike the audit
 * log it knows what was stored: a writer that is killed in the middle of a request leaves an object
 * behind, but no answer 201 in the log.
 */
public final class PodHistory implements AutoCloseable {

  private final KubernetesClient client;
  private final TestNamespace namespace;
  private final Map<String, String> namesByUid = new ConcurrentHashMap<>();
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
                    namesByUid.put(pod.getMetadata().getUid(), pod.getMetadata().getName());
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    brokenBy = cause;
                  }
                });
  }

  public static PodHistory since(KubernetesClient client, TestNamespace namespace) {
    return new PodHistory(client, namespace);
  }

  /** How many pods there have been so far. */
  public int size() {
    return namesByUid.size();
  }

  /**
   * Names, by UID, of the pods that were there once and are no more.
   *
   * @throws IllegalStateException if the watch broke, so that pods may have been missed
   */
  public Map<String, String> gone() {
    Set<String> present =
        client.pods().inNamespace(namespace.name()).list().getItems().stream()
            .map(pod -> pod.getMetadata().getUid())
            .collect(Collectors.toSet());
    await("the watch has seen all pods").until(() -> namesByUid.keySet().containsAll(present));
    if (brokenBy != null) {
      throw new IllegalStateException("The watch of pods broke", brokenBy);
    }
    Map<String, String> gone = new TreeMap<>(namesByUid);
    gone.keySet().removeAll(present);
    return gone;
  }

  @Override
  public void close() {
    watch.close();
  }
}
