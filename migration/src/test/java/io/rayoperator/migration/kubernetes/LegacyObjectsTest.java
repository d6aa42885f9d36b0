package io.rayoperator.migration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.migration.kubernetes.ScriptedApiServer.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the API server when a cluster leaves. */
class LegacyObjectsTest {

  private static final String PATH = "/apis/cluster.ray.io/v1/namespaces/ray/rayclusters/demo";

  private final ScriptedApiServer server = new ScriptedApiServer();
  private final LegacyObjects objects = new LegacyObjects(server.api(), 2);

  @AfterEach
  void stop() {
    server.close();
  }

  private static Answer status(int code) {
    return new Answer(code, JsonNodeFactory.instance.objectNode().put("message", "no luck"));
  }

  private static ObjectNode legacy() {
    ObjectNode legacy = JsonNodeFactory.instance.objectNode();
    legacy
        .putObject("metadata")
        .put("namespace", "ray")
        .put("name", "demo")
        .put("uid", "u1")
        .put("resourceVersion", "7");
    return legacy;
  }

  @Test
  void onlyWhatWasReadIsDeletedAndItsClusterStays() throws IOException {
    server.answers(status(503));
    server.answers(status(200));

    objects.orphan(legacy());

    String request =
        "DELETE "
            + PATH
            + " {\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Orphan\","
            + "\"preconditions\":{\"uid\":\"u1\",\"resourceVersion\":\"7\"}}";
    assertThat(server.requests()).containsExactly(request, request);
  }

  @Test
  void whatWasChangedMeanwhileIsNotDeleted() {
    server.answers(status(409));

    assertThatThrownBy(() -> objects.orphan(legacy()))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.isConflict()).isTrue());
  }

  @Test
  void aNameThatIsNoLabelIsLookedForAsPodsHaveIt() throws IOException {
    String name = "a.".repeat(40) + "b";
    server.answers(
        new Answer(
            200,
            JsonNodeFactory.instance
                .objectNode()
                .set("items", JsonNodeFactory.instance.arrayNode())));
    server.answers(status(404));
    server.answers(status(404));
    server.answers(status(404));

    assertThat(objects.around(legacy(), "ray", name).pods()).isEmpty();

    assertThat(server.requests())
        .filteredOn(request -> request.contains("labelSelector"))
        .singleElement()
        .asString()
        .contains("ray-cluster-name%3D" + "a.".repeat(31) + "a");
  }
}
