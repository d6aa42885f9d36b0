package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every refusal: who wanted what, and why it was not to be. With fields of its own for
 * each part, for those who search in logs.
 *
 * <p>The user names the object, so that nothing is known of the texts: they are cut, and control
 * characters do not begin lines that look like others.
 */
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

  private static final int MAX_NAME = 253;
  private static final int MAX_TEXT = 2_000;

  private RefusalLog() {}

  /**
   * Writes the line.
   *
   * @param request of the review
   * @param status what the API server is told
   */
  static void refused(JsonNode request, ObjectNode status) {
    String operation = text(request, "operation", MAX_NAME).toLowerCase(Locale.ROOT);
    String namespace = text(request, "namespace", MAX_NAME);
    String name = nameOf(request);
    String user = text(request.path("userInfo"), "username", MAX_NAME);
    String message = text(status, "message", MAX_TEXT);
    LOG.atInfo()
        .addKeyValue("operation", operation)
        .addKeyValue("namespace", namespace)
        .addKeyValue("name", name)
        .addKeyValue("version", text(request.path("requestKind"), "version", MAX_NAME))
        .addKeyValue("user", user)
        .addKeyValue("fieldManager", text(request.path("options"), "fieldManager", MAX_NAME))
        .addKeyValue("dryRun", request.path("dryRun").asBoolean())
        .addKeyValue("code", status.path("code").asInt())
        .addKeyValue("fields", fields(status))
        .log("Refused: {} of {}/{} by {}: {}", operation, namespace, name, user, message);
  }

  private static String nameOf(JsonNode request) {
    String name = text(request, "name", MAX_NAME);
    return name.isEmpty() && request.path("object") instanceof ObjectNode object
        ? clean(UserView.nameOf(object), MAX_NAME)
        : name;
  }

  private static String fields(ObjectNode status) {
    return clean(
        StreamSupport.stream(status.path("details").path("causes").spliterator(), false)
            .map(cause -> cause.path("field").asText())
            .distinct()
            .collect(Collectors.joining(",")),
        MAX_TEXT);
  }

  private static String text(JsonNode parent, String field, int most) {
    return clean(parent.path(field).asText(""), most);
  }

  private static String clean(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most) + "…";
    return cut.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
