package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** To which nodes pods are drawn, and to or from which other pods. */
final class AffinityRules extends PodRuleGroup {

  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final String METADATA_NAME = "metadata.name";

  private static final Rule NODES =
      Rule.error(
          "node-affinity-form",
          SOURCE,
          "A required nodeAffinity has terms; In and NotIn have values, Exists and DoesNotExist none, Gt and Lt one; matchFields"
              + " compare metadata.name with one value.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                          - matchExpressions: [{key: gpu, operator: In}]""");

  private static final Rule NUMBER =
      Rule.warning(
          "node-affinity-number",
          SOURCE,
          "Gt and Lt of a nodeAffinity compare whole numbers: nothing else can be scheduled.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                          - matchExpressions: [{key: gpus, operator: Gt, values: [many]}]""");

  private static final Rule WEIGHT =
      Rule.error(
          "affinity-weight",
          SOURCE,
          "The weight of a preferred term is between 1 and 100.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  affinity:
                    nodeAffinity:
                      preferredDuringSchedulingIgnoredDuringExecution:
                        - weight: 101
                          preference: {matchExpressions: [{key: gpu, operator: Exists}]}""");

  private static final Rule PODS =
      Rule.error(
          "pod-affinity-form",
          SOURCE,
          "A term of podAffinity or podAntiAffinity has the key of a label as topologyKey, and a labelSelector with keys,"
              + " operators and values as label selectors have them.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  affinity:
                    podAntiAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        - topologyKey: ""
                          labelSelector: {matchLabels: {app: ray}}""");

  @Override
  public String title() {
    return "Affinity of pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(NODES, NUMBER, WEIGHT, PODS);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    Affinity affinity = template.podSpec().map(PodSpec::getAffinity).orElse(null);
    if (affinity == null) {
      return;
    }
    FieldPath path = template.specPath().child("affinity");
    if (affinity.getNodeAffinity() != null) {
      checkNodes(path.child("nodeAffinity"), affinity.getNodeAffinity(), found);
    }
    if (affinity.getPodAffinity() != null) {
      checkPods(
          path.child("podAffinity"),
          affinity.getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
          affinity.getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution(),
          found);
    }
    if (affinity.getPodAntiAffinity() != null) {
      checkPods(
          path.child("podAntiAffinity"),
          affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
          affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution(),
          found);
    }
  }

  private static void checkNodes(FieldPath path, NodeAffinity affinity, Violations found) {
    var required = affinity.getRequiredDuringSchedulingIgnoredDuringExecution();
    if (required != null) {
      FieldPath terms = path.child(REQUIRED).child("nodeSelectorTerms");
      if (ClusterView.orEmpty(required.getNodeSelectorTerms()).isEmpty()) {
        found.required(NODES, terms, "there must be at least one");
      }
      ClusterView.forEach(
          terms,
          required.getNodeSelectorTerms(),
          term -> null,
          (item, term) -> checkTerm(item, term, found));
    }
    ClusterView.forEach(
        path.child(PREFERRED),
        affinity.getPreferredDuringSchedulingIgnoredDuringExecution(),
        term -> null,
        (item, term) -> {
          checkWeight(item, term.getWeight(), found);
          if (term.getPreference() != null) {
            checkTerm(item.child("preference"), term.getPreference(), found);
          }
        });
  }

  private static void checkTerm(FieldPath path, NodeSelectorTerm term, Violations found) {
    ClusterView.forEach(
        path.child("matchExpressions"),
        term.getMatchExpressions(),
        NodeSelectorRequirement::getKey,
        (item, requirement) -> checkExpression(item, requirement, found));
    ClusterView.forEach(
        path.child("matchFields"),
        term.getMatchFields(),
        NodeSelectorRequirement::getKey,
        (item, requirement) -> checkField(item, requirement, found));
  }

  private static void checkExpression(
      FieldPath path, NodeSelectorRequirement requirement, Violations found) {
    SelectorForm.checkKey(
        NODES, path.child("key"), Objects.requireNonNullElse(requirement.getKey(), ""), found);
    String operator = Objects.requireNonNullElse(requirement.getOperator(), "");
    List<String> values = ClusterView.orEmpty(requirement.getValues());
    switch (operator) {
      case "In", "NotIn" ->
          SelectorForm.requireValues(NODES, path.child("values"), operator, values, found);
      case "Exists", "DoesNotExist" ->
          SelectorForm.forbidValues(NODES, path.child("values"), operator, values, found);
      case "Gt", "Lt" -> checkNumber(path.child("values"), operator, values, found);
      default ->
          found.notSupported(
              NODES,
              path.child("operator"),
              operator,
              "must be one of In, NotIn, Exists, DoesNotExist, Gt, Lt");
    }
  }

  private static void checkNumber(
      FieldPath path, String operator, List<String> values, Violations found) {
    if (values.size() != 1) {
      found.invalid(
          NODES,
          path,
          values.size(),
          "is the number of values; there must be one, because operator is " + operator);
    } else if (!isWholeNumber(values.get(0))) {
      found.invalid(
          NUMBER, path.index(0), values.get(0), "must be a whole number, or no node ever matches");
    }
  }

  private static boolean isWholeNumber(@Nullable String text) {
    try {
      Long.parseLong(Objects.requireNonNullElse(text, ""));
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void checkField(
      FieldPath path, NodeSelectorRequirement requirement, Violations found) {
    String operator = Objects.requireNonNullElse(requirement.getOperator(), "");
    if (!METADATA_NAME.equals(requirement.getKey())) {
      found.notSupported(
          NODES,
          path.child("key"),
          Objects.requireNonNullElse(requirement.getKey(), ""),
          "must be " + METADATA_NAME);
    }
    if (!operator.equals("In") && !operator.equals("NotIn")) {
      found.notSupported(NODES, path.child("operator"), operator, "must be one of In, NotIn");
    } else if (ClusterView.orEmpty(requirement.getValues()).size() != 1) {
      found.required(NODES, path.child("values"), "there must be exactly one");
    }
  }

  private static void checkPods(
      FieldPath path,
      @Nullable List<PodAffinityTerm> required,
      @Nullable List<WeightedPodAffinityTerm> preferred,
      Violations found) {
    ClusterView.forEach(
        path.child(REQUIRED),
        required,
        term -> null,
        (item, term) -> checkPodTerm(item, term, found));
    ClusterView.forEach(
        path.child(PREFERRED),
        preferred,
        term -> null,
        (item, term) -> {
          checkWeight(item, term.getWeight(), found);
          if (term.getPodAffinityTerm() != null) {
            checkPodTerm(item.child("podAffinityTerm"), term.getPodAffinityTerm(), found);
          }
        });
  }

  private static void checkPodTerm(FieldPath path, PodAffinityTerm term, Violations found) {
    SelectorForm.checkTopologyKey(PODS, path.child("topologyKey"), term.getTopologyKey(), found);
    SelectorForm.checkSelector(PODS, path.child("labelSelector"), term.getLabelSelector(), found);
    SelectorForm.checkSelector(
        PODS, path.child("namespaceSelector"), term.getNamespaceSelector(), found);
  }

  private static void checkWeight(FieldPath term, @Nullable Integer weight, Violations found) {
    if (weight == null || weight < 1 || weight > 100) {
      found.invalid(WEIGHT, term.child("weight"), weight, "must be between 1 and 100");
    }
  }
}
