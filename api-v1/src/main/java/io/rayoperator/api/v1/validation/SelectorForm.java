package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The form of labels and of what selects by them. */
final class SelectorForm {

  private SelectorForm() {}

  /** Notes keys and values that no label can have. */
  static void checkLabels(
      Rule rule, FieldPath path, @Nullable Map<String, String> labels, Violations found) {
    ClusterView.orEmpty(labels)
        .forEach(
            (key, value) -> {
              checkKey(rule, path, key, found);
              checkValue(rule, path.child(key), Objects.requireNonNullElse(value, ""), found);
            });
  }

  static void checkKey(Rule rule, FieldPath path, String key, Violations found) {
    if (!KubernetesNames.isQualifiedName(key)) {
      found.invalid(rule, path, key, "must have " + KubernetesNames.LABEL_KEY_FORM);
    }
  }

  static void checkValue(Rule rule, FieldPath path, String value, Violations found) {
    if (!KubernetesNames.isLabelValue(value)) {
      found.invalid(rule, path, value, "must have " + KubernetesNames.LABEL_VALUE_FORM);
    }
  }

  /** Notes a topologyKey that is absent or no key of a label. */
  static void checkTopologyKey(Rule rule, FieldPath path, @Nullable String key, Violations found) {
    if (key == null || key.isEmpty()) {
      found.required(rule, path, "name a label of nodes, such as topology.kubernetes.io/zone");
    } else {
      checkKey(rule, path, key, found);
    }
  }

  /** Notes what is wrong with a selector of pods or namespaces. */
  static void checkSelector(
      Rule rule, FieldPath path, @Nullable LabelSelector selector, Violations found) {
    if (selector == null) {
      return;
    }
    checkLabels(rule, path.child("matchLabels"), selector.getMatchLabels(), found);
    ClusterView.forEach(
        path.child("matchExpressions"),
        selector.getMatchExpressions(),
        LabelSelectorRequirement::getKey,
        (item, requirement) -> checkRequirement(rule, item, requirement, found));
  }

  private static void checkRequirement(
      Rule rule, FieldPath path, LabelSelectorRequirement requirement, Violations found) {
    checkKey(rule, path.child("key"), Objects.requireNonNullElse(requirement.getKey(), ""), found);
    String operator = Objects.requireNonNullElse(requirement.getOperator(), "");
    List<String> values = ClusterView.orEmpty(requirement.getValues());
    switch (operator) {
      case "In", "NotIn" -> requireValues(rule, path.child("values"), operator, values, found);
      case "Exists", "DoesNotExist" ->
          forbidValues(rule, path.child("values"), operator, values, found);
      default ->
          found.notSupported(
              rule,
              path.child("operator"),
              operator,
              "must be one of In, NotIn, Exists, DoesNotExist");
    }
    ClusterView.forEach(
        path.child("values"),
        values,
        value -> value,
        (item, value) -> checkValue(rule, item, value, found));
  }

  static void requireValues(
      Rule rule, FieldPath path, String operator, List<String> values, Violations found) {
    if (values.isEmpty()) {
      found.required(rule, path, "name at least one, because operator is " + operator);
    }
  }

  static void forbidValues(
      Rule rule, FieldPath path, String operator, List<String> values, Violations found) {
    if (!values.isEmpty()) {
      found.forbidden(rule, path, "must not be there, because operator is " + operator);
    }
  }
}
