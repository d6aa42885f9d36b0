package io.rayoperator.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldLinesTest {

  private static final String YAML =
      """
      # first
      kind: Pod
      ---
      # second
      metadata:
        annotations:
          example.com/a.b: c
      spec:
        groups:
        - name: one
        - {name: two,
           replicas: 2}
      """;

  private static final String JSON =
      """
      {"kind": "Pod"}

      {"kind": "Pod",
       "spec": {
         "groups": [
           {"name": "one"}]}}
      """;

  @ParameterizedTest
  @CsvSource({
    "metadata, 5",
    "metadata.annotations[example.com/a.b], 7",
    "spec.groups, 9",
    "spec.groups[0].name, 10",
    "spec.groups[1], 11",
    "spec.groups[1].replicas, 12",
    "spec.groups[1].replicas.more, 12",
    "spec.groups[1].missing, 11",
    "spec.groups[2].name, 9",
    "spec.groups[99999999999], 9",
    "spec.missing.more, 8",
    "missing, 4"
  })
  void lineOfAFieldInTheSecondDocument(String field, int line) {
    List<Manifest> manifests = Manifests.parse("f.yaml", YAML);

    assertThat(new FieldLines(manifests.get(1)).of(field)).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource({"kind, 3", "spec.groups[0].name, 6", "spec.groups[1], 5"})
  void lineOfAFieldInTheSecondOfSeveralJsonDocuments(String field, int line) {
    List<Manifest> manifests = Manifests.parse("f.json", JSON);

    assertThat(new FieldLines(manifests.get(1)).of(field)).isEqualTo(line);
  }
}
