package io.rayoperator.cli;

/**
 * Something that is wrong, or odd, with a manifest.
 *
 * @param file path as the user gave it
 * @param document number in the file, from 1
 * @param line of the file where the field stands, from 1; where it is missing, of what it should
 *     stand in
 * @param object {@code NAMESPACE/NAME} of the RayCluster
 * @param field path in the layout of the manifest, such as {@code spec.extensions[1].replicas}
 * @param rule id of the rule ({@code docs/validation-rules.md})
 * @param message what is wrong and what to do
 */
record Finding(
    String file,
    int document,
    int line,
    String object,
    Severity severity,
    String field,
    String rule,
    String message) {

  /** What a finding leads to when the manifest is applied. */
  enum Severity {
    error,
    warning
  }

  boolean isError() {
    return severity == Severity.error;
  }

  /**
   * As compilers say it, so that editors and CI servers find the place: {@code clusters.yaml:12:
   * RayCluster demo: error: spec.rayVersion: …}.
   */
  @Override
  public String toString() {
    return "%s:%d: RayCluster %s: %s: %s: %s"
        .formatted(file, line, object, severity, field, message);
  }
}
