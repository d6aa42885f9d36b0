package io.rayoperator.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A container: a process that is probed, and started again when it ends. */
final class ContainerRun {

  private static final int BACK_OFF_SECONDS = 1;

  private final Container container;
  private final ProcessBuilder command;
  private final String address;

  private @Nullable Process process;
  private Instant startedAt = Instant.EPOCH;
  private @Nullable Instant restartAt;
  private int restarts;
  private boolean isStarted;
  private @Nullable Duration readyAfter;
  private @Nullable ContainerProbe startup;
  private @Nullable ContainerProbe liveness;
  private @Nullable ContainerProbe readiness;

  ContainerRun(Container container, ProcessBuilder command, String address) {
    this.container = container;
    this.command = command;
    this.address = address;
  }

  String name() {
    return container.getName();
  }

  void start() throws IOException {
    startedAt = Instant.now();
    process = command.start();
    isStarted = false;
    startup = ContainerProbe.of(container.getStartupProbe(), container, address);
    liveness = ContainerProbe.of(container.getLivenessProbe(), container, address);
    readiness = ContainerProbe.of(container.getReadinessProbe(), container, address);
  }

  /** Looks after the process; to be called often. */
  void tick() throws IOException {
    if (process == null || !process.isAlive()) {
      restartLater();
      return;
    }
    if (startup != null && !isStarted) {
      startup.tick();
      isStarted = startup.hasSucceeded();
      if (startup.hasFailed()) {
        process.destroyForcibly();
      }
      return;
    }
    isStarted = true;
    if (readiness != null) {
      readiness.tick();
    }
    if (readyAfter == null && isReady()) {
      readyAfter = Duration.between(startedAt, Instant.now());
    }
    if (liveness != null) {
      liveness.tick();
      if (liveness.hasFailed()) {
        process.destroyForcibly();
      }
    }
  }

  private void restartLater() throws IOException {
    isStarted = false;
    if (restartAt == null) {
      restartAt = Instant.now().plusSeconds(BACK_OFF_SECONDS);
    } else if (Instant.now().isAfter(restartAt)) {
      restartAt = null;
      restarts++;
      start();
    }
  }

  boolean isReady() {
    return isStarted
        && process != null
        && process.isAlive()
        && (readiness == null || readiness.hasSucceeded());
  }

  /** How long the process took from its start to its being ready; null until then. */
  @Nullable Duration readyAfter() {
    return readyAfter;
  }

  /** Asks the process to end, and kills it when the time is over. */
  void stop(long graceSeconds) throws InterruptedException {
    if (process == null) {
      return;
    }
    process.destroy();
    if (!process.waitFor(graceSeconds, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Ends it as a crash does. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  ContainerStatus status() {
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(container.getImage())
        .withImageID(container.getImage())
        .withContainerID("process://" + (process == null ? 0 : process.pid()))
        .withReady(isReady())
        .withStarted(isStarted)
        .withRestartCount(restarts)
        .withNewState()
        .withNewRunning()
        .withStartedAt(startedAt.truncatedTo(ChronoUnit.SECONDS).toString())
        .endRunning()
        .endState()
        .build();
  }
}
