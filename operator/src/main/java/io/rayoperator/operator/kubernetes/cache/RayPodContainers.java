package io.rayoperator.operator.kubernetes.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.observed.ContainerState;
import io.rayoperator.operator.model.observed.ContainerState.Exit;
import io.rayoperator.operator.model.observed.ContainerState.Stage;
import io.rayoperator.operator.model.observed.StableText;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Of the containers of a pod, those that keep it from being ready. */
final class RayPodContainers {

  private RayPodContainers() {}

  /**
   * The first container that waits or has ended (KubeRay contract §13.2); else the first that runs
   * after an end, and is not ready: between two crashes it only looks as if it was starting.
   */
  static @Nullable ContainerState unready(List<ContainerStatus> containers) {
    return first(containers, ContainerStatus::doesNotRun)
        .or(() -> first(containers, ContainerStatus::runsAgain))
        .orElse(null);
  }

  /**
   * The container that is run before the others, or keeps them from being run. One whose turn has
   * not come yet waits, one that has done its work has ended, and a sidecar goes on running.
   */
  static @Nullable ContainerState initializing(List<ContainerStatus> containers) {
    return first(containers, ContainerStatus::isStuck)
        .or(() -> first(containers, ContainerStatus::runsToItsEnd))
        .orElse(null);
  }

  private static Optional<ContainerState> first(
      List<ContainerStatus> containers, Predicate<ContainerStatus> condition) {
    return containers.stream().filter(condition).findFirst().map(ContainerStatus::observed);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ContainerStatus(
      @Nullable String name,
      boolean ready,
      @Nullable Boolean started,
      @Nullable State state,
      @Nullable State lastState) {

    boolean hasEnded() {
      return state != null && state.terminated != null;
    }

    boolean doesNotRun() {
      return detail() != null;
    }

    boolean runsAgain() {
      return !doesNotRun() && !ready && lastExit() != null;
    }

    /** Neither waits for its turn nor has done its work, nor runs. */
    boolean isStuck() {
      Detail detail = detail();
      return detail != null
          && switch (Absent.asEmpty(detail.reason)) {
            case "", "PodInitializing", "ContainerCreating", "Completed" -> false;
            default -> true;
          };
    }

    boolean runsToItsEnd() {
      return state != null && state.running != null && !Boolean.TRUE.equals(started);
    }

    ContainerState observed() {
      Detail detail = detail();
      String reason = detail == null ? "" : Absent.asEmpty(detail.reason);
      return new ContainerState(
          Absent.asEmpty(name),
          hasEnded() ? Stage.ENDED : detail == null ? Stage.RUNNING : Stage.WAITING,
          reason.intern(),
          // Many pods wait for the same.
          detail == null
              ? ""
              : StableText.ofKubelet(reason, Absent.asEmpty(detail.message)).intern(),
          lastExit());
    }

    private @Nullable Detail detail() {
      if (state == null) {
        return null;
      }
      return state.waiting != null ? state.waiting : state.terminated;
    }

    private @Nullable Exit lastExit() {
      return Stream.of(Optional.ofNullable(state), Optional.ofNullable(lastState))
          .flatMap(Optional::stream)
          .flatMap(past -> Optional.ofNullable(past.terminated).stream())
          .findFirst()
          .map(detail -> new Exit(detail.exitCode, Absent.asEmpty(detail.reason).intern()))
          .orElse(null);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record State(@Nullable Detail waiting, @Nullable Detail running, @Nullable Detail terminated) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Detail(@Nullable String reason, @Nullable String message, int exitCode) {}
}
