package io.rayoperator.migration.survey;

import static io.rayoperator.migration.definition.TestDefinitions.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManagedFieldsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

  @Test
  void entriesOfV1Stay() {
    assertThat(
            ManagedFields.withoutV1alpha1(
                tree(
                    """
                    metadata:
                      managedFields:
                      - {manager: a, apiVersion: ray.io/v1alpha1}
                      - {manager: b, apiVersion: ray.io/v1}
                    """),
                "me",
                NOW))
        .hasToString("[{\"manager\":\"b\",\"apiVersion\":\"ray.io/v1\"}]");
  }

  @Test
  void oneEntryIsLeftInAnyCaseSinceAnEmptyListIsIgnored() {
    assertThat(
            ManagedFields.withoutV1alpha1(
                tree("metadata: {managedFields: [{manager: a, apiVersion: ray.io/v1alpha1}]}"),
                "me",
                NOW))
        .singleElement()
        .isEqualTo(
            tree(
                """
                manager: me
                operation: Update
                apiVersion: ray.io/v1
                time: "2026-01-01T00:00:00Z"
                fieldsType: FieldsV1
                fieldsV1: {"f:metadata": {"f:name": {}}}
                """));
  }
}
