package io.rayoperator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every finished request to the API server: who did what to which resource. */
public final class AuditLog {

  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** All requests that finished since the mark, reads too. */
  public List<ApiRequest> requestsSince(Mark mark) {
    return readFrom(mark.offset()).lines().map(AuditLog::parse).toList();
  }

  /** The number of writes since the mark, per {@code USER VERB RESOURCE}. */
  public Map<String, Long> writesSince(Mark mark) {
    Function<ApiRequest, String> key =
        request -> request.user() + " " + request.verb() + " " + request.resource();
    return requestsSince(mark).stream()
        .filter(ApiRequest::isWrite)
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }

  private String readFrom(long offset) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - offset));
      channel.position(offset);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // a read may return less than asked for
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1); // the last line may be half written
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiRequest parse(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      JsonNode object = event.path("objectRef");
      String subresource = object.path("subresource").asText("");
      String resource = object.path("resource").asText("");
      return new ApiRequest(
          event.at("/user/username").asText(""),
          event.path("userAgent").asText(""),
          event.path("verb").asText(""),
          subresource.isEmpty() ? resource : resource + "/" + subresource,
          object.path("namespace").asText(""),
          object.path("name").asText(""),
          event.at("/responseStatus/code").asInt());
    } catch (IOException e) {
      throw new UncheckedIOException("No audit event: " + line, e);
    }
  }
}
