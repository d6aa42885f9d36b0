package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.RayCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks RayClusters against all rules.
 *
 * <p>Pure and total: any object that binds to the model gets an answer. All violations are
 * reported, not the first, and always in the same order.
 */
public final class RayClusterValidator {

  private static final List<RuleGroup> GROUPS =
      List.of(
          new ClusterNameRules(),
          new WorkerGroupNameRules(),
          new ReplicaRules(),
          new PodTemplateRules(),
          new RayStartRules(),
          new AutoscalerRules(),
          new GcsFaultToleranceRules(),
          new HistoryServerRules(),
          new AuthenticationRules(),
          new NetworkIsolationRules(),
          new TlsRules(),
          new UpgradeRules(),
          new UnactedFields());

  private static final List<UpdateRuleGroup> UPDATE_GROUPS =
      List.of(new ImmutableFieldRules(), new IneffectiveEditRules());

  private RayClusterValidator() {}

  /** Rules that belong together, under a heading. */
  public record Chapter(String title, List<Rule> rules) {}

  /** All rules, in the order in which they are checked. */
  public static List<Chapter> rules() {
    return Stream.concat(
            GROUPS.stream().map(group -> new Chapter(group.title(), group.rules())),
            UPDATE_GROUPS.stream().map(group -> new Chapter(group.title(), group.rules())))
        .toList();
  }

  /** Every violation of a rule by this object, errors and warnings. */
  public static List<Violation> validate(RayCluster cluster) {
    Violations found = new Violations();
    ClusterView view = ClusterView.of(cluster);
    GROUPS.forEach(group -> group.check(view, found));
    return found.list();
  }

  /**
   * Every violation by an object that is to replace a stored one.
   *
   * <p>Mistakes that the stored object makes in the same way come back as {@link
   * Violation#alreadyStored}: a rule that is newer than an object must not stand in the way of a
   * scale-down, of the removal of a finalizer or of any other edit. Nothing at all is said about an
   * object that is being deleted.
   */
  public static List<Violation> validateUpdate(RayCluster stored, RayCluster updated) {
    if (updated.isMarkedForDeletion()) {
      return List.of();
    }
    List<Violation> before = validate(stored);
    List<Violation> after = new ArrayList<>();
    Violations edits = new Violations();
    UPDATE_GROUPS.forEach(
        group -> group.check(ClusterView.of(stored), ClusterView.of(updated), edits));
    after.addAll(edits.list());
    for (Violation violation : validate(updated)) {
      boolean isOld = before.stream().anyMatch(violation::repeats);
      after.add(isOld ? violation.storedBefore() : violation);
    }
    return List.copyOf(after);
  }
}
