package io.rayoperator.migration.survey;

import static io.rayoperator.migration.definition.TestDefinitions.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectDigestTest {

  @Test
  void orderOfFieldsDoesNotMatterAndEverythingElseDoes() {
    String digest = ObjectDigest.of(tree("{a: {b: 1, c: [1, 2]}}"));

    assertThat(ObjectDigest.of(tree("{a: {c: [1, 2], b: 1}}"))).isEqualTo(digest);
    assertThat(ObjectDigest.of(tree("{a: {b: 1, c: [2, 1]}}"))).isNotEqualTo(digest);
    assertThat(ObjectDigest.of(tree("{a: {b: '1', c: [1, 2]}}"))).isNotEqualTo(digest);
    assertThat(ObjectDigest.of(tree("{a: {b: 1, c: [1, 2], d: null}}"))).isNotEqualTo(digest);
  }
}
