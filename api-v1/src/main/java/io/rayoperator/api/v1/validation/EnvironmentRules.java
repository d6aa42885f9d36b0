package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Environment variables of all containers, of those that autoscalerOptions describe, too. */
final class EnvironmentRules extends PodRuleGroup {

  private static final Rule NAME =
      Rule.error(
          "variable-name-form",
          SOURCE,
          "The name of an environment variable has one or more printable ASCII characters and no '='.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      env:
                        - {name: "A=B", value: c}""");

  private static final Rule VALUE_ONCE =
      Rule.error(
          "variable-value-or-source",
          SOURCE,
          "An environment variable has a value or a valueFrom, not both.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      env:
                        - name: NODE
                          value: a
                          valueFrom: {fieldRef: {fieldPath: spec.nodeName}}""");

  private static final Rule ONE_SOURCE =
      Rule.error(
          "variable-one-source",
          SOURCE,
          "A valueFrom has exactly one source.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      env:
                        - name: NODE
                          valueFrom: {}""");

  private static final Rule ONCE =
      Rule.warning(
          "variable-set-once",
          SOURCE,
          "No variable is set twice in a container: the last one wins.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      env:
                        - {name: LEVEL, value: info}
                        - {name: LEVEL, value: debug}""");

  @Override
  public String title() {
    return "Environment variables";
  }

  @Override
  public List<Rule> rules() {
    return List.of(NAME, VALUE_ONCE, ONE_SOURCE, ONCE);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    for (ClusterView.PodContainer container : template.allContainers()) {
      List<EnvVar> variables = ClusterView.orEmpty(container.spec().getEnv());
      if (!variables.isEmpty()) {
        Set<String> names = new HashSet<>();
        ClusterView.forEach(
            container.path().child("env"),
            variables,
            EnvVar::getName,
            (path, variable) -> check(path, variable, names, found));
      }
    }
  }

  private static void check(FieldPath path, EnvVar variable, Set<String> names, Violations found) {
    String name = Objects.requireNonNullElse(variable.getName(), "");
    if (name.isEmpty()) {
      found.required(NAME, path.child("name"), "give the variable a name");
    } else if (!hasNameForm(name)) {
      found.invalid(
          NAME,
          path.child("name"),
          name,
          "must consist of printable ASCII characters other than '='");
    } else if (!names.add(name)) {
      found.duplicate(
          ONCE, path.child("name"), name, "is set before in the same container; this value wins");
    }
    EnvVarSource source = variable.getValueFrom();
    if (source == null) {
      return;
    }
    long sources = sources(source);
    if (sources != 1) {
      found.invalid(
          ONE_SOURCE,
          path.child("valueFrom"),
          sources,
          "is the number of sources; there must be one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef and"
              + " fileKeyRef");
    } else if (variable.getValue() != null && !variable.getValue().isEmpty()) {
      found.invalid(
          VALUE_ONCE,
          path.child("valueFrom"),
          null,
          "must not be there, because the variable has a value; remove one of the two");
    }
  }

  private static long sources(EnvVarSource source) {
    return Stream.of(
                source.getFieldRef(),
                source.getResourceFieldRef(),
                source.getConfigMapKeyRef(),
                source.getSecretKeyRef(),
                source.getFileKeyRef())
            .filter(Objects::nonNull)
            .count()
        // A source that is newer than this model counts all the same.
        + ClusterView.orEmpty(source.getAdditionalProperties()).size();
  }

  private static boolean hasNameForm(String name) {
    return name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '=');
  }
}
