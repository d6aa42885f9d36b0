package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;

/** An environment that grows: what users set first, what the operator adds after it. */
final class Variables {

  private final List<EnvVar> variables;

  Variables(List<EnvVar> variables) {
    this.variables = new ArrayList<>(variables);
  }

  /** Adds a variable, even if the user has one of that name: the later one wins in Kubernetes. */
  Variables set(String name, String value) {
    variables.add(new EnvVar(name, value, null));
    return this;
  }

  Variables setIfAbsent(String name, String value) {
    return contains(name) ? this : set(name, value);
  }

  Variables setIfAbsent(EnvVar variable) {
    if (!contains(variable.getName())) {
      variables.add(variable);
    }
    return this;
  }

  Variables addAll(List<EnvVar> more) {
    variables.addAll(more);
    return this;
  }

  /** Adds a variable whose value Kubernetes takes from a field of the pod. */
  Variables setFromField(String name, String fieldPath) {
    variables.add(
        new EnvVarBuilder()
            .withName(name)
            .withNewValueFrom()
            .withNewFieldRef()
            .withFieldPath(fieldPath)
            .endFieldRef()
            .endValueFrom()
            .build());
    return this;
  }

  List<EnvVar> toList() {
    return variables;
  }

  private boolean contains(String name) {
    return variables.stream().anyMatch(variable -> name.equals(variable.getName()));
  }
}
