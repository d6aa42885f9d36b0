package io.rayoperator.migration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.migration.MigrationStopped;
import io.rayoperator.migration.kubernetes.ScriptedApiServer.Answer;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writers that are faster, and an API server that cannot convert managed fields. */
class RewriterTest {

  private static final String PATH = "/apis/ray.io/v1/namespaces/team/rayclusters/a";
  private static final String PATCH = PATH + "/status?fieldManager=ray-operator-migrate ";

  private final ScriptedApiServer server = new ScriptedApiServer();
  private final Rewriter rewriter =
      new Rewriter(
          server.api(),
          new RequestRate(1_000_000, System::nanoTime),
          false,
          () -> Instant.parse("2026-01-01T00:00:00Z"));

  @AfterEach
  void stop() {
    server.close();
  }

  private static ObjectNode object(String version, int managers) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object
        .putObject("metadata")
        .put("namespace", "team")
        .put("name", "a")
        .put("resourceVersion", version);
    for (int i = 0; i < managers; i++) {
      object
          .withArray("/metadata/managedFields")
          .addObject()
          .put("manager", "m" + i)
          .put("apiVersion", "ray.io/v1");
    }
    return object;
  }

  private static Answer conflict() {
    return new Answer(
        409, JsonNodeFactory.instance.objectNode().put("kind", "Status").put("message", "changed"));
  }

  @Test
  void objectIsPatchedWithItsOwnVersion() throws IOException {
    server.answers(new Answer(200, object("8", 1)));

    assertThat(rewriter.rewrite(object("7", 1))).isInstanceOf(RewriteOutcome.Written.class);
    assertThat(server.requests())
        .containsExactly("PATCH " + PATCH + "{\"metadata\":{\"resourceVersion\":\"7\"}}");
  }

  @Test
  void managedFieldsThatAnotherWriterDroppedAreNotOurLoss() throws IOException {
    server.answers(conflict());
    server.answers(new Answer(200, object("8", 0)));
    server.answers(new Answer(200, object("8", 0)));

    assertThat(rewriter.rewrite(object("7", 1))).isInstanceOf(RewriteOutcome.Unchanged.class);
    assertThat(server.requests())
        .containsExactly(
            "PATCH " + PATCH + "{\"metadata\":{\"resourceVersion\":\"7\"}}",
            "GET " + PATH,
            "PATCH " + PATCH + "{\"metadata\":{\"resourceVersion\":\"8\"}}");
  }

  @Test
  void managedFieldsThatTheRewriteDroppedStopTheMigration() {
    server.answers(new Answer(200, object("8", 0)));

    assertThatThrownBy(() -> rewriter.rewrite(object("7", 1)))
        .isInstanceOf(MigrationStopped.class)
        .hasMessageContaining("RayCluster team/a lost its managed fields");
  }
}
