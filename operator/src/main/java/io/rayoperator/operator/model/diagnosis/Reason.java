package io.rayoperator.operator.model.diagnosis;

import io.rayoperator.operator.model.observed.Scheduling;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reasons of conditions that tell about pods. Those of Kubernetes stay as they are, as KubeRay
 * keeps them (contract §13.2); these are ours, or stand for several of Kubernetes.
 */
public final class Reason {

  /** Nothing is known. */
  public static final String UNKNOWN = "Unknown";

  /** Neither the scheduler nor a kubelet has said anything about a pod yet. */
  public static final String POD_PENDING = "PodPending";

  /** A pod has failed, and nobody says why. */
  public static final String POD_FAILED = "PodFailed";

  /** Workers that are wanted do not exist, and nobody has refused them. */
  public static final String WORKER_PODS_NOT_FOUND = "WorkerPodsNotFound";

  /** A worker waits for the head's GCS. */
  public static final String WAITING_FOR_GCS = "WaitingForGcs";

  /** An init container runs. */
  public static final String POD_INITIALIZING = "PodInitializing";

  /** A container ends again and again. Between two ends it waits, or runs, and the reason stays. */
  public static final String CRASH_LOOP = "CrashLoopBackOff";

  /** An image cannot be pulled. The kubelet says {@code ErrImagePull} every now and then. */
  public static final String IMAGE_PULL = "ImagePullBackOff";

  /** Reasons of the kubelet that do not pass while nobody changes anything. */
  private static final Set<String> LASTING =
      Set.of(
          CRASH_LOOP,
          IMAGE_PULL,
          "ErrImageNeverPull",
          "InvalidImageName",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "ContainerCannotRun",
          "StartError",
          "PostStartHookError",
          "OOMKilled",
          "Error");

  /** What the API server takes for a reason. */
  private static final Pattern VALID =
      Pattern.compile("[A-Za-z]([A-Za-z0-9_,:]{0,1022}[A-Za-z0-9_])?");

  private Reason() {}

  /** Whether a pod that is not ready for this reason does not become so by itself. */
  public static boolean needsHelp(String reason) {
    return lasts(reason) || reason.equals(Scheduling.UNSCHEDULABLE);
  }

  static boolean lasts(String reason) {
    return LASTING.contains(reason);
  }

  static boolean isValid(String reason) {
    return VALID.matcher(reason).matches();
  }
}
