package io.rayoperator.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {

  @Test
  void documentsKeepTheirTextAndComments() {
    String stream =
        """
        # first
        a: 1
        ---
        # only a comment
        --- # comment after the dashes
        b: |
          text
        ---

        """;

    assertThat(Manifests.parse("f.yaml", stream))
        .extracting(Manifest::place, Manifest::text, manifest -> manifest.content().toString())
        .containsExactly(
            tuple("f.yaml, document 1", "# first\na: 1\n", "{\"a\":1}"),
            tuple("f.yaml, document 2", "# only a comment\n", ""),
            tuple(
                "f.yaml, document 3",
                "# comment after the dashes\nb: |\n  text\n",
                "{\"b\":\"text\\n\"}"));
  }

  @Test
  void severalJsonObjectsMayFollowEachOther() {
    assertThat(Manifests.parse("-", "\n{\"a\": 1.0}\n{\"b\": 2}"))
        .extracting(manifest -> manifest.content().toString())
        .containsExactly("{\"a\":1.0}", "{\"b\":2}");
  }

  @Test
  void yamlMayStartWithABraceToo() {
    assertThat(Manifests.parse("-", "{a: 1}\n---\nb: 2\n"))
        .extracting(manifest -> manifest.content().toString())
        .containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void errorNamesFileDocumentAndLine() {
    assertThatThrownBy(() -> Manifests.parse("f.yaml", "a: 1\n---\nb: 1\nb: 2\n"))
        .isInstanceOf(ManifestException.class)
        .hasMessage("f.yaml, document 2, line 4, column 1: \"b\" is there twice");
    assertThatThrownBy(() -> Manifests.parse("f.json", "{\"a\": 1,\n \"a\": 2}"))
        .isInstanceOf(ManifestException.class)
        .hasMessage("f.json, line 2, column 5: Duplicate field 'a'");
  }

  @Test
  void directoryMeansItsManifestsInOrder(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("sub"));
    for (String name : List.of("b.yml", "a.yaml", "c.json", "README.md", "sub/d.yaml")) {
      Files.writeString(directory.resolve(name), "{}");
    }

    assertThat(Manifests.files(directory, false))
        .extracting(file -> directory.relativize(file).toString())
        .containsExactly("a.yaml", "b.yml", "c.json");
    assertThat(Manifests.files(directory, true)).hasSize(4);
    assertThat(Manifests.files(directory.resolve("a.yaml"), false))
        .containsExactly(directory.resolve("a.yaml"));
  }
}
