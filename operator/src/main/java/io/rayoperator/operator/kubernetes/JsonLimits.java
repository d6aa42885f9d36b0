package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;

/**
 * JSON without limits of our own. The API server bounds the size of objects; a limit of ours below
 * its would let one odd object stop the watch that all others come through.
 */
final class JsonLimits {

  /** Deeper than the API server lets objects be. */
  private static final int MAX_NESTING = 100_000;

  private JsonLimits() {}

  static JsonFactory unlimitedFactory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(MAX_NESTING).build())
        // Keys of maps are the users'; they must neither fill the string table nor break it.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .build();
  }
}
