package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.AuthOptions;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.api.v1.TlsOptions;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fields that are part of the API and that this version of the operator does not act on. Nothing is
 * ignored in silence: who sets one is told. A feature that arrives takes its row away.
 */
public final class UnactedFields implements RuleGroup {

  private static final Rule RULE =
      Rule.warning(
          "field-not-acted-on",
          "This version of the operator",
          "No field is used that this version of the operator does not act on yet.",
          """
          spec:
            networkPolicy: {}""");

  /**
   * One field.
   *
   * @param isUsed whether a cluster asks for something by it
   */
  private record Field(FieldPath path, Predicate<ClusterView> isUsed) {}

  private static final List<Field> FIELDS =
      List.of(
          field("gcsFaultToleranceOptions", isSet(RayClusterSpec::getGcsFaultToleranceOptions)),
          annotation(
              RayAnnotations.FAULT_TOLERANCE_ENABLED, ClusterView::isFaultTolerantByAnnotation),
          field("authOptions", cluster -> authenticates(cluster.spec().getAuthOptions())),
          field("tlsOptions", cluster -> encrypts(cluster.spec().getTlsOptions())),
          field("networkPolicy", isSet(RayClusterSpec::getNetworkPolicy)),
          field("historyServerOptions", isSet(RayClusterSpec::getHistoryServerOptions)),
          new Field(
              ClusterView.METADATA.child("labels").child(RayLabels.GANG_SCHEDULING_ENABLED),
              cluster -> cluster.label(RayLabels.GANG_SCHEDULING_ENABLED) != null));

  /** Those that a cluster uses; usually none. */
  public static List<FieldPath> usedBy(RayCluster cluster) {
    return used(ClusterView.of(cluster));
  }

  private static List<FieldPath> used(ClusterView cluster) {
    return FIELDS.stream().filter(field -> field.isUsed().test(cluster)).map(Field::path).toList();
  }

  private static Field field(String name, Predicate<ClusterView> isUsed) {
    return new Field(ClusterView.SPEC.child(name), isUsed);
  }

  private static Field annotation(String name, Predicate<ClusterView> isUsed) {
    return new Field(ClusterView.annotationPath(name), isUsed);
  }

  private static Predicate<ClusterView> isSet(Function<RayClusterSpec, @Nullable Object> getter) {
    return cluster -> getter.apply(cluster.spec()) != null;
  }

  private static boolean authenticates(@Nullable AuthOptions options) {
    return options != null && !AuthOptions.DISABLED.equals(options.getMode());
  }

  private static boolean encrypts(@Nullable TlsOptions options) {
    return options != null && Boolean.TRUE.equals(options.getEnabled());
  }

  @Override
  public String title() {
    return "Features that are not there yet";
  }

  @Override
  public List<Rule> rules() {
    return List.of(RULE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    used(cluster).forEach(path -> warn(path, found));
  }

  private static void warn(FieldPath path, Violations found) {
    found.invalid(RULE, path, null, "is not acted on yet by this version of the operator");
  }
}
