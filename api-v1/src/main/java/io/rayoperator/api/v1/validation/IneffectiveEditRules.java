package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Edits that users expect more of than they do. */
final class IneffectiveEditRules implements UpdateRuleGroup {

  private static final Rule TEMPLATE =
      Rule.warning(
          "template-edit-reaches-new-pods-only",
          "KubeRay contract §7, §18.3.9",
          "Without an upgrade strategy, the edit of a pod template changes no running pod.",
          "spec.headGroupSpec.template: another image");

  private static final Rule VERSION =
      Rule.warning(
          "ray-version-edit-needs-recreate",
          "Ray",
          "With RollingUpdate, rayVersion stays the same: Ray does not run with two versions in one"
              + " cluster.",
          "spec.rayVersion: another version");

  @Override
  public String title() {
    return "Edits without effect";
  }

  @Override
  public List<Rule> rules() {
    return List.of(TEMPLATE, VERSION);
  }

  @Override
  public void check(ClusterView stored, ClusterView updated, Violations found) {
    if (UpgradeRules.rolls(updated)) {
      checkVersion(stored, updated, found);
    }
    if (UpgradeRules.replacesPods(updated)) {
      return;
    }
    Map<String, @Nullable PodTemplateSpec> before = new HashMap<>();
    stored.workerGroups().forEach(group -> before.put(group.name(), group.spec().getTemplate()));
    checkTemplate(stored.headTemplate().spec(), updated.headTemplate(), found);
    for (ClusterView.Group group : updated.workerGroups()) {
      if (before.containsKey(group.name())) {
        checkTemplate(before.get(group.name()), ClusterView.template(group), found);
      }
    }
  }

  private static void checkVersion(ClusterView stored, ClusterView updated, Violations found) {
    Optional<RayVersion> before = RayVersion.parse(stored.spec().getRayVersion());
    Optional<RayVersion> after = RayVersion.parse(updated.spec().getRayVersion());
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      found.invalid(
          VERSION,
          ClusterView.SPEC.child("rayVersion"),
          updated.spec().getRayVersion(),
          "new workers cannot join a head of another Ray version, so that the update pauses;"
              + " use upgradeStrategy.type Recreate for this edit");
    }
  }

  private static void checkTemplate(
      @Nullable PodTemplateSpec before, ClusterView.Template after, Violations found) {
    if (before != null
        && after.spec() != null
        && !areSame(lasting(before), lasting(after.spec()))) {
      found.invalid(
          TEMPLATE,
          after.path(),
          null,
          "the change reaches new pods only; delete the running ones to apply it to them");
    }
  }

  /** Quantities are compared by value, unless one of them is no quantity at all. */
  private static boolean areSame(PodTemplateSpec before, PodTemplateSpec after) {
    try {
      return before.equals(after);
    } catch (IllegalArgumentException noQuantity) {
      return before.toString().equals(after.toString());
    }
  }

  /**
   * Without what Kueue writes into templates when it admits a cluster, which is when there are no
   * pods (§7.1).
   */
  private static PodTemplateSpec lasting(PodTemplateSpec template) {
    return new PodTemplateSpecBuilder(template)
        .editOrNewSpec()
        .withTolerations()
        .withSchedulingGates()
        .endSpec()
        .build();
  }
}
