package io.rayoperator.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rayoperator.testing.LocalControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod from its binding to its end. */
final class PodRun implements Runnable {

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final long DEFAULT_GRACE_SECONDS = 30;

  private final LocalControlPlane plane;
  private final KubernetesClient client;
  private final PodNetwork network;
  private final Map<String, Path> images;
  private final Pod pod;
  private final List<ContainerRun> containers = new CopyOnWriteArrayList<>();
  private final Instant startedAt = Instant.now();

  private volatile boolean endRequested;
  private volatile boolean abandoned;
  private @Nullable PodStatus reported;

  PodRun(
      LocalControlPlane plane,
      KubernetesClient client,
      PodNetwork network,
      Map<String, Path> images,
      Pod pod) {
    this.plane = plane;
    this.client = client;
    this.network = network;
    this.images = images;
    this.pod = pod;
  }

  /** The object asks for the end. */
  void end() {
    endRequested = true;
  }

  /** The test is over: kills what runs, and tells nobody. */
  void abandon() {
    abandoned = true;
  }

  /** Kills the processes, as a crash does; they are started again. */
  void crash() {
    containers.forEach(ContainerRun::kill);
  }

  /** How long each container took from its start to its being ready. */
  Map<String, Duration> readyAfter() {
    Map<String, Duration> times = new TreeMap<>();
    for (ContainerRun container : containers) {
      Duration time = container.readyAfter();
      if (time != null) {
        times.put(pod.getMetadata().getName() + "/" + container.name(), time);
      }
    }
    return times;
  }

  @Override
  public void run() {
    PodNetwork.Attachment place = network.attach();
    try {
      Path directory =
          Files.createDirectories(
              plane.logs().directory().resolveSibling("pods").resolve(pod.getMetadata().getUid()));
      PodVolumes volumes = new PodVolumes(client, pod, directory.resolve("volumes"));
      if (awaitVolumes(volumes)) {
        start(place, volumes, directory);
        lookAfter(place, volumes);
      }
      stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      containers.forEach(ContainerRun::kill);
      network.detach(place);
    }
  }

  private boolean awaitVolumes(PodVolumes volumes) throws IOException, InterruptedException {
    while (!endRequested && !abandoned) {
      Optional<String> missing = attempt(volumes::prepare).orElse(Optional.of("the API server"));
      if (missing.isEmpty()) {
        return true;
      }
      Thread.sleep(TICK);
    }
    return false;
  }

  private void start(PodNetwork.Attachment place, PodVolumes volumes, Path directory)
      throws IOException {
    if (!pod.getSpec().getInitContainers().isEmpty()) {
      throw new IllegalStateException("This kubelet knows no init containers");
    }
    for (Container container : pod.getSpec().getContainers()) {
      Path product = images.get(container.getImage());
      if (product == null) {
        throw new IllegalStateException("There is no image " + container.getImage());
      }
      ContainerRun run =
          new ContainerRun(
              container,
              ContainerCommand.of(plane, pod, container, product, place, volumes, directory),
              place.address());
      run.start();
      containers.add(run);
    }
  }

  private void lookAfter(PodNetwork.Attachment place, PodVolumes volumes)
      throws IOException, InterruptedException {
    Instant refreshAt = Instant.now().plus(REFRESH);
    while (!endRequested && !abandoned) {
      for (ContainerRun container : containers) {
        container.tick();
      }
      report(place);
      if (Instant.now().isAfter(refreshAt)) {
        refreshAt = Instant.now().plus(REFRESH);
        var _ =
            attempt(
                () -> {
                  volumes.refresh();
                  return true;
                });
      }
      Thread.sleep(TICK);
    }
  }

  private void stop() throws InterruptedException {
    if (abandoned) {
      return;
    }
    long grace =
        pod.getSpec().getTerminationGracePeriodSeconds() == null
            ? DEFAULT_GRACE_SECONDS
            : pod.getSpec().getTerminationGracePeriodSeconds();
    for (ContainerRun container : containers) {
      container.stop(grace);
    }
    while (!abandoned
        && attempt(() -> client.resource(pod).withGracePeriod(0).delete()).isEmpty()) {
      Thread.sleep(TICK);
    }
  }

  private void report(PodNetwork.Attachment place) {
    PodStatus status = status(place);
    if (!status.equals(reported)
        && attempt(
                () ->
                    client
                        .pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .editStatus(stored -> new PodBuilder(stored).withStatus(status).build()))
            .isPresent()) {
      reported = status;
    }
  }

  private PodStatus status(PodNetwork.Attachment place) {
    boolean ready = containers.stream().allMatch(ContainerRun::isReady);
    return new PodStatusBuilder()
        .withPhase("Running")
        .withPodIP(place.address())
        .addNewPodIP(place.address())
        .withStartTime(startedAt.truncatedTo(ChronoUnit.SECONDS).toString())
        .withConditions(
            Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                .map(
                    type ->
                        condition(
                            type,
                            ready || type.equals("PodScheduled") || type.equals("Initialized")))
                .toList())
        .withContainerStatuses(containers.stream().map(ContainerRun::status).toList())
        .build();
  }

  private static PodCondition condition(String type, boolean holds) {
    return new PodConditionBuilder().withType(type).withStatus(holds ? "True" : "False").build();
  }

  private interface ApiCall<T> {
    T make() throws IOException;
  }

  /** The API server may be away for a while; a pod that is gone ends by the object's absence. */
  private static <T> Optional<T> attempt(ApiCall<T> call) {
    try {
      return Optional.of(call.make());
    } catch (KubernetesClientException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
