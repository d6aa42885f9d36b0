package io.rayoperator.config;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The marks of the older layouts in {@code ray.io/v1}, where they are no fields: people write them
 * there by raising the version of an old manifest, and Ant's drafts did. The schema declares them
 * so that the API server does not drop them as unknown, and refuses them with the way out.
 */
final class ForeignLayouts {

  /** How their descriptions begin, by which readers of the schema tell them from fields. */
  static final String MARK = "Not a field of ray.io/v1: ";

  private static final String OUTLOOK =
      "which ray.io/v1 does not know; write apiVersion: ray.io/v1alpha1, or let `ray-operator convert -f FILE --to v1` rewrite the manifest";

  private static final List<ForeignLayout> LAYOUTS =
      List.of(
          new ForeignLayout("Ant")
              .with("clusterName", text())
              .with("images", anything())
              .with("imagePullPolicy", text())
              .with("extensions", list()),
          new ForeignLayout("ByteDance")
              .with("headNodeSpec", anything())
              .with("workerNodeSpec", list())
              .with("autoscalingEnabled", new JSONSchemaPropsBuilder().withType("boolean")),
          new ForeignLayout("Microsoft")
              .with("headService", anything())
              .with("workerGroupsSpec", list()));

  private ForeignLayouts() {}

  /** Declares the fields in the schema of v1, each layout with a rule that refuses it. */
  static void declare(JSONSchemaProps object) {
    JSONSchemaProps spec = Objects.requireNonNull(object.getProperties().get("spec"), "no spec");
    List<ValidationRule> rules = new ArrayList<>(spec.getXKubernetesValidations());
    for (ForeignLayout layout : LAYOUTS) {
      spec.getProperties().putAll(layout.fields);
      rules.add(layout.rule());
    }
    rules.add(headRequired());
    spec.setXKubernetesValidations(rules);
    // A field that is missing in the schema's own words would keep the API server from looking at
    // the rules, and so from saying more than that an old manifest has no headGroupSpec.
    spec.setRequired(
        spec.getRequired().stream().filter(field -> !field.equals("headGroupSpec")).toList());
  }

  private static ValidationRule headRequired() {
    String head = "has(self.headGroupSpec)";
    String foreign =
        LAYOUTS.stream()
            .flatMap(layout -> layout.names().stream())
            .map(ForeignLayouts::has)
            .collect(Collectors.joining(" || "));
    return new ValidationRuleBuilder()
        .withRule(head + " || " + foreign)
        .withReason("FieldValueRequired")
        .withFieldPath(".headGroupSpec")
        .withMessage("describe the head pod here")
        .build();
  }

  private static String has(String field) {
    return "has(self." + field + ")";
  }

  private static JSONSchemaPropsBuilder text() {
    return new JSONSchemaPropsBuilder().withType("string");
  }

  private static JSONSchemaPropsBuilder anything() {
    return new JSONSchemaPropsBuilder()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true);
  }

  private static JSONSchemaPropsBuilder list() {
    return new JSONSchemaPropsBuilder()
        .withType("array")
        .withNewItems()
        .withSchema(anything().build())
        .endItems();
  }

  /** One layout and the fields that mark it. */
  private static final class ForeignLayout {

    private final String title;
    private final Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();

    ForeignLayout(String title) {
      this.title = title;
    }

    ForeignLayout with(String field, JSONSchemaPropsBuilder schema) {
      fields.put(
          field, schema.withDescription(MARK + title + "'s layout of ray.io/v1alpha1.").build());
      return this;
    }

    Set<String> names() {
      return fields.keySet();
    }

    ValidationRule rule() {
      // A list that is joined would read better, and is too dear for the API server's estimate.
      String found =
          names().stream()
              .map(field -> "(" + has(field) + " ? '" + field + ", ' : '')")
              .collect(Collectors.joining(" + "));
      return new ValidationRuleBuilder()
          .withRule(
              names().stream().map(field -> "!" + has(field)).collect(Collectors.joining(" && ")))
          .withMessage("has " + title + "'s layout, " + OUTLOOK)
          .withMessageExpression(
              "\"has " + title + "'s layout: \" + " + found + " + \"" + OUTLOOK + "\"")
          .build();
    }
  }
}
