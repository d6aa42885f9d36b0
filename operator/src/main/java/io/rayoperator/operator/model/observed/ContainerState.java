package io.rayoperator.operator.model.observed;

import org.jspecify.annotations.Nullable;

/**
 * A container that keeps its pod from being ready.
 *
 * @param container its name
 * @param reason why it waits or has ended, such as {@code ImagePullBackOff}; may be empty, and is
 *     while it runs
 * @param message may be empty; says the same as long as nothing else is the case
 * @param lastExit how it ended, now or the last time; null if it never did
 */
public record ContainerState(
    String container, Stage stage, String reason, String message, @Nullable Exit lastExit) {

  /** What a container is doing. */
  public enum Stage {
    WAITING,
    RUNNING,
    ENDED
  }

  /**
   * The end of a container.
   *
   * @param code 0 for success
   * @param reason such as {@code OOMKilled}; may be empty
   */
  public record Exit(int code, String reason) {}
}
