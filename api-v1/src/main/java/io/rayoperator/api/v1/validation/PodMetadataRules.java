package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.RayLabels;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Labels, annotations and finalizers of pod templates. */
final class PodMetadataRules implements ChildRuleGroup {

  /** Those of the template are not used (KubeRay contract §1.5). */
  private static final Set<String> LABELS_OF_OPERATOR =
      Set.of(RayLabels.NODE_TYPE, RayLabels.GROUP, RayLabels.CLUSTER);

  private static final Rule LABEL =
      Rule.error(
          "template-label-form",
          PodRuleGroup.SOURCE,
          "Keys and values of the labels of a pod template have the form of labels.",
          """
          spec:
            headGroupSpec:
              template:
                metadata:
                  labels: {team: "A & B"}""");

  private static final Rule ANNOTATION =
      Rule.error(
          "template-annotation-form",
          PodRuleGroup.SOURCE,
          "Keys of annotations of a pod template are qualified names, such as example.com/owner; keys and values have at most "
              + AnnotationForm.MAX_BYTES
              + " bytes altogether.",
          """
          spec:
            headGroupSpec:
              template:
                metadata:
                  annotations: {"the owner": me}""");

  private static final Rule FINALIZER =
      Rule.error(
          "template-finalizer-form",
          PodRuleGroup.SOURCE,
          "Finalizers of a pod template are qualified names, such as example.com/accounting.",
          """
          spec:
            headGroupSpec:
              template:
                metadata:
                  finalizers: ["the accounting"]""");

  @Override
  public String title() {
    return "Metadata of pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(LABEL, ANNOTATION, FINALIZER);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    check(cluster.headTemplate(), cluster.head().getLabels(), found);
    for (ClusterView.Group group : cluster.workerGroups()) {
      check(group.template(), group.spec().getLabels(), found);
    }
  }

  private static void check(
      ClusterView.Template template,
      @Nullable Map<String, String> labelsOfGroup,
      Violations found) {
    PodTemplateSpec spec = template.spec();
    ObjectMeta metadata = spec == null ? null : spec.getMetadata();
    if (metadata == null) {
      return;
    }
    FieldPath path = template.path().child("metadata");
    Set<String> overridden = ClusterView.orEmpty(labelsOfGroup).keySet();
    ClusterView.orEmpty(metadata.getLabels())
        .forEach(
            (key, value) -> {
              if (!LABELS_OF_OPERATOR.contains(key) && !overridden.contains(key)) {
                SelectorForm.checkKey(LABEL, path.child("labels"), key, found);
                SelectorForm.checkValue(
                    LABEL,
                    path.child("labels").child(key),
                    Objects.requireNonNullElse(value, ""),
                    found);
              }
            });
    AnnotationForm.check(
        ANNOTATION,
        path.child("annotations"),
        ClusterView.orEmpty(metadata.getAnnotations()),
        found);
    ClusterView.forEach(
        path.child("finalizers"),
        metadata.getFinalizers(),
        name -> name,
        (place, name) -> SelectorForm.checkKey(FINALIZER, place, name, found));
  }
}
