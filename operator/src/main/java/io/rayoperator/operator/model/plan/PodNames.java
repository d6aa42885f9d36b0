package io.rayoperator.operator.model.plan;

/** Gives new pods their names. The planner has no randomness of its own. */
@FunctionalInterface
public interface PodNames {

  /**
   * A name that no pod has.
   *
   * @param group {@code headgroup} or the name of a worker group
   * @param prefix what the name starts with
   */
  String next(String group, String prefix);
}
