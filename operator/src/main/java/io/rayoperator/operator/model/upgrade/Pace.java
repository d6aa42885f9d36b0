package io.rayoperator.operator.model.upgrade;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.rayoperator.api.v1.RollingUpdate;
import io.rayoperator.api.v1.UpgradeStrategy;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many replicas may be missing, and how many may be extra, while a group of a certain size is
 * updated. Never are both zero: one replica at least makes progress.
 */
record Pace(int maxUnavailable, int maxSurge) {

  private static final IntOrString DEFAULT = new IntOrString("25%");

  /**
   * The pace of a group: what the group says, or else the cluster, or else 25 % of each.
   * Percentages of missing ones are rounded down, those of extra ones up, as for Deployments.
   *
   * @param desired replicas that the group should have now
   * @param most replicas that it may ever have. While the autoscaler is on, extra ones count: it
   *     deletes what is beyond that number, whether or not it is at work
   */
  static Pace of(DesiredCluster cluster, WorkerGroup group, int desired, int most) {
    int unavailable =
        Math.min(
            desired,
            amount(cluster, group, RollingUpdate::getMaxUnavailable, desired, Rounding.DOWN));
    int surge = amount(cluster, group, RollingUpdate::getMaxSurge, desired, Rounding.UP);
    if (cluster.autoscaling()) {
      surge = Math.clamp((long) most - desired, 0, surge);
    }
    return unavailable == 0 && surge == 0 ? new Pace(1, 0) : new Pace(unavailable, surge);
  }

  private enum Rounding {
    DOWN,
    UP
  }

  private static int amount(
      DesiredCluster cluster,
      WorkerGroup group,
      Function<RollingUpdate, @Nullable IntOrString> field,
      int desired,
      Rounding rounding) {
    RollingUpdate all =
        Optional.ofNullable(cluster.spec().getUpgradeStrategy())
            .map(UpgradeStrategy::getRollingUpdate)
            .orElseGet(RollingUpdate::new);
    RollingUpdate own = Optional.ofNullable(group.rollingUpdate()).orElseGet(RollingUpdate::new);
    IntOrString amount =
        Optional.ofNullable(field.apply(own))
            .or(() -> Optional.ofNullable(field.apply(all)))
            .orElse(DEFAULT);
    if (amount.getIntVal() != null) {
      return amount.getIntVal();
    }
    String percentage = amount.getStrVal();
    long percent = Long.parseLong(percentage.substring(0, percentage.length() - 1));
    long hundredths = percent * desired + (rounding == Rounding.UP ? 99 : 0);
    return (int) Math.min(hundredths / 100, Integer.MAX_VALUE);
  }
}
