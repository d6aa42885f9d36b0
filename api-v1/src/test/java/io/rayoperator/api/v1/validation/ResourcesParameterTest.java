package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcesParameterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'{}'",
        "'{\"TPU\":4}'",
        "{\"TPU\": 4}",
        "\"{\\\"Custom1\\\": 1, \\\"Custom2\\\": 0.5}\"",
        "{\\\"TPU\\\":4}",
        "{'\"TPU\"':4}",
        "\"'{\"TPU\":4}'\"",
        "$RESOURCES",
        "\"$(cat /etc/resources)\"",
        "`cat /etc/resources`"
      })
  void formsThatRayGetsAsJsonAreReadable(String text) {
    assertThat(ResourcesParameter.isReadable(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "TPU=4",
        "'{TPU: 4}'",
        "'{\"TPU\": \"4\"}'",
        "'{\"TPU\": null}'",
        "'{\"TPU\": {\"a\": 1}}'",
        "'[4]'",
        "'4'",
        "'{\"TPU\":4} {}'",
        "'{\\\"TPU\\\":4}'"
      })
  void othersAreNot(String text) {
    assertThat(ResourcesParameter.isReadable(text)).isFalse();
  }

  @Test
  void isCheckedInEveryGroup() {
    assertThat(
            RayClusterValidator.validate(
                changed(
                    """
                    spec:
                      headGroupSpec: {rayStartParams: {resources: "{"}}
                      workerGroupSpecs:
                      - {groupName: a, rayStartParams: {resources: "'{disk: 1}'"}}
                    """)))
        .extracting(Violation::toString)
        .containsExactly(
            "spec.headGroupSpec.rayStartParams.resources: Invalid value: \"{\": must be a JSON object of"
                + " numbers in single quotes, such as '{\"disk\": 1}'",
            "spec.workerGroupSpecs[0].rayStartParams.resources: Invalid value: \"'{disk: 1}'\": must be a"
                + " JSON object of numbers in single quotes, such as '{\"disk\": 1}'");
  }
}
