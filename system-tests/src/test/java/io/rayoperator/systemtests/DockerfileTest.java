package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the Dockerfile says, where no container engine can build it: that what it copies and runs is
 * there, and that its image is that of image/build.
 */
class DockerfileTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Repository.root();

  /** Written by the first stage, which runs image/tree with these two. */
  private static final List<String> WRITTEN_BY_TREE = List.of("/image/", "/archive/");

  @Test
  void itsSourcesAreThereAndItsImageIsTheOneOfTheBuild() throws IOException {
    assertThat(mistakes(Files.readString(ROOT.resolve("Dockerfile")))).isEmpty();
  }

  /** The test above would notice each of these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .                        | COPY no-such-directory .",
        "dev/maven                       | dev/no-such-script",
        "--projects cli                  | --projects no-such-module",
        "image/tree \"$TARGETARCH\"      | image/no-such-script \"$TARGETARCH\"",
        "/image /archive                 | /image /other",
        "COPY --from=build /image/       | COPY --from=built /image/",
        "COPY --from=build /archive/     | COPY --from=build /elsewhere/",
        "lib/ray-operator.jsa            | lib/other.jsa",
        "/tmp/archive/arguments          | /tmp/other/arguments",
        "FROM scratch                    | FROM debian:trixie-slim",
        "debian:trixie-slim              | debian:bookworm-slim",
        "openjdk-25                      | openjdk-21",
        "USER 65532:65532                | USER root",
        "ENTRYPOINT [\"/opt/ray-operator | ENTRYPOINT [\"/opt/other",
        "CMD [\"--help\"]                | CMD [\"manager\"]",
        "EXPOSE 8080                     | EXPOSE 80",
        "LANG=C.UTF-8                    | LANG=C",
        "WORKDIR /tmp                    | WORKDIR /",
      })
  void mistakesInItAreNoticed(String right, String wrong) throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
    assertThat(dockerfile).contains(right);

    assertThat(mistakes(dockerfile.replace(right, wrong))).isNotEmpty();
  }

  private static List<String> mistakes(String dockerfile) throws IOException {
    List<Instruction> instructions = instructions(dockerfile);
    List<String> mistakes = new ArrayList<>();
    copies(instructions, mistakes);
    scripts(instructions, mistakes);
    versions(dockerfile, mistakes);
    compare(configuration(instructions), mistakes);
    return mistakes;
  }

  /** One instruction with its lines joined. */
  private record Instruction(String name, String text) {}

  private static List<Instruction> instructions(String dockerfile) {
    return dockerfile
        .replaceAll("(?m)^#.*\\n", "")
        .replaceAll("\\\\\\n", " ")
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" ", 2))
        .map(line -> new Instruction(line[0], line[1].strip().replaceAll(" +", " ")))
        .toList();
  }

  private static void copies(List<Instruction> instructions, List<String> mistakes)
      throws IOException {
    String cache = setting("CACHE");
    String archive = setting("ARCHIVE_FILES");
    List<String> stages = new ArrayList<>(List.of("scratch"));
    for (Instruction instruction : instructions) {
      String text = instruction.text();
      switch (instruction.name()) {
        case "FROM" -> {
          String base = text.replaceAll("--platform=\\S+ ", "").split(" ", 2)[0];
          if (!base.equals("debian:trixie-slim") && !stages.contains(base)) {
            mistakes.add("no stage " + base);
          }
          Matcher as = Pattern.compile(" AS (\\S+)$").matcher(text);
          if (as.find()) {
            stages.add(as.group(1));
          }
        }
        case "COPY", "ADD" -> {
          Matcher from = Pattern.compile("^--from=(\\S+) (\\S+) (\\S+)$").matcher(text);
          if (from.find()) {
            boolean known =
                WRITTEN_BY_TREE.contains(from.group(2))
                    || from.group(2).equals("/opt/ray-operator/lib/" + cache);
            boolean placed =
                !from.group(2).equals("/archive/") || from.group(3).equals(archive + "/");
            if (!stages.contains(from.group(1)) || !known || !placed) {
              mistakes.add("nobody writes " + text);
            }
          } else if (!Files.exists(ROOT.resolve(text.split(" ", 2)[0]))) {
            mistakes.add("no source " + text);
          }
        }
        default -> {}
      }
    }
    String last =
        instructions.stream()
            .filter(instruction -> instruction.name().equals("FROM"))
            .toList()
            .getLast()
            .text();
    if (!last.equals("image")
        || instructions.stream().noneMatch(i -> i.text().equals("scratch AS image"))) {
      mistakes.add("the image is not made of the tree alone, but of " + last);
    }
  }

  /** Programs of the repository that it runs, and what it gives them. */
  private static void scripts(List<Instruction> instructions, List<String> mistakes)
      throws IOException {
    String archive = setting("ARCHIVE_FILES");
    String commands =
        String.join(
            "\n",
            instructions.stream()
                .filter(instruction -> instruction.name().equals("RUN"))
                .map(Instruction::text)
                .toList());
    for (MatchResult script :
        Pattern.compile("(?m)(?:^| )((?:dev|image)/[\\w/-]+)")
            .matcher(commands)
            .results()
            .toList()) {
      if (!Files.isExecutable(ROOT.resolve(script.group(1)))) {
        mistakes.add("no script " + script.group(1));
      }
    }
    Matcher modules = Pattern.compile("--projects (\\S+)").matcher(commands);
    if (!modules.find() || !Files.exists(ROOT.resolve(modules.group(1)).resolve("pom.xml"))) {
      mistakes.add("no module");
    }
    for (String required :
        List.of(
            "image/tree \"$TARGETARCH\" /image /archive",
            "\"/opt/jre/bin/java\", \"@" + archive + "/arguments\"")) {
      if (!commands.contains(required)) {
        mistakes.add("it does not run " + required);
      }
    }
  }

  /** Of Debian and Java: those of the packages that image/build takes. */
  private static void versions(String dockerfile, List<String> mistakes) throws IOException {
    String packages = Files.readString(ROOT.resolve("image/packages.txt"));
    Matcher java = Pattern.compile("openjdk-\\d+-jdk-headless").matcher(packages);
    if (!java.find() || !dockerfile.contains(java.group())) {
      mistakes.add("another Java than in image/packages.txt");
    }
  }

  /** What the last stage says, with what it has from the stage that it begins with. */
  private static Map<String, String> configuration(List<Instruction> instructions) {
    Map<String, String> configuration = new TreeMap<>();
    String stage = "";
    for (Instruction instruction : instructions) {
      if (instruction.name().equals("FROM")) {
        stage = instruction.text();
      } else if (stage.endsWith(" AS image") || stage.equals("image")) {
        configuration.put(instruction.name(), instruction.text());
      }
    }
    return configuration;
  }

  private static void compare(Map<String, String> configuration, List<String> mistakes)
      throws IOException {
    JsonNode image = JSON.readTree(ROOT.resolve("image/config.json").toFile());
    Map<String, String> expected =
        Map.of(
            "USER", image.path("User").asText(),
            "WORKDIR", image.path("WorkingDir").asText(),
            "ENTRYPOINT", image.path("Entrypoint").toString(),
            "CMD", image.path("Cmd").toString(),
            "ENV", String.join(" ", image.path("Env").valueStream().map(JsonNode::asText).toList()),
            "EXPOSE",
                String.join(
                    " ",
                    image
                        .path("ExposedPorts")
                        .propertyStream()
                        .map(port -> port.getKey().replace("/tcp", ""))
                        .toList()));
    expected.forEach(
        (name, value) -> {
          if (!value.equals(configuration.get(name))) {
            mistakes.add(
                "%s %s, but image/config.json says %s"
                    .formatted(name, configuration.get(name), value));
          }
        });
    String user = setting("IMAGE_USER");
    if (!image.path("User").asText().equals(user + ":" + user)) {
      mistakes.add("image/config.json has another user than image/lib/settings.sh");
    }
  }

  private static String setting(String name) throws IOException {
    Matcher setting =
        Pattern.compile("(?m)^" + name + "=(\\S+)$")
            .matcher(Files.readString(ROOT.resolve("image/lib/settings.sh")));
    assertThat(setting.find()).as(name).isTrue();
    return setting.group(1);
  }
}
