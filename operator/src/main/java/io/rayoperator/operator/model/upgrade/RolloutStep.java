package io.rayoperator.operator.model.upgrade;

import java.util.List;

/**
 * What a rolling update lets happen to a group now.
 *
 * @param limit how many replicas may exist, those that are leaving included
 * @param mayShrink whether replicas beyond {@code desired} are surplus; those that a rolling update
 *     makes for a while are not
 * @param victims outdated replicas to delete
 */
public record RolloutStep(int limit, boolean mayShrink, List<Replica> victims) {

  public RolloutStep {
    victims = List.copyOf(victims);
  }
}
