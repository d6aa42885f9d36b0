package io.rayoperator.testing.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rayoperator.testing.LocalControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A node whose pods are processes of this machine. It does what a kubelet does: volumes, service
 * account tokens, probes, restarts, status, and the end by SIGTERM; the Services of a control plane
 * with a {@link PodNetwork} lead to its pods.
 */
public final class PlayedNode implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(200);

  private record Running(PodRun pod, Thread thread) {}

  private final LocalControlPlane plane;
  private final KubernetesClient client;
  private final PodNetwork network;
  private final Map<String, Path> images;
  private final String name;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final Thread loop;

  private PlayedNode(
      LocalControlPlane plane,
      KubernetesClient client,
      PodNetwork network,
      Map<String, Path> images,
      String name) {
    this.plane = plane;
    this.client = client;
    this.network = network;
    this.images = images;
    this.name = name;
    this.loop = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
  }

  /**
   * Adds a node to a cluster.
   *
   * @param images for each name of an image the assembled product, or a directory with all files of
   *     a whole image
   */
  public static PlayedNode start(
      LocalControlPlane plane,
      KubernetesClient client,
      PodNetwork network,
      String name,
      Map<String, Path> images) {
    PlayedNode node = new PlayedNode(plane, client, network, new ConcurrentHashMap<>(images), name);
    node.register();
    node.loop.start();
    return node;
  }

  /** Adds an image, or replaces it for pods that start from now on. */
  public void addImage(String image, Path product) {
    images.put(image, product);
  }

  private void register() {
    Map<String, Quantity> capacity =
        Map.of(
            "cpu", new Quantity("16"),
            "memory", new Quantity("32Gi"),
            "pods", new Quantity("50"));
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels("kubernetes.io/hostname", name)
            .endMetadata()
            .build();
    client.resource(node).create();
    client
        .nodes()
        .withName(name)
        .editStatus(
            stored ->
                new NodeBuilder(stored)
                    .withNewStatus()
                    .withCapacity(capacity)
                    .withAllocatable(capacity)
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          sync(client.pods().inAnyNamespace().withField("spec.nodeName", name).list().getItems());
        } catch (KubernetesClientException e) {
          // The API server is away: what runs goes on.
        } catch (RuntimeException e) {
          System.err.println("A mistake of node " + name + ", which goes on: " + e);
        }
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sync(List<Pod> bound) {
    for (Pod pod : bound) {
      // A pod whose thread died of an exception (the JVM prints it) is begun anew.
      Running run =
          running.compute(
              pod.getMetadata().getUid(),
              (uid, present) -> present != null && present.thread.isAlive() ? present : begin(pod));
      if (pod.getMetadata().getDeletionTimestamp() != null) {
        run.pod.end();
      }
    }
    Set<String> present =
        bound.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    running.forEach(
        (uid, run) -> {
          if (!present.contains(uid)) {
            run.pod.abandon();
          }
        });
  }

  private Running begin(Pod pod) {
    PodRun run = new PodRun(plane, client, network, images, pod);
    return new Running(
        run, Thread.ofPlatform().daemon().name(pod.getMetadata().getName()).start(run));
  }

  /** How long each container (POD/CONTAINER) took from the start of its process to ready. */
  public Map<String, Duration> readyAfter() {
    Map<String, Duration> times = new TreeMap<>();
    running.values().forEach(run -> times.putAll(run.pod.readyAfter()));
    return times;
  }

  /** Kills all its processes at once, as a power cut does; they start again. */
  public void crash() {
    running.values().forEach(run -> run.pod.crash());
  }

  @Override
  public void close() {
    loop.interrupt();
    running.values().forEach(run -> run.pod.abandon());
    running.values().forEach(PlayedNode::join);
  }

  private static void join(Running run) {
    try {
      run.thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
