package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.api.v1.UpgradeStrategy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What happens to running pods when their template changes. */
final class UpgradeRules implements RuleGroup {

  private static final FieldPath TYPE = ClusterView.SPEC.child("upgradeStrategy").child("type");
  private static final Set<String> OWNERS = Set.of("RayJob", "RayService");

  private static final Rule KNOWN =
      Rule.error(
          "upgrade-strategy-known",
          "KubeRay contract §15.2 upgrade options",
          "upgradeStrategy.type is Recreate or None.",
          """
          spec:
            upgradeStrategy:
              type: RollingUpdate""");

  private static final Rule OWNED =
      Rule.error(
          "upgrade-strategy-not-owned",
          "KubeRay contract §15.2 upgrade options",
          "A cluster made for a RayJob or RayService has no upgradeStrategy.",
          """
          metadata:
            labels:
              ray.io/originated-from-crd: RayJob
          spec:
            upgradeStrategy:
              type: Recreate""");

  @Override
  public String title() {
    return "Upgrades";
  }

  @Override
  public List<Rule> rules() {
    return List.of(KNOWN, OWNED);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    Optional.ofNullable(cluster.spec().getUpgradeStrategy())
        .map(UpgradeStrategy::getType)
        .filter(type -> !type.isEmpty())
        .ifPresent(type -> checkType(cluster, type, found));
  }

  /** Whether changed templates replace the running pods. */
  static boolean recreates(ClusterView cluster) {
    return Optional.ofNullable(cluster.spec().getUpgradeStrategy())
        .map(UpgradeStrategy::getType)
        .filter(UpgradeStrategy.RECREATE::equals)
        .isPresent();
  }

  private static void checkType(ClusterView cluster, String type, Violations found) {
    if (!type.equals(UpgradeStrategy.RECREATE) && !type.equals(UpgradeStrategy.NONE)) {
      found.notSupported(KNOWN, TYPE, type, "supported values: \"Recreate\", \"None\"");
    }
    String owner = Objects.requireNonNullElse(cluster.label(RayLabels.ORIGINATED_FROM_KIND), "");
    if (OWNERS.contains(owner)) {
      found.forbidden(
          OWNED,
          TYPE,
          "the " + owner + " that this cluster belongs to replaces it as a whole; remove it");
    }
  }
}
