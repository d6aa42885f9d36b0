package io.rayoperator.operator.model;

import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.observed.ContainerState;
import io.rayoperator.operator.model.observed.ContainerState.Exit;
import io.rayoperator.operator.model.observed.ContainerState.Stage;
import io.rayoperator.operator.model.observed.Ending;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.observed.ObservedPod.Origin;
import io.rayoperator.operator.model.observed.ObservedPod.ReadyCondition;
import io.rayoperator.operator.model.observed.Scheduling;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds observed pods: running and ready, unless a test says otherwise. */
public final class TestPods {

  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final String name;
  private final String nodeType;
  private final String group;
  private boolean controlled = true;
  private String phase = "Running";
  private @Nullable ReadyCondition ready = new ReadyCondition("True", "", "");
  private boolean rayContainerTerminated;
  private String restartPolicy = "Always";
  private boolean terminating;
  private Instant createdAt = NOW.minusSeconds(600);
  private String ip = "10.0.0.1";
  private @Nullable Integer replicaIndex;
  private @Nullable String replicaName;
  private Scheduling scheduling = Scheduling.DONE;
  private @Nullable ContainerState container;
  private @Nullable ContainerState initContainer;
  private @Nullable Ending ending;
  private Origin origin = Origin.UNKNOWN;

  private TestPods(String name, String nodeType, String group) {
    this.name = name;
    this.nodeType = nodeType;
    this.group = group;
  }

  public static TestPods head() {
    return new TestPods("demo-head-xxxxx", RayLabels.HEAD, RayLabels.HEAD_GROUP);
  }

  public static TestPods head(String name) {
    return new TestPods(name, RayLabels.HEAD, RayLabels.HEAD_GROUP);
  }

  public static TestPods worker(String group, String name) {
    return new TestPods(name, RayLabels.WORKER, group);
  }

  public TestPods uncontrolled() {
    controlled = false;
    return this;
  }

  public TestPods phase(String phase) {
    this.phase = phase;
    return this;
  }

  public TestPods pending() {
    ready = null;
    ip = "";
    return phase("Pending");
  }

  public TestPods ready(@Nullable ReadyCondition condition) {
    ready = condition;
    return this;
  }

  public TestPods unready() {
    return ready(new ReadyCondition("False", "ContainersNotReady", "not yet"));
  }

  public TestPods rayContainerTerminated() {
    rayContainerTerminated = true;
    return this;
  }

  public TestPods restartPolicy(String policy) {
    restartPolicy = policy;
    return this;
  }

  public TestPods terminating() {
    terminating = true;
    return this;
  }

  /** Created that many seconds after the others. */
  public TestPods younger(int seconds) {
    createdAt = createdAt.plusSeconds(seconds);
    return this;
  }

  public TestPods ip(String ip) {
    this.ip = ip;
    return this;
  }

  public TestPods index(int index) {
    replicaIndex = index;
    return this;
  }

  public TestPods replica(String name, int index) {
    replicaName = name;
    return index(index);
  }

  /** At the place of another pod. */
  public TestPods place(@Nullable String replica, @Nullable Integer index) {
    replicaName = replica;
    replicaIndex = index;
    return this;
  }

  /** A container waits. */
  public TestPods trouble(String name, String reason, String message) {
    container = new ContainerState(name, Stage.WAITING, reason, message, null);
    return this;
  }

  /** A container has ended before, and is now at this stage. */
  public TestPods crashed(String name, Stage stage, String reason, int code, String exitReason) {
    container = new ContainerState(name, stage, reason, "", new Exit(code, exitReason));
    return this;
  }

  public TestPods initTrouble(String name, String reason) {
    initContainer = new ContainerState(name, Stage.WAITING, reason, "", null);
    return this;
  }

  public TestPods initRunning(String name) {
    initContainer = new ContainerState(name, Stage.RUNNING, "", "", null);
    return this;
  }

  public TestPods unschedulable() {
    return scheduling(Scheduling.UNSCHEDULABLE, "");
  }

  /** The scheduler has found no node; without a reason, it has not looked for one. */
  public TestPods scheduling(String reason, String message) {
    scheduling = new Scheduling(false, reason, message);
    return pending();
  }

  /** Somebody ended it. */
  public TestPods ended(String reason, String message) {
    ending = new Ending(reason, message);
    return phase("Failed");
  }

  /** Made by this operator from this template. */
  public TestPods template(String hash) {
    origin = new Origin(hash, origin.recreateHash(), origin.operatorVersion());
    return this;
  }

  /** A head that an operator made, or adopted, with this spec. */
  public TestPods madeBy(String operatorVersion, String recreateHash) {
    origin = new Origin(origin.templateHash(), recreateHash, operatorVersion);
    return this;
  }

  public ObservedPod build() {
    return new ObservedPod(
        name,
        "uid-of-" + name,
        controlled,
        nodeType,
        group,
        phase,
        ready,
        rayContainerTerminated,
        restartPolicy,
        terminating,
        createdAt,
        ip,
        replicaIndex,
        replicaName,
        scheduling,
        container,
        initContainer,
        ending,
        origin);
  }
}
