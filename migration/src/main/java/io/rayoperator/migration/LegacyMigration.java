package io.rayoperator.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.legacy.LegacyApi;
import io.rayoperator.migration.LeaveReport.Cluster;
import io.rayoperator.migration.LeaveReport.Outcome;
import io.rayoperator.migration.kubernetes.ApiFailure;
import io.rayoperator.migration.kubernetes.ApiServer;
import io.rayoperator.migration.kubernetes.LegacyObjects;
import io.rayoperator.migration.kubernetes.ObjectVisitor;
import io.rayoperator.migration.kubernetes.Pauses;
import io.rayoperator.migration.leave.Arrival;
import io.rayoperator.migration.leave.Departure;
import io.rayoperator.migration.leave.LegacyFacts;
import io.rayoperator.migration.leave.RayIoManifest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets clusters of {@code cluster.ray.io/v1} leave that group while they run. Each has a cluster of
 * {@code ray.io/v1} that stands for it; what is deleted is the former object alone:
 *
 * <ol>
 *   <li>It is read with all that stands for it, and stays if that could not go on by itself.
 *   <li>The manifest of what goes on is kept, so that it is there whatever happens next.
 *   <li>It is deleted so that its dependents stay, and only if it is still what was read.
 *   <li>When it is gone, what goes on is read again, and compared.
 * </ol>
 *
 * <p>It may be interrupted anywhere, and begun again. No progress is stored: a cluster that has
 * left is recognised by its label, and by having no owner.
 */
public final class LegacyMigration {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
  private static final int MAX_CONFLICTS = 5;

  private final LegacyObjects objects;
  private final LeaveScope scope;
  private final Duration patience;
  private final ManifestSink manifests;
  private final Progress progress;

  /**
   * A migration.
   *
   * @param client stays the caller's
   * @param patience how long to wait until an object is gone that was deleted
   */
  public LegacyMigration(
      KubernetesClient client,
      LeaveScope scope,
      int chunkSize,
      Duration patience,
      ManifestSink manifests,
      Progress progress) {
    this.objects = new LegacyObjects(new ApiServer(client), chunkSize);
    this.scope = scope;
    this.patience = patience;
    this.manifests = manifests;
    this.progress = progress;
  }

  /** Looks at everything and changes nothing. */
  public LeaveReport survey() throws IOException {
    return report(this::look);
  }

  /** Lets those leave that can. */
  public LeaveReport run() throws IOException {
    return report(this::leave);
  }

  @FunctionalInterface
  private interface Step {
    /** What becomes of a cluster; null if there is none any more. */
    @Nullable Cluster take(String namespace, String name) throws IOException;
  }

  private LeaveReport report(Step step) throws IOException {
    List<Cluster> clusters = new ArrayList<>();
    try {
      List<String> leftBefore = leftBefore();
      forEach(
          (object, total) -> {
            String namespace = object.at("/metadata/namespace").asText();
            String name = object.at("/metadata/name").asText();
            Cluster cluster = step.take(namespace, name);
            if (cluster != null) {
              clusters.add(cluster);
              progress.objects("looked at", clusters.size(), total);
            } else if (scope.isNamed() && !leftBefore.contains(namespace + "/" + name)) {
              clusters.add(stays(namespace, name, List.of("there is no such cluster")));
            }
          });
      return new LeaveReport(clusters, leftBefore, noneLeft());
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        throw new MigrationStopped(
            "There is no CustomResourceDefinition %s, so there is nothing that could leave it."
                .formatted(LegacyApi.CRD),
            failure);
      }
      throw failure;
    }
  }

  private void forEach(ObjectVisitor visitor) throws IOException {
    if (scope.isNamed()) {
      for (ObjectNode named : scope.named()) {
        visitor.visit(named, scope.names().size());
      }
    } else {
      objects.forEach(scope.namespace(), visitor);
    }
  }

  private List<String> leftBefore() throws IOException {
    List<String> left = new ArrayList<>();
    objects.forEachRayCluster(
        scope.namespace(),
        (object, total) -> {
          if (!LegacyFacts.isOwned(object)
              && scope.includes(object.at("/metadata/name").asText())) {
            String namespace = object.at("/metadata/namespace").asText();
            String name = object.at("/metadata/name").asText();
            left.add(namespace + "/" + name);
          }
        });
    return left;
  }

  private boolean noneLeft() throws IOException {
    try {
      return !objects.any();
    } catch (ApiFailure failure) {
      if (failure.isForbidden()) {
        return false;
      }
      throw failure;
    }
  }

  private @Nullable Cluster look(String namespace, String name) throws IOException {
    Optional<LegacyFacts> facts = objects.read(namespace, name);
    if (facts.isEmpty()) {
      return null;
    }
    if (facts.get().isLeaving()) {
      return cluster(namespace, name, Outcome.READY, facts.get(), List.of(), List.of());
    }
    Departure departure = Departure.of(facts.get());
    return cluster(
        namespace,
        name,
        departure.isPossible() ? Outcome.READY : Outcome.STAYS,
        facts.get(),
        departure.notices(),
        departure.reasons());
  }

  private @Nullable Cluster leave(String namespace, String name) throws IOException {
    for (int attempt = 0; attempt < MAX_CONFLICTS; attempt++) {
      Optional<LegacyFacts> found = objects.read(namespace, name);
      if (found.isEmpty()) {
        return null;
      }
      LegacyFacts facts = found.get();
      if (facts.isLeaving()) {
        return arrive(namespace, name, facts, List.of());
      }
      Departure departure = Departure.of(facts);
      if (!departure.isPossible()) {
        return cluster(
            namespace, name, Outcome.STAYS, facts, departure.notices(), departure.reasons());
      }
      ObjectNode rayCluster = facts.rayCluster();
      if (rayCluster != null) {
        manifests.keep(namespace, name, RayIoManifest.of(rayCluster), departure.notices());
      }
      try {
        objects.orphan(facts.legacy());
        return arrive(namespace, name, facts, departure.notices());
      } catch (ApiFailure failure) {
        if (failure.isTransient()) {
          throw failure;
        }
        if (!failure.isConflict() && !failure.isNotFound()) {
          return stays(namespace, name, List.of("was not deleted: " + failure.getMessage()));
        }
      }
    }
    return stays(namespace, name, List.of("is changed all the time: run the command again"));
  }

  private Cluster arrive(String namespace, String name, LegacyFacts before, List<String> notices)
      throws IOException {
    Optional<ObjectNode> still = awaitGone(namespace, name, before.legacy());
    if (still.isPresent()) {
      return stays(
          namespace,
          name,
          List.of(
              "was deleted, and is still there, kept by %s: run the command again when somebody has removed that; the garbage"
                      .formatted(still.get().at("/metadata/finalizers"))
                  + " collector removes \"orphan\""));
    }
    LegacyFacts after = objects.around(before.legacy(), namespace, name);
    List<String> problems = Arrival.problems(before, after);
    progress.step(
        "%s/%s has left; pods that went on: %,d."
            .formatted(namespace, name, after.livePods().size()));
    return cluster(
        namespace,
        name,
        problems.isEmpty() ? Outcome.LEFT : Outcome.CHANGED,
        after,
        notices,
        problems);
  }

  /** Returns the object if it is still there after a while. */
  private Optional<ObjectNode> awaitGone(String namespace, String name, JsonNode legacy)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<ObjectNode> found =
          objects
              .find(namespace, name)
              .filter(now -> now.at("/metadata/uid").equals(legacy.at("/metadata/uid")));
      if (found.isEmpty() || System.nanoTime() - end >= 0) {
        return found;
      }
      Pauses.sleep(LOOK_AGAIN);
    }
  }

  private static Cluster stays(String namespace, String name, List<String> reasons) {
    return new Cluster(namespace + "/" + name, Outcome.STAYS, 0, List.of(), reasons);
  }

  private static Cluster cluster(
      String namespace,
      String name,
      Outcome outcome,
      LegacyFacts facts,
      List<String> notices,
      List<String> reasons) {
    return new Cluster(namespace + "/" + name, outcome, facts.livePods().size(), notices, reasons);
  }
}
