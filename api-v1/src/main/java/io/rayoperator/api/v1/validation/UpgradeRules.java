package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.api.v1.RollingUpdate;
import io.rayoperator.api.v1.UpgradeStrategy;
import io.rayoperator.api.v1.schema.CountOrPercentage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What happens to running pods when their template changes. */
final class UpgradeRules implements RuleGroup {

  private static final FieldPath STRATEGY = ClusterView.SPEC.child("upgradeStrategy");
  private static final FieldPath TYPE = STRATEGY.child("type");
  private static final String ROLLING_UPDATE = "rollingUpdate";
  private static final String MAX_UNAVAILABLE = "maxUnavailable";
  private static final String MAX_SURGE = "maxSurge";
  private static final Set<String> TYPES =
      Set.of(UpgradeStrategy.RECREATE, UpgradeStrategy.ROLLING_UPDATE, UpgradeStrategy.NONE);
  private static final Set<String> OWNERS = Set.of("RayJob", "RayService");
  private static final Pattern PERCENTAGE = Pattern.compile(CountOrPercentage.PERCENTAGE);

  private static final Rule KNOWN =
      Rule.error(
          "upgrade-strategy-known",
          "KubeRay contract §15.2 upgrade options",
          "upgradeStrategy.type is Recreate, RollingUpdate or None.",
          """
          spec:
            upgradeStrategy:
              type: BlueGreen""");

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

  private static final Rule AMOUNT =
      Rule.error(
          "rolling-update-amount",
          "Kubernetes, as for Deployments",
          "maxUnavailable and maxSurge are numbers from 0 up or percentages;"
              + " maxUnavailable is at most 100%.",
          """
          spec:
            upgradeStrategy:
              type: RollingUpdate
              rollingUpdate:
                maxUnavailable: 120%""");

  private static final Rule PROGRESS =
      Rule.error(
          "rolling-update-can-progress",
          "Kubernetes, as for Deployments",
          "maxUnavailable and maxSurge of a group are not both 0.",
          """
          spec:
            upgradeStrategy:
              type: RollingUpdate
              rollingUpdate:
                maxUnavailable: 0
            workerGroupSpecs:
              - groupName: workers
                rollingUpdate:
                  maxSurge: 0""");

  private static final Rule WITHOUT_EFFECT =
      Rule.warning(
          "rolling-update-has-effect",
          "This operator",
          "rollingUpdate is used with upgradeStrategy.type RollingUpdate.",
          """
          spec:
            upgradeStrategy:
              type: Recreate
              rollingUpdate:
                maxSurge: 1""");

  @Override
  public String title() {
    return "Upgrades";
  }

  @Override
  public List<Rule> rules() {
    return List.of(KNOWN, OWNED, AMOUNT, PROGRESS, WITHOUT_EFFECT);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    type(cluster).ifPresent(type -> checkType(cluster, type, found));
    @Nullable RollingUpdate all =
        Optional.ofNullable(cluster.spec().getUpgradeStrategy())
            .map(UpgradeStrategy::getRollingUpdate)
            .orElse(null);
    boolean allCanProgress =
        checkPace(cluster, STRATEGY.child(ROLLING_UPDATE), all, null, true, found);
    for (ClusterView.Group group : cluster.workerGroups()) {
      checkPace(
          cluster,
          group.path().child(ROLLING_UPDATE),
          group.spec().getRollingUpdate(),
          all,
          allCanProgress,
          found);
    }
  }

  /** Whether changed templates replace the running pods. */
  static boolean replacesPods(ClusterView cluster) {
    return recreates(cluster) || rolls(cluster);
  }

  private static boolean recreates(ClusterView cluster) {
    return type(cluster).filter(UpgradeStrategy.RECREATE::equals).isPresent();
  }

  /** Whether changed templates replace the running pods few at a time. */
  static boolean rolls(ClusterView cluster) {
    return type(cluster).filter(UpgradeStrategy.ROLLING_UPDATE::equals).isPresent();
  }

  private static Optional<String> type(ClusterView cluster) {
    return Optional.ofNullable(cluster.spec().getUpgradeStrategy())
        .map(UpgradeStrategy::getType)
        .filter(type -> !type.isEmpty());
  }

  private static void checkType(ClusterView cluster, String type, Violations found) {
    if (!TYPES.contains(type)) {
      found.notSupported(
          KNOWN, TYPE, type, "supported values: \"Recreate\", \"RollingUpdate\", \"None\"");
    }
    String owner = Objects.requireNonNullElse(cluster.label(RayLabels.ORIGINATED_FROM_KIND), "");
    if (OWNERS.contains(owner)) {
      found.forbidden(
          OWNED,
          TYPE,
          "the " + owner + " that this cluster belongs to replaces it as a whole; remove it");
    }
  }

  /**
   * Checks one {@code rollingUpdate}.
   *
   * @param fallback what holds where it says nothing
   * @param fallbackProgresses whether the fallback alone lets an update progress; if not, that is
   *     said already
   * @return whether an update can progress
   */
  private static boolean checkPace(
      ClusterView cluster,
      FieldPath path,
      @Nullable RollingUpdate pace,
      @Nullable RollingUpdate fallback,
      boolean fallbackProgresses,
      Violations found) {
    if (pace == null) {
      return fallbackProgresses;
    }
    if (!rolls(cluster)) {
      found.invalid(
          WITHOUT_EFFECT,
          path,
          null,
          "has no effect without upgradeStrategy.type RollingUpdate; set the type or remove it");
    }
    checkAmount(path.child(MAX_UNAVAILABLE), pace.getMaxUnavailable(), 100, found);
    checkAmount(path.child(MAX_SURGE), pace.getMaxSurge(), Integer.MAX_VALUE, found);
    boolean stuck =
        isZero(effective(pace.getMaxUnavailable(), fallback, RollingUpdate::getMaxUnavailable))
            && isZero(effective(pace.getMaxSurge(), fallback, RollingUpdate::getMaxSurge));
    if (stuck && fallbackProgresses) {
      found.invalid(
          PROGRESS,
          path,
          null,
          "maxUnavailable and maxSurge cannot both be 0: no pod could ever be replaced");
    }
    return !stuck;
  }

  private static void checkAmount(
      FieldPath path, @Nullable IntOrString amount, int mostPercent, Violations found) {
    if (amount == null) {
      return;
    }
    Integer count = amount.getIntVal();
    if (count != null) {
      if (count < 0) {
        found.invalid(AMOUNT, path, count, "must be 0 or more");
      }
      return;
    }
    String text = Objects.requireNonNullElse(amount.getStrVal(), "");
    if (!PERCENTAGE.matcher(text).matches()) {
      found.invalid(AMOUNT, path, text, "must be a number or a percentage, such as 2 or \"25%\"");
    } else if (Integer.parseInt(text.substring(0, text.length() - 1)) > mostPercent) {
      found.invalid(AMOUNT, path, text, "must be at most " + mostPercent + "%");
    }
  }

  private static @Nullable IntOrString effective(
      @Nullable IntOrString own,
      @Nullable RollingUpdate fallback,
      Function<RollingUpdate, @Nullable IntOrString> field) {
    return own != null || fallback == null ? own : field.apply(fallback);
  }

  private static boolean isZero(@Nullable IntOrString amount) {
    return amount != null
        && (Integer.valueOf(0).equals(amount.getIntVal())
            || Objects.requireNonNullElse(amount.getStrVal(), "").matches("0{1,3}%"));
  }
}
