package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A manifest of the corpus, and what becomes of it.
 *
 * @param origin the file and the topic in it
 * @param name what is wrong or odd, in a few words
 * @param manifest the whole RayCluster
 * @param field what is wrong in it, with steps between dots ({@code
 *     spec.workerGroupSpecs.0.replicas}); empty for one that is accepted
 * @param rule the id of the rule that refuses it or that it comes close to; or {@link #SCHEMA},
 *     {@link #STRICT}, {@link #LAYOUT}; or empty
 * @param isRefusedByCrd whether it is refused while no webhook answers, too
 */
record CorpusCase(
    String origin,
    String name,
    ObjectNode manifest,
    String field,
    String rule,
    boolean isRefusedByCrd) {

  /** Refused by types, ranges and required fields of the CustomResourceDefinition. */
  static final String SCHEMA = "schema";

  /** Refused by strict validation: no such field, or one twice. */
  static final String STRICT = "strict";

  /** Refused because it has fields of several layouts or of none. */
  static final String LAYOUT = "layout";

  boolean isValid() {
    return field.isEmpty();
  }

  /** What the API server says to it, without storing it. */
  RawApi.Answer sentTo(RawApi api) {
    return api.create(manifest, "?dryRun=All&fieldValidation=Strict");
  }

  /** Whether this answer refuses it, and for the field that is wrong. */
  boolean isRefusedRightlyBy(RawApi.Answer answer) {
    return rule.equals(STRICT)
        ? answer.status() == 400
            && steps(answer.body().path("message").asText()).contains('"' + field + '"')
        : answer.status() == 422
            && answer.body().path("reason").asText().equals("Invalid")
            && answer
                .body()
                .at("/details/causes")
                .valueStream()
                .anyMatch(cause -> steps(cause.path("field").asText()).equals(field));
  }

  /** Indices and keys are steps like others: {@code a[0].b[c]} is {@code a.0.b.c}. */
  private static String steps(String field) {
    return field.replace('[', '.').replace("]", "");
  }

  @Override
  public String toString() {
    return origin + ": " + name;
  }
}
