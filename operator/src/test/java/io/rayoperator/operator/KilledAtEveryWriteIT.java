package io.rayoperator.operator;

import static io.rayoperator.operator.ClusterProbe.eventually;
import static io.rayoperator.testing.RayClusters.withAnnotation;
import static io.rayoperator.testing.RayClusters.withSpec;
import static io.rayoperator.testing.RayClusters.withWorkers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.ScaleStrategy;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.testing.ApiProxy;
import io.rayoperator.testing.ApiProxy.LastAnswer;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.Contract;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.PodHistory;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The life of a cluster, once undisturbed and then once for every write that the operator makes in
 * it: killed right after that write, with and without having seen the answer, and started again.
 * The end is always the same, and no pod is ever made in vain.
 */
@ControlPlane(components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK})
class KilledAtEveryWriteIT {

  private static final int NEVER = Integer.MAX_VALUE;

  /** More are not faster on a small machine. */
  private static final int AT_A_TIME = 6;

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  /** What is the same in all lives of a test. */
  enum Kind {
    /** Names of pods end with something random. */
    AUTOSCALED,
    /** Names of pods are known beforehand. */
    NUMBERED;

    Consumer<RayCluster> modifier() {
      return switch (this) {
        case AUTOSCALED -> withSpec(spec -> spec.setEnableInTreeAutoscaling(true));
        case NUMBERED -> withAnnotation(RayAnnotations.CONVERSION_LAYOUT, "ant");
      };
    }

    /**
     * Whether the cluster is suspended and resumed. Where names come back, the simulated kubelet
     * would disturb that: it deletes by name, now and then twice, and hits a successor.
     */
    boolean isSuspended() {
      return this == AUTOSCALED;
    }

    /** Head and two workers, two more of the first group, and three again after a suspension. */
    int pods() {
      return 3 + 2 + (isSuspended() ? 3 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Contract("5.7")
  void endIsTheSameWhereverTheOperatorWasKilled(
      Kind kind, LocalControlPlane plane, KubernetesClient client) {
    Life undisturbed = new Life(kind, plane, client, NEVER, LastAnswer.DELIVERED);
    List<String> expected = undisturbed.run();

    List<Life> lives = new ArrayList<>();
    for (LastAnswer answer : LastAnswer.values()) {
      for (int write = 1; write <= undisturbed.writes(); write++) {
        lives.add(new Life(kind, plane, client, write, answer));
      }
    }
    List<String> differences = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME)) {
      Map<Life, Future<List<String>>> ends = new LinkedHashMap<>();
      lives.forEach(life -> ends.put(life, executor.submit(life::run)));
      ends.forEach(
          (life, end) ->
              difference(expected, end)
                  .ifPresent(difference -> differences.add(life + ": " + difference)));
    }
    long killed = lives.stream().filter(Life::wasKilled).count();
    System.out.printf(
        "%s: killed at %d of %d writes, answered or not; %d differences%n",
        kind, killed, undisturbed.writes(), differences.size());
    assertThat(differences).isEmpty();
    // Status writes and events vary by a few from run to run.
    assertThat(killed).isGreaterThan(undisturbed.writes());
  }

  private static Optional<String> difference(List<String> expected, Future<List<String>> end) {
    try {
      List<String> missing = lines(expected);
      List<String> surplus = lines(end.get());
      lines(end.get()).forEach(missing::remove);
      lines(expected).forEach(surplus::remove);
      return missing.isEmpty() && surplus.isEmpty()
          ? Optional.empty()
          : Optional.of("missing " + missing + ", surplus " + surplus);
    } catch (ExecutionException broken) {
      return Optional.of(broken.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> lines(List<String> objects) {
    return objects.stream()
        .flatMap(String::lines)
        .map(String::strip)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** One cluster's life in a namespace of its own, whose operator may be killed once. */
  private static final class Life {
    private final Kind kind;
    private final LocalControlPlane plane;
    private final KubernetesClient client;
    private final int lastWrite;
    private final LastAnswer lastAnswer;
    private int writes;
    private boolean killed;

    Life(
        Kind kind,
        LocalControlPlane plane,
        KubernetesClient client,
        int lastWrite,
        LastAnswer lastAnswer) {
      this.kind = kind;
      this.plane = plane;
      this.client = client;
      this.lastWrite = lastWrite;
      this.lastAnswer = lastAnswer;
    }

    int writes() {
      return writes;
    }

    boolean wasKilled() {
      return killed;
    }

    List<String> run() {
      TestNamespace namespace = createNamespace();
      try (PodHistory history = PodHistory.since(client, namespace);
          ApiProxy proxy = ApiProxy.cuttingOffAfter(plane, lastWrite, lastAnswer);
          KubernetesClient cutOff = proxy.newClient()) {
        RayClusterOperator first = operator(namespace, cutOff);
        CompletableFuture<RayClusterOperator> second =
            proxy
                .cutOff()
                .thenApplyAsync(
                    _ -> {
                      first.close();
                      return operator(namespace, client);
                    },
                    Thread::startVirtualThread);
        try {
          live(namespace);
        } finally {
          writes = proxy.writes();
          killed = proxy.cutOff().isDone();
          (killed ? second.join() : first).close();
        }
        assertThat(history.size()).as("pods ever created").isEqualTo(kind.pods());
        return EndState.of(client, namespace.name());
      } finally {
        client.namespaces().withName(namespace.name()).delete();
      }
    }

    /** A bit of everything, with time to settle in between. */
    private void live(TestNamespace namespace) {
      ClusterProbe demo =
          ClusterProbe.create(
              client,
              namespace,
              "demo",
              kind.modifier(),
              withWorkers("small", 1),
              withWorkers("other", 1));
      awaitWorkers(demo, 1, 1);
      demo.editGroup("small", group -> group.setReplicas(3));
      awaitWorkers(demo, 3, 1);
      ScaleStrategy strategy = new ScaleStrategy();
      strategy.setWorkersToDelete(List.copyOf(demo.podNames("small")).subList(0, 1));
      demo.editGroup(
          "small",
          group -> {
            group.setReplicas(2);
            group.setScaleStrategy(strategy);
          });
      awaitWorkers(demo, 2, 1);
      demo.editGroup("small", group -> group.setScaleStrategy(null));
      demo.edit(
          spec ->
              spec.setWorkerGroupSpecs(
                  Absent.asEmpty(spec.getWorkerGroupSpecs()).stream()
                      .filter(group -> "small".equals(group.getGroupName()))
                      .toList()));
      awaitWorkers(demo, 2, 0);
      if (kind.isSuspended()) {
        suspendAndResume(demo);
      }
    }

    private static void suspendAndResume(ClusterProbe demo) {
      demo.edit(spec -> spec.setSuspend(true));
      eventually(
          () -> {
            assertThat(demo.podNames()).isEmpty();
            assertThat(demo.status().getState()).isEqualTo("suspended");
          });
      demo.edit(spec -> spec.setSuspend(false));
      awaitWorkers(demo, 2, 0);
    }

    private static void awaitWorkers(ClusterProbe demo, int small, int other) {
      eventually(
          () -> {
            assertThat(demo.podNames("small")).hasSize(small);
            assertThat(demo.podNames("other")).hasSize(other);
          });
      demo.awaitReady();
      eventually(() -> assertThat(demo.status().getReadyWorkerReplicas()).isEqualTo(small + other));
    }

    private TestNamespace createNamespace() {
      Namespace namespace =
          new NamespaceBuilder()
              .withNewMetadata()
              .withGenerateName("killed-at-write-")
              .endMetadata()
              .build();
      return new TestNamespace(client.resource(namespace).create().getMetadata().getName());
    }

    private static RayClusterOperator operator(TestNamespace namespace, KubernetesClient client) {
      return RayClusterOperator.start(
          TestOperator.config().watchNamespaces(List.of(namespace.name())).build(), client);
    }

    @Override
    public String toString() {
      return "killed at write " + lastWrite + ", answer " + lastAnswer;
    }
  }
}
