package io.rayoperator.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "yes       | true",
        "on        | true",
        "y         | true",
        "False     | false",
        "off       | false",
        "~~        | null",
        "Null      | null",
        "2         | 2",
        "-7        | -7",
        "010       | 8",
        "0x1F      | 31",
        "1_000     | 1000",
        "1.50      | 1.50",
        ".5        | 0.5",
        "1e3       | 1E+3",
        "12345678901234567890123 | 12345678901234567890123",
        "1:30      | \"1:30\"",
        "2020-11-19 | \"2020-11-19\"",
        "2Gi       | \"2Gi\"",
        "1.2.3     | \"1.2.3\"",
        "'2'       | \"2\"",
        "\"yes\"   | \"yes\"",
        "!!str 2   | \"2\"",
        "089       | 89",
      })
  void scalarMeansWhatItMeansToKubectl(String yaml, String json) throws Exception {
    JsonNode value = YamlReader.read("key: " + yaml).get("key");

    assertThat(value.toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "2147483647",
        "2147483648",
        "-9223372036854775808",
        "9223372036854775808",
        "1.50"
      })
  void numberIsTheSameNodeAsInJson(String number) {
    String json = "{\"key\": " + number + "}";

    assertThat(YamlReader.read("key: " + number))
        .isEqualTo(Manifests.parse("-", json).getFirst().content());
  }

  @Test
  void orderAnchorsAndMergesAreUnderstood() {
    String yaml =
        """
        z: &base {cpu: 1, memory: 2Gi}
        a:
          <<: *base
          memory: 4Gi
        list: [*base, 2]
        """;

    assertThat(YamlReader.read(yaml))
        .hasToString(
            "{\"z\":{\"cpu\":1,\"memory\":\"2Gi\"},\"a\":{\"memory\":\"4Gi\",\"cpu\":1},"
                + "\"list\":[{\"cpu\":1,\"memory\":\"2Gi\"},2]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1, a: 2}     | line 1, column 8: \"a\" is there twice",
        "a: &x [*x]       | line 1, column 4: the anchor contains itself",
        "a: !!binary Zm8= | the tag tag:yaml.org,2002:binary has no meaning in a manifest",
        "? [1, 2]         | line 1, column 3: a key must be a string",
        "a: [1            | line 2, column 1: ",
        "<<: 1            | << takes a map or a list of maps",
      })
  void whatJsonCannotSayIsRefusedWithItsPlace(String yaml, String message) {
    assertThatThrownBy(() -> YamlReader.read(yaml + "\n"))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yes",
        "y",
        "n",
        "null",
        "~",
        "010",
        "1e3",
        "1:30",
        "2020-11-19",
        "<<",
        "=",
        "*",
        "&a",
        "- a",
        "a: b",
        "a #b",
        "# a",
        "two\nlines",
        "two\nlines\n",
        " indented\n  text",
        "trailing \nspace",
        "tab\there",
        "é😀",
        "\u0007",
        "0x",
        "%a",
        "!x",
        "'",
        "\"",
        "@a",
        "`",
        "{}",
        "[]",
        "a,b",
        "-",
        "?",
        ":",
        "ray start --head\n---\nnot a document",
        "\n",
        "a\r\nb",
      })
  void everyStringSurvivesWritingAndReading(String text) {
    JsonNode tree = JsonNodeFactory.instance.objectNode().put(text, text).set("list", array(text));

    assertThat(YamlReader.read(YamlWriter.write(tree))).isEqualTo(tree);
    assertThat(Manifests.parse("-", YamlWriter.write(tree)))
        .singleElement()
        .returns(tree, Manifest::content);
  }

  private static JsonNode array(String text) {
    return JsonNodeFactory.instance.arrayNode().add(text).addNull().add(true).addObject();
  }

  @Test
  void outputLooksLikeKubernetesOwnFiles() throws Exception {
    String json =
        """
        {"kind": "RayCluster", "metadata": {"labels": {"version": "1.0"}, "annotations": {}},
         "spec": {"suspend": false, "list": [{"a": 1.50, "b": []}, "x"], "args": "ray start\\nsleep\\n"}}""";

    assertThat(YamlWriter.write(Manifests.parse("-", json).getFirst().content()))
        .isEqualTo(
            """
            kind: RayCluster
            metadata:
              labels:
                version: "1.0"
              annotations: {}
            spec:
              suspend: false
              list:
              - a: 1.50
                b: []
              - x
              args: |
                ray start
                sleep
            """);
  }
}
