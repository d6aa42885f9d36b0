package io.rayoperator.systemtests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several clients write random edits to some objects at the same time, while both versions are
 * watched.
 */
final class RandomWriting implements AutoCloseable {

  private static final Duration CATCH_UP = Duration.ofSeconds(60);

  private final RawApi api;
  private final Map<String, WrittenObject> objects;
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Watch> watches = new ArrayList<>();
  private volatile @Nullable WatcherException brokenBy;

  RandomWriting(KubernetesClient client, TestNamespace namespace, List<WrittenObject> objects) {
    this.api = new RawApi(client, namespace);
    this.objects =
        objects.stream().collect(Collectors.toMap(WrittenObject::name, Function.identity()));
    watches.add(watch(client, namespace, "v1", RayClusterApi.V1));
    watches.add(watch(client, namespace, "v1alpha1", RayClusterApi.V1ALPHA1));
  }

  private Watch watch(
      KubernetesClient client,
      TestNamespace namespace,
      String version,
      ResourceDefinitionContext resource) {
    return client
        .genericKubernetesResources(resource)
        .inNamespace(namespace.name())
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, GenericKubernetesResource seen) {
                WrittenObject object = objects.get(seen.getMetadata().getName());
                if (object != null) {
                  object.saw(version, json(seen));
                }
              }

              @Override
              public void onClose(WatcherException cause) {
                brokenBy = cause;
              }
            });
  }

  private static ObjectNode json(GenericKubernetesResource object) {
    return Serialization.unmarshal(Serialization.asJson(object), ObjectNode.class);
  }

  /** Writes for some time, and waits until both watches have seen all of it. */
  void run(int clients, long seed, Duration duration) {
    run(clients, seed, duration, List.of(WritePath.values()));
  }

  /** As {@link #run}, in some ways only. */
  void run(int clients, long seed, Duration duration, List<WritePath> paths) {
    long end = System.nanoTime() + duration.toNanos();
    List<WrittenObject> targets = List.copyOf(objects.values());
    List<Callable<Void>> loops = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Random random = new Random(seed + i);
      RandomWriter writer = new RandomWriter(api, random, paths, this::count);
      loops.add(
          () -> {
            while (System.nanoTime() < end) {
              write(writer, targets.get(random.nextInt(targets.size())));
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (Future<Void> loop : threads.invokeAll(loops)) {
        loop.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while others write", e);
    } catch (ExecutionException e) {
      throw new AssertionError("a writer failed", e.getCause());
    }
    objects.values().forEach(this::awaitSeen);
  }

  /** A writer that meets something unexpected tells it and goes on. */
  private void write(RandomWriter writer, WrittenObject target) {
    try {
      writer.write(target);
    } catch (AssertionError | RuntimeException e) {
      failures.add(target.name() + ": " + e.getMessage());
    }
  }

  private void count(String how, String outcome) {
    counts.computeIfAbsent(how + ": " + outcome, any -> new LongAdder()).increment();
  }

  private void awaitSeen(WrittenObject object) {
    for (String version : WrittenObject.VERSIONS) {
      ObjectNode last = api.get(version, object.name(), "").object();
      await("the watch of " + version + " has seen the last state of " + object.name())
          .atMost(CATCH_UP)
          .until(() -> brokenBy != null || object.hasSeen(version, WrittenObject.revision(last)));
      object.saw(version, last);
    }
    if (brokenBy != null) {
      throw new IllegalStateException("A watch broke", brokenBy);
    }
  }

  /**
   * What is not as it was meant, in words; empty if nothing was lost, nothing came back, and no
   * request got an answer that nobody expects.
   */
  List<String> differences() {
    return Stream.concat(
            failures.stream(),
            objects.values().stream().flatMap(object -> object.differences().stream()))
        .toList();
  }

  /** How often each way of writing had each outcome. */
  Map<String, Long> counts() {
    return counts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().sum(), Long::sum, TreeMap::new));
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
