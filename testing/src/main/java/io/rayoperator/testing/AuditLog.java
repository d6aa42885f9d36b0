package io.rayoperator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every request to the API server: who did what to which resource. */
public final class AuditLog {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int READ_AHEAD = 1 << 16;

  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /** The log that a local control plane names {@code AUDIT_LOG} in its {@code endpoints.env}. */
  public static AuditLog of(Path file) {
    return new AuditLog(file);
  }

  /** A position in the log: requests that finish from now on come after it. */
  public record Mark(long offset) {}

  public Mark mark() {
    try {
      return new Mark(Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All requests since the mark, reads too: a watch once it began, any other once it ended. */
  public List<ApiRequest> requestsSince(Mark mark) {
    List<ApiRequest> requests = new ArrayList<>();
    read(mark, requests::add);
    return requests;
  }

  /**
   * Hands over the same one by one, for logs that are too large to keep.
   *
   * @return where to go on later
   */
  public Mark read(Mark mark, Consumer<ApiRequest> reader) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), READ_AHEAD)) {
      bytes.skipNBytes(mark.offset());
      long offset = mark.offset();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = bytes.read(); next >= 0; next = bytes.read()) {
        if (next == '\n') {
          offset += line.size() + 1;
          parse(line.toByteArray(), reader);
          line.reset();
        } else {
          line.write(next);
        }
      }
      return new Mark(offset); // the last line may be half written
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of writes since the mark, per {@code USER VERB RESOURCE}. */
  public Map<String, Long> writesSince(Mark mark) {
    Function<ApiRequest, String> key =
        request -> request.user() + " " + request.verb() + " " + request.resource();
    return requestsSince(mark).stream()
        .filter(ApiRequest::isWrite)
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }

  private static void parse(byte[] line, Consumer<ApiRequest> reader) {
    try {
      JsonNode event = JSON.readTree(line);
      String verb = event.path("verb").asText("");
      // Only what goes on for long is told twice, when it begins and when it ends.
      if (verb.equals("watch") != event.path("stage").asText("").equals("ResponseStarted")) {
        return;
      }
      JsonNode object = event.path("objectRef");
      String subresource = object.path("subresource").asText("");
      String resource = object.path("resource").asText("");
      reader.accept(
          new ApiRequest(
              event.at("/user/username").asText(""),
              event.path("userAgent").asText(""),
              verb,
              subresource.isEmpty() ? resource : resource + "/" + subresource,
              object.path("namespace").asText(""),
              object.path("name").asText(""),
              event.path("requestURI").asText(""),
              event.at("/responseStatus/code").asInt(),
              event.at("/annotations/authorization.k8s.io~1decision").asText("").equals("forbid"),
              Instant.parse(event.path("requestReceivedTimestamp").asText())));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No audit event: " + new String(line, StandardCharsets.UTF_8), e);
    }
  }
}
