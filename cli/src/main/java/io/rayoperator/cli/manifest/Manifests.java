package io.rayoperator.cli.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads manifests from files, directories and the standard input; writes them as YAML. */
public final class Manifests {

  private static final Pattern DOCUMENT_START =
      Pattern.compile("^---(?=\\s|$)[ \\t]*\\R?", Pattern.MULTILINE);
  private static final Pattern FILE_NAME = Pattern.compile(".*\\.(ya?ml|json)");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Manifests() {}

  /**
   * The files that an argument of {@code -f} means: itself, or the {@code .yaml}, {@code .yml} and
   * {@code .json} files of a directory in alphabetical order.
   *
   * @param recursive whether directories below count too
   * @throws IOException if there is no such file
   */
  public static List<Path> files(Path fileOrDirectory, boolean recursive) throws IOException {
    if (!Files.isDirectory(fileOrDirectory)) {
      return List.of(fileOrDirectory);
    }
    try (Stream<Path> files = Files.walk(fileOrDirectory, recursive ? Integer.MAX_VALUE : 1)) {
      return files
          .filter(file -> FILE_NAME.matcher(file.toString()).matches() && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /**
   * Reads all documents of a file.
   *
   * @throws IOException if it cannot be read
   * @throws ManifestException if it is neither YAML nor JSON
   */
  public static List<Manifest> read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
  }

  /** Reads all documents of the standard input. */
  public static List<Manifest> read(InputStream standardInput) throws IOException {
    return parse("-", new String(standardInput.readAllBytes(), StandardCharsets.UTF_8));
  }

  /** One YAML document without a {@code ---}, ending with a line end. */
  public static String yaml(JsonNode content) {
    return YamlWriter.write(content);
  }

  static List<Manifest> parse(String file, String text) {
    if (!text.stripLeading().startsWith("{")) {
      return parseYaml(file, text);
    }
    try {
      return parseJson(file, text);
    } catch (ManifestException noJson) {
      try {
        return parseYaml(file, text); // which may start with a brace, too
      } catch (ManifestException noYaml) {
        noJson.addSuppressed(noYaml);
        throw noJson;
      }
    }
  }

  private static List<Manifest> parseYaml(String file, String text) {
    List<Manifest> manifests = new ArrayList<>();
    for (Document document : documents(text)) {
      int number = manifests.size() + 1;
      try {
        JsonNode content = YamlReader.read("\n".repeat(document.line()) + document.text());
        manifests.add(
            new Manifest(
                file, number, document.line() + 1, document.separator(), document.text(), content));
      } catch (ManifestException e) {
        throw new ManifestException(file + ", document " + number + ", " + e.getMessage(), e);
      }
    }
    return manifests;
  }

  /**
   * A part of a YAML stream.
   *
   * @param line number of lines before it
   */
  private record Document(String separator, String text, int line) {}

  /**
   * Splits a stream. A line of three dashes can stand nowhere else in YAML, not even in a block of
   * text. What holds nothing at all is no document, and counts as part of the next separator.
   */
  private static List<Document> documents(String text) {
    List<Document> documents = new ArrayList<>();
    Matcher separator = DOCUMENT_START.matcher(text);
    int before = 0;
    int start = 0;
    while (start >= 0) {
      boolean more = separator.find();
      int end = more ? separator.start() : text.length();
      if (!text.substring(start, end).isBlank()) {
        documents.add(
            new Document(
                text.substring(before, start), text.substring(start, end), lines(text, start)));
        before = end;
      }
      start = more ? separator.end() : -1;
    }
    return documents;
  }

  private static int lines(String text, int end) {
    return Math.toIntExact(text.substring(0, end).chars().filter(c -> c == '\n').count());
  }

  private static List<Manifest> parseJson(String file, String text) {
    List<Manifest> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      int start = 0;
      while (values.hasNextValue()) {
        JsonNode value = values.nextValue();
        int end = Math.toIntExact(values.getParser().currentLocation().getCharOffset());
        String own = text.substring(start, end).strip() + "\n";
        int line = lines(text, text.indexOf(own.charAt(0), start)) + 1;
        manifests.add(new Manifest(file, manifests.size() + 1, line, "", own, value));
        start = end;
      }
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new ManifestException(
          "%s, line %d, column %d: %s"
              .formatted(file, place.getLineNr(), place.getColumnNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new ManifestException(file + ": " + e.getMessage(), e);
    }
    return manifests;
  }
}
