package io.rayoperator.migration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.migration.kubernetes.ScriptedApiServer.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that a real API server gives only minutes later, or when it is in trouble. */
class RayClusterObjectsTest {

  private static final String LIST = "GET /apis/ray.io/v1/rayclusters";

  private final ScriptedApiServer server = new ScriptedApiServer();
  private final RayClusterObjects objects = new RayClusterObjects(server.api(), 2);

  @AfterEach
  void stop() {
    server.close();
  }

  private static Answer page(String continuation, int remaining, String... uids) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.putObject("metadata").put("continue", continuation).put("remainingItemCount", remaining);
    page.putArray("items");
    for (String uid : uids) {
      page.withArrayProperty("items").addObject().putObject("metadata").put("uid", uid);
    }
    return new Answer(200, page);
  }

  private static Answer failure(int code, String continuation) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("message", "no luck");
    status.putObject("metadata").put("continue", continuation);
    return new Answer(code, status);
  }

  private List<String> visited() throws IOException {
    List<String> visited = new ArrayList<>();
    objects.forEachMetadata(
        "v1", (object, total) -> visited.add(object.at("/metadata/uid").asText() + "/" + total));
    return visited;
  }

  @Test
  void chunksAreReadToTheEnd() throws IOException {
    server.answers(page("next", 1, "a", "b"));
    server.answers(page("", 0, "c"));

    assertThat(visited()).containsExactly("a/3", "b/3", "c/3");
    assertThat(server.requests())
        .containsExactly(LIST + "?limit=2", LIST + "?limit=2&continue=next");
  }

  @Test
  void expiredListGoesOnAtTheSamePlace() throws IOException {
    server.answers(page("next", 2, "a", "b"));
    server.answers(failure(410, "fresh"));
    server.answers(page("", 0, "c", "d"));

    assertThat(visited()).containsExactly("a/4", "b/4", "c/4", "d/4");
    assertThat(server.requests()).last().isEqualTo(LIST + "?limit=2&continue=fresh");
  }

  @Test
  void expiredListWithoutAPlaceBeginsAgainAndShowsNothingTwice() throws IOException {
    server.answers(page("next", 1, "a", "b"));
    server.answers(failure(410, ""));
    server.answers(page("next", 1, "a", "b"));
    server.answers(page("", 0, "c"));

    assertThat(visited()).extracting(text -> text.charAt(0)).containsExactly('a', 'b', 'c');
  }

  @Test
  void busyServerIsAskedAgain() throws IOException {
    server.answers(failure(429, ""));
    server.answers(failure(503, ""));
    server.answers(page("", 0, "a"));

    assertThat(visited()).containsExactly("a/1");
  }

  @Test
  void refusalIsReportedInTheWordsOfTheServer() {
    server.answers(failure(403, ""));

    assertThatThrownBy(this::visited).isInstanceOf(ApiFailure.class).hasMessage("no luck");
  }
}
