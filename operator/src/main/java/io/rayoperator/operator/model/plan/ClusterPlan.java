package io.rayoperator.operator.model.plan;

import java.time.Duration;
import java.util.List;

/**
 * What has to be done now.
 *
 * @param actions in the order in which they make sense; pods of different groups do not depend on
 *     each other
 * @param problems what stands in the way, each a sentence; the cluster is not ready while there is
 *     one
 * @param more whether there is more to do as soon as this is done
 * @param nextLook after which time something may have to be done although nothing happened; zero if
 *     there is no such time
 */
public record ClusterPlan(
    List<Action> actions, List<String> problems, boolean more, Duration nextLook) {

  public ClusterPlan {
    actions = List.copyOf(actions);
    problems = List.copyOf(problems);
  }

  public <A extends Action> List<A> actions(Class<A> type) {
    return actions.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
