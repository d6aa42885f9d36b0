package io.rayoperator.api.v1.validation;

/**
 * A rule that RayClusters are checked against.
 *
 * @param id stable, unique, in kebab case; clients may depend on it
 * @param source where the rule comes from, as "KubeRay contract §15.2.4" or "Kubernetes"
 * @param summary one sentence that says what must hold
 * @param example YAML that breaks the rule, to be merged into an otherwise valid RayCluster
 */
public record Rule(String id, Severity severity, String source, String summary, String example) {

  static Rule error(String id, String source, String summary, String example) {
    return new Rule(id, Severity.ERROR, source, summary, example);
  }

  static Rule warning(String id, String source, String summary, String example) {
    return new Rule(id, Severity.WARNING, source, summary, example);
  }
}
