package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.HeadGroupSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a group that become parameters of {@code ray start}, and the parameters themselves.
 */
final class RayStartRules implements RuleGroup {

  private static final List<String> RESOURCE_PARAMETERS =
      List.of("num-cpus", "num-gpus", "memory", "resources");

  private static final Rule RESOURCES =
      Rule.error(
          "resources-declared-once",
          "KubeRay contract §15.2.2",
          "A group with a resources field has none of num-cpus, num-gpus, memory and resources in rayStartParams.",
          """
          spec:
            headGroupSpec:
              resources:
                cpu: "2"
              rayStartParams:
                num-cpus: "1\"""");

  private static final Rule RESOURCES_FORM =
      Rule.error(
          "resources-parameter-form",
          "KubeRay contract §2.4",
          "The parameter resources in rayStartParams is a JSON object of numbers, quoted for a shell.",
          """
          spec:
            headGroupSpec:
              rayStartParams:
                resources: "{disk: 1}\"""");

  private static final Rule LABELS_PARAMETER =
      Rule.error(
          "labels-by-field",
          "KubeRay contract §15.2.3",
          "Ray labels stand in the field labels of the group, not in rayStartParams.",
          """
          spec:
            headGroupSpec:
              rayStartParams:
                labels: zone=a""");

  private static final Rule LABEL_KEY =
      Rule.error(
          "label-key-form",
          "KubeRay contract §15.2.3",
          "The keys of a group's labels are qualified names, such as \"zone\" or \"example.com/zone\".",
          """
          spec:
            headGroupSpec:
              labels:
                "zone!": a""");

  private static final Rule LABEL_VALUE =
      Rule.error(
          "label-value-form",
          "KubeRay contract §15.2.3",
          "The values of a group's labels are valid label values.",
          """
          spec:
            headGroupSpec:
              labels:
                zone: "a b\"""");

  @Override
  public String title() {
    return "Resources and labels of groups";
  }

  @Override
  public List<Rule> rules() {
    return List.of(RESOURCES, RESOURCES_FORM, LABELS_PARAMETER, LABEL_KEY, LABEL_VALUE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    HeadGroupSpec head = cluster.head();
    checkGroup(
        ClusterView.HEAD, head.getResources(), head.getLabels(), head.getRayStartParams(), found);
    for (ClusterView.Group group : cluster.workerGroups()) {
      checkGroup(
          group.path(),
          group.spec().getResources(),
          group.spec().getLabels(),
          group.spec().getRayStartParams(),
          found);
    }
  }

  private static void checkGroup(
      FieldPath group,
      @Nullable Map<String, String> resources,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> parameters,
      Violations found) {
    checkResources(group, ClusterView.orEmpty(resources), ClusterView.orEmpty(parameters), found);
    checkResourcesParameter(
        group.child("rayStartParams").child("resources"),
        ClusterView.orEmpty(parameters).get("resources"),
        found);
    if (ClusterView.orEmpty(parameters).containsKey("labels")) {
      found.forbidden(
          LABELS_PARAMETER,
          group.child("rayStartParams").child("labels"),
          "use the group's field labels in its place");
    }
    checkLabels(group.child("labels"), ClusterView.orEmpty(labels), found);
  }

  private static void checkResources(
      FieldPath group,
      Map<String, String> resources,
      Map<String, String> parameters,
      Violations found) {
    if (resources.isEmpty()) {
      return;
    }
    for (String parameter : RESOURCE_PARAMETERS) {
      String value = parameters.get(parameter);
      if (value != null && !value.isEmpty()) {
        found.forbidden(
            RESOURCES,
            group.child("rayStartParams").child(parameter),
            "the group's field resources declares its resources already; remove one of the two");
      }
    }
  }

  private static void checkResourcesParameter(
      FieldPath path, @Nullable String value, Violations found) {
    if (value != null && !ResourcesParameter.isReadable(value)) {
      found.invalid(
          RESOURCES_FORM,
          path,
          value,
          "must be a JSON object of numbers in single quotes, such as '{\"disk\": 1}'");
    }
  }

  private static void checkLabels(FieldPath path, Map<String, String> labels, Violations found) {
    labels.forEach(
        (key, value) -> {
          if (!KubernetesNames.isQualifiedName(key)) {
            found.invalid(
                LABEL_KEY,
                path,
                key,
                "must be a name of at most 63 letters, digits, '-', '_' and '.', with an optional DNS prefix and '/'");
          }
          String text = Objects.requireNonNullElse(value, "");
          if (!KubernetesNames.isLabelValue(text)) {
            found.invalid(
                LABEL_VALUE,
                path.child(key),
                text,
                "must have at most 63 letters, digits, '-', '_' and '.', and begin and end with a letter or digit");
          }
        });
  }
}
