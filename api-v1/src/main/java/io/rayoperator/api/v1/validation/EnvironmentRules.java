package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Environment variables of all containers, of those that autoscalerOptions describe, too. */
final class EnvironmentRules extends PodRuleGroup {

  /** A key of a Secret or a ConfigMap. */
  private static final Pattern KEY = Pattern.compile("(?!\\.$|\\.\\.)[-._a-zA-Z0-9]{1,253}");

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

  private static final Rule SOURCE_FORM =
      Rule.error(
          "variable-source-form",
          SOURCE,
          "The source of a variable says which field of the pod, which resource of a container, or which key of which Secret or"
              + " ConfigMap.",
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
                          valueFrom: {fieldRef: {fieldPath: status.nodeName}}""");

  private static final Rule IMPORT =
      Rule.error(
          "variable-import-form",
          SOURCE,
          "An item of envFrom has a configMapRef or a secretRef, not both, with a name; its prefix has the form of a variable's"
              + " name.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      envFrom:
                        - secretRef: {optional: true}""");

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
    return List.of(NAME, VALUE_ONCE, ONE_SOURCE, SOURCE_FORM, IMPORT, ONCE);
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
      ClusterView.forEach(
          container.path().child("envFrom"),
          container.spec().getEnvFrom(),
          source -> null,
          (path, source) -> checkImport(path, source, found));
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
    checkSource(path.child("valueFrom"), source, found);
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

  private static void checkSource(FieldPath path, EnvVarSource source, Violations found) {
    if (source.getFieldRef() != null) {
      DownwardField.checkOfVariable(
          SOURCE_FORM, path.child("fieldRef"), source.getFieldRef(), found);
    }
    if (source.getResourceFieldRef() != null) {
      DownwardField.checkResource(
          SOURCE_FORM, path.child("resourceFieldRef"), source.getResourceFieldRef(), found);
    }
    if (source.getConfigMapKeyRef() != null) {
      FieldPath reference = path.child("configMapKeyRef");
      require(SOURCE_FORM, reference.child("name"), source.getConfigMapKeyRef().getName(), found);
      checkKey(reference.child("key"), source.getConfigMapKeyRef().getKey(), found);
    }
    if (source.getSecretKeyRef() != null) {
      FieldPath reference = path.child("secretKeyRef");
      require(SOURCE_FORM, reference.child("name"), source.getSecretKeyRef().getName(), found);
      checkKey(reference.child("key"), source.getSecretKeyRef().getKey(), found);
    }
  }

  private static void require(Rule rule, FieldPath path, @Nullable String value, Violations found) {
    if (value == null || value.isEmpty()) {
      found.required(rule, path, "say which one it is");
    }
  }

  private static void checkKey(FieldPath path, @Nullable String key, Violations found) {
    require(SOURCE_FORM, path, key, found);
    if (key != null && !key.isEmpty() && !KEY.matcher(key).matches()) {
      found.invalid(
          SOURCE_FORM, path, key, "must have at most 253 letters, digits, '-', '_' and '.'");
    }
  }

  private static void checkImport(FieldPath path, EnvFromSource source, Violations found) {
    String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
    if (!hasNameForm(prefix)) {
      found.invalid(
          IMPORT,
          path.child("prefix"),
          prefix,
          "must consist of printable ASCII characters other than '='");
    }
    if (source.getConfigMapRef() != null && source.getSecretRef() != null) {
      found.invalid(
          IMPORT,
          path.child("secretRef"),
          null,
          "must not be there together with configMapRef; make each one an item of its own");
    } else if (source.getConfigMapRef() != null) {
      require(
          IMPORT,
          path.child("configMapRef").child("name"),
          source.getConfigMapRef().getName(),
          found);
    } else if (source.getSecretRef() != null) {
      require(
          IMPORT, path.child("secretRef").child("name"), source.getSecretRef().getName(), found);
    } else if (ClusterView.orEmpty(source.getAdditionalProperties()).isEmpty()) {
      found.required(IMPORT, path, "give it a configMapRef or a secretRef");
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
