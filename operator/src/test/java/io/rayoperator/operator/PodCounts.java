package io.rayoperator.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.rayoperator.testing.TestNamespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many pods of a group there were at every moment, as the API server stored it: a watch shows
 * each change in its order.
 */
final class PodCounts implements AutoCloseable {

  private final Map<String, Pod> pods = new HashMap<>();
  private final Set<String> going = new HashSet<>();
  private final List<String> deletions = new ArrayList<>();
  private final Watch watch;
  private int most;
  private int fewestReady = Integer.MAX_VALUE;
  private @Nullable Exception brokenBy;

  /** Begins to count; the pods that are there now are the first moment. */
  static PodCounts of(KubernetesClient client, TestNamespace namespace, String group) {
    return new PodCounts(client, namespace, group);
  }

  private PodCounts(KubernetesClient client, TestNamespace namespace, String group) {
    var present = client.pods().inNamespace(namespace.name()).list();
    present.getItems().stream()
        .filter(pod -> isOf(group, pod))
        .forEach(pod -> pods.put(pod.getMetadata().getUid(), pod));
    count();
    this.watch =
        client
            .pods()
            .inNamespace(namespace.name())
            .withResourceVersion(present.getMetadata().getResourceVersion())
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, Pod pod) {
                    see(action, pod, group);
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    breakOff(cause);
                  }
                });
  }

  /** The most pods at a time, those that were being deleted included. */
  synchronized int most() {
    check();
    return most;
  }

  /** The fewest pods that were ready and stayed, at a time. */
  synchronized int fewestReady() {
    check();
    return fewestReady;
  }

  /** Groups of the pods that went, of all groups, in the order in which their deletion began. */
  synchronized List<String> deletions() {
    check();
    return List.copyOf(deletions);
  }

  @Override
  public void close() {
    watch.close();
  }

  private synchronized void see(Watcher.Action action, Pod pod, String group) {
    boolean isGoing = action == Watcher.Action.DELETED || isGoing(pod);
    if (isGoing && going.add(pod.getMetadata().getUid())) {
      deletions.add(pod.getMetadata().getLabels().get("ray.io/group"));
    }
    if (isOf(group, pod)) {
      if (action == Watcher.Action.DELETED) {
        pods.remove(pod.getMetadata().getUid());
      } else {
        pods.put(pod.getMetadata().getUid(), pod);
      }
      count();
    }
  }

  private synchronized void breakOff(@Nullable Exception cause) {
    brokenBy = cause;
  }

  private void check() {
    if (brokenBy != null) {
      throw new IllegalStateException("The watch of pods broke", brokenBy);
    }
  }

  private void count() {
    most = Math.max(most, pods.size());
    fewestReady =
        Math.min(
            fewestReady,
            (int) pods.values().stream().filter(pod -> !isGoing(pod) && isReady(pod)).count());
  }

  private static boolean isOf(String group, Pod pod) {
    return group.equals(pod.getMetadata().getLabels().get("ray.io/group"));
  }

  private static boolean isGoing(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
