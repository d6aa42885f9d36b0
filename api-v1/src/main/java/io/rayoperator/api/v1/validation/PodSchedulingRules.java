package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Node selectors, tolerations and the spreading of pods. */
final class PodSchedulingRules extends PodRuleGroup {

  private static final String NO_EXECUTE = "NoExecute";
  private static final String EXISTS = "Exists";
  private static final Choices EFFECTS = Choices.of("NoSchedule", "PreferNoSchedule", NO_EXECUTE);

  /** The last two are for clusters that compare taints as numbers. */
  private static final Choices OPERATORS = Choices.of("Equal", EXISTS, "Lt", "Gt");

  private static final Set<String> COMPARING = Set.of("Lt", "Gt");

  private static final String DO_NOT_SCHEDULE = "DoNotSchedule";
  private static final Choices UNSATISFIABLE = Choices.of(DO_NOT_SCHEDULE, "ScheduleAnyway");
  private static final Choices NODE_POLICIES = Choices.of("Honor", "Ignore");

  private static final Rule NODE_SELECTOR =
      Rule.error(
          "node-selector-form",
          SOURCE,
          "Keys and values of a nodeSelector are those of labels.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  nodeSelector: {disk: "fast ssd"}""");

  private static final Rule TOLERATION_OPERATOR =
      Rule.error(
          "toleration-operator",
          SOURCE,
          "The operator of a toleration is Equal (default) or Exists; without a key it is Exists; with Exists there is no value.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  tolerations:
                    - {key: gpu, operator: Exists, value: "true"}""");

  private static final Rule TOLERATION_FORM =
      Rule.error(
          "toleration-form",
          SOURCE,
          "Key and value of a toleration are those of a label.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  tolerations:
                    - {key: gpu type, operator: Exists}""");

  private static final Rule TOLERATION_EFFECT =
      Rule.error(
          "toleration-effect",
          SOURCE,
          "The effect of a toleration is absent or "
              + EFFECTS
              + "; with tolerationSeconds it is "
              + NO_EXECUTE
              + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  tolerations:
                    - {key: gpu, operator: Exists, effect: NoSchedule, tolerationSeconds: 60}""");

  private static final Rule SPREAD =
      Rule.error(
          "topology-spread-form",
          SOURCE,
          "A topologySpreadConstraint has a maxSkew of 1 or more, the key of a label as topologyKey, DoNotSchedule or"
              + " ScheduleAnyway as whenUnsatisfiable, and minDomains, of 1 or more, only with DoNotSchedule.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  topologySpreadConstraints:
                    - maxSkew: 0
                      topologyKey: topology.kubernetes.io/zone
                      whenUnsatisfiable: DoNotSchedule""");

  private static final Rule SPREAD_UNIQUE =
      Rule.error(
          "topology-spread-unique",
          SOURCE,
          "No two topologySpreadConstraints have the same topologyKey and whenUnsatisfiable.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  topologySpreadConstraints:
                    - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
                    - {maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}""");

  private static final Rule SPREAD_SELECTOR =
      Rule.error(
          "topology-spread-selector",
          SOURCE,
          "The labelSelector of a topologySpreadConstraint has keys, operators and values as label selectors do.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  topologySpreadConstraints:
                    - maxSkew: 1
                      topologyKey: zone
                      whenUnsatisfiable: DoNotSchedule
                      labelSelector: {matchExpressions: [{key: app, operator: In}]}""");

  @Override
  public String title() {
    return "Nodes of pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        NODE_SELECTOR,
        TOLERATION_OPERATOR,
        TOLERATION_FORM,
        TOLERATION_EFFECT,
        SPREAD,
        SPREAD_UNIQUE,
        SPREAD_SELECTOR);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    template.podSpec().ifPresent(pod -> check(template.specPath(), pod, found));
  }

  private static void check(FieldPath path, PodSpec pod, Violations found) {
    SelectorForm.checkLabels(
        NODE_SELECTOR, path.child("nodeSelector"), pod.getNodeSelector(), found);
    ClusterView.forEach(
        path.child("tolerations"),
        pod.getTolerations(),
        Toleration::getKey,
        (item, toleration) -> checkToleration(item, toleration, found));
    Set<String> spreads = new HashSet<>();
    ClusterView.forEach(
        path.child("topologySpreadConstraints"),
        pod.getTopologySpreadConstraints(),
        PodSchedulingRules::identity,
        (item, constraint) -> {
          checkSpread(item, constraint, found);
          if (!spreads.add(identity(constraint))) {
            found.duplicate(
                SPREAD_UNIQUE,
                item,
                identity(constraint),
                "another constraint has these topologyKey and whenUnsatisfiable already; remove one of the two");
          }
        });
  }

  private static void checkToleration(FieldPath path, Toleration toleration, Violations found) {
    String key = Objects.requireNonNullElse(toleration.getKey(), "");
    String operator = Objects.requireNonNullElse(toleration.getOperator(), "");
    String value = Objects.requireNonNullElse(toleration.getValue(), "");
    String effect = Objects.requireNonNullElse(toleration.getEffect(), "");
    OPERATORS.check(TOLERATION_OPERATOR, path.child("operator"), operator, found);
    if (key.isEmpty() && !operator.equals(EXISTS)) {
      found.invalid(
          TOLERATION_OPERATOR,
          path.child("operator"),
          operator,
          "must be Exists, because there is no key: every taint is tolerated");
    }
    if (!key.isEmpty() && !KubernetesNames.isQualifiedName(key)) {
      found.invalid(
          TOLERATION_FORM, path.child("key"), key, "must have " + KubernetesNames.LABEL_KEY_FORM);
    }
    if (operator.equals(EXISTS) && !value.isEmpty()) {
      found.invalid(
          TOLERATION_OPERATOR,
          path.child("value"),
          value,
          "must not be there, because operator is Exists; remove one of the two");
    } else if (!COMPARING.contains(operator) && !KubernetesNames.isLabelValue(value)) {
      found.invalid(
          TOLERATION_FORM,
          path.child("value"),
          value,
          "must have " + KubernetesNames.LABEL_VALUE_FORM);
    }
    EFFECTS.check(TOLERATION_EFFECT, path.child("effect"), effect, found);
    if (toleration.getTolerationSeconds() != null && !effect.equals(NO_EXECUTE)) {
      found.invalid(
          TOLERATION_EFFECT,
          path.child("effect"),
          effect,
          "must be NoExecute, because tolerationSeconds is set; remove one of the two");
    }
  }

  private static String identity(TopologySpreadConstraint constraint) {
    return Objects.requireNonNullElse(constraint.getTopologyKey(), "")
        + " "
        + Objects.requireNonNullElse(constraint.getWhenUnsatisfiable(), "");
  }

  private static void checkSpread(
      FieldPath path, TopologySpreadConstraint constraint, Violations found) {
    int maxSkew = Objects.requireNonNullElse(constraint.getMaxSkew(), 0);
    if (maxSkew < 1) {
      found.invalid(SPREAD, path.child("maxSkew"), constraint.getMaxSkew(), "must be 1 or more");
    }
    SelectorForm.checkTopologyKey(
        SPREAD, path.child("topologyKey"), constraint.getTopologyKey(), found);
    String unsatisfiable = Objects.requireNonNullElse(constraint.getWhenUnsatisfiable(), "");
    if (unsatisfiable.isEmpty()) {
      found.required(SPREAD, path.child("whenUnsatisfiable"), "must be one of " + UNSATISFIABLE);
    }
    UNSATISFIABLE.check(SPREAD, path.child("whenUnsatisfiable"), unsatisfiable, found);
    Integer minDomains = constraint.getMinDomains();
    if (minDomains != null && minDomains < 1) {
      found.invalid(SPREAD, path.child("minDomains"), minDomains, "must be 1 or more");
    } else if (minDomains != null && !unsatisfiable.equals(DO_NOT_SCHEDULE)) {
      found.invalid(
          SPREAD,
          path.child("minDomains"),
          minDomains,
          "can be there with whenUnsatisfiable DoNotSchedule only");
    }
    NODE_POLICIES.check(
        SPREAD, path.child("nodeAffinityPolicy"), constraint.getNodeAffinityPolicy(), found);
    NODE_POLICIES.check(
        SPREAD, path.child("nodeTaintsPolicy"), constraint.getNodeTaintsPolicy(), found);
    SelectorForm.checkSelector(
        SPREAD_SELECTOR, path.child("labelSelector"), constraint.getLabelSelector(), found);
  }
}
