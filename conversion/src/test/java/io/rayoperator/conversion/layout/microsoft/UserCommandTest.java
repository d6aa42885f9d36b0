package io.rayoperator.conversion.layout.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script is run by a real shell, with stand-ins for Ray and for the wait at its end. */
class UserCommandTest {
  /** As the operator writes it, with a parameter that is quoted for the shell. */
  private static final String START =
      "ray start --head  --block  --num-cpus=1  --resources='{\"a b\":1}' ";

  @TempDir Path bin;

  @BeforeEach
  void standIns() throws IOException {
    standIn("ray", "echo ray: \"$@\"");
    standIn("sleep", "echo sleep: \"$@\"");
    standIn("program", "echo program: \"$@\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ["program"]             | ["a", "b"] | program: a b
          ["program", "-u"]       | []         | program: -u
          []                      | ["program"] | program:
          ["program"]             | ["$PORT"]  | program: 6379
          ["program 1;", "program"] | ["2"]    | program: 1\\nprogram: 2
          """)
  void commandRunsAfterRayHasStarted(String command, String args, String output)
      throws IOException, InterruptedException {
    assertThat(run(container(command, args)))
        .isEqualTo(
            "ray: start --head --num-cpus=1 --resources={\"a b\":1}\n"
                + output.replace("\\n", "\n")
                + "\nsleep: infinity\n");
  }

  @Test
  void containerEndsWithACommandThatFails() throws IOException, InterruptedException {
    standIn("program", "exit 3");

    assertThat(run(container("[\"program\"]", "[]"))).doesNotContain("sleep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"command\": []}",
        "{\"args\": []}",
        "{\"command\": [\"sh\", \"-c\"], \"args\": [\"x; ray start --head\"]}",
        "{\"command\": 7, \"args\": [\"x\"]}"
      })
  void containerWithoutACommandOrWithOneThatStartsRayStaysAsItIs(String json) throws IOException {
    ObjectNode container = (ObjectNode) new JsonMapper().readTree(json);

    assertThat(UserCommand.up(container)).isSameAs(container);
    assertThat(UserCommand.down(container)).isSameAs(container);
  }

  private static ObjectNode container(String command, String args) throws IOException {
    ObjectNode container = new JsonMapper().createObjectNode();
    container.set("command", new JsonMapper().readTree(command));
    container.set("args", new JsonMapper().readTree(args));
    return UserCommand.up(container);
  }

  private String run(ObjectNode container) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (JsonNode word : container.path("command")) {
      words.add(word.asText());
    }
    for (JsonNode word : container.path("args")) {
      words.add(word.asText());
    }
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", bin + ":/usr/bin:/bin");
    builder.environment().put("KUBERAY_GEN_RAY_START_CMD", START);
    builder.environment().put("PORT", "6379");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private void standIn(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
