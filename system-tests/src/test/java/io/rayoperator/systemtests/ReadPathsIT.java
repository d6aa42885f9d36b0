package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way of reading shows the same, in either version, whatever layout an object was born in.
 */
class ReadPathsIT extends WithWebhooks {

  private static final int OBJECTS = 5;
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
  private static final String METADATA_LIST =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

  @BeforeEach
  void objectsOfAllLayouts() {
    StringBuilder manifests = new StringBuilder();
    IntStream.range(0, OBJECTS).forEach(i -> manifests.append(manifest(i)).append("---\n"));
    kubectl.apply(manifests.toString()).succeeds();
  }

  private static String manifest(int number) {
    List<OldManifest> layouts = List.of(OldManifest.values());
    return layouts.get(number % layouts.size()).yaml().replace("demo", "demo-" + number);
  }

  private List<JsonNode> each(String version) {
    return IntStream.range(0, OBJECTS)
        .mapToObj(i -> (JsonNode) api.get(version, "demo-" + i, "").object())
        .toList();
  }

  private static List<JsonNode> items(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    list.path("items").forEach(items::add);
    return items;
  }

  /** The revision is named, since a cache asked for any revision may answer with an older one. */
  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  void listFromTheCacheShowsWhatGetShows(String version) {
    String revision = api.get(version, "", "").object().at("/metadata/resourceVersion").asText();
    String fromTheCache = "?resourceVersionMatch=NotOlderThan&resourceVersion=" + revision;

    assertThat(items(api.get(version, "", fromTheCache).object())).isEqualTo(each(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  void listInChunksShowsWhatGetShows(String version) {
    List<JsonNode> all = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String rest = "?limit=2";
    while (!rest.isEmpty()) {
      ObjectNode chunk = api.get(version, "", rest).object();
      all.addAll(items(chunk));
      sizes.add(items(chunk).size());
      String next = chunk.at("/metadata/continue").asText();
      rest =
          next.isEmpty()
              ? ""
              : "?limit=2&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    assertThat(all).isEqualTo(each(version));
    assertThat(sizes).containsExactly(2, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  void metadataAloneIsThatOfTheWholeObject(String version) {
    ObjectNode alone = api.get(version, "demo-1", "", METADATA).object();
    List<JsonNode> listed = items(api.get(version, "", "", METADATA_LIST).object());

    assertThat(alone.path("kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(alone.has("spec")).isFalse();
    assertThat(alone.path("metadata"))
        .isEqualTo(api.get(version, "demo-1", "").object().path("metadata"));
    assertThat(listed.stream().map(item -> item.path("metadata")))
        .isEqualTo(each(version).stream().map(item -> item.path("metadata")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  void tableHasTheSameColumnsAndCells(String version) {
    String status =
        "{\"status\": {\"state\": \"ready\", \"desiredWorkerReplicas\": 3, \"desiredCPU\": \"4\"}}";
    api.patch("v1", "demo-0", "/status", RawApi.MERGE_PATCH, status).object();

    List<String> lines =
        kubectl
            .run("get", "rayclusters." + version + ".ray.io", "demo-0")
            .succeeds()
            .stdout()
            .lines()
            .toList();

    assertThat(lines.get(0).split(" {2,}"))
        .containsExactly(
            "NAME",
            "DESIRED WORKERS",
            "AVAILABLE WORKERS",
            "CPUS",
            "MEMORY",
            "GPUS",
            "STATUS",
            "AGE");
    assertThat(lines.get(1).split(" {2,}")).startsWith("demo-0", "3", "4", "ready");
  }

  /** As an informer does whose connection broke. */
  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  void watchResumesAtARevision(String version) {
    String revision = api.get(version, "", "").object().at("/metadata/resourceVersion").asText();
    String patch = "{\"metadata\": {\"labels\": {\"team\": \"two\"}}}";
    for (String writtenIn : List.of("v1", "v1alpha1")) {
      String name = writtenIn.equals("v1") ? "demo-0" : "demo-1";
      api.patch(writtenIn, name, "", RawApi.MERGE_PATCH, patch).object();
    }
    api.deleteCollection(version, "?fieldSelector=metadata.name=demo-2").object();

    List<JsonNode> events =
        api.events(
            version,
            "?watch=1&allowWatchBookmarks=true&timeoutSeconds=6&resourceVersion=" + revision);

    assertThat(events)
        .extracting(
            event -> event.path("type").asText() + " " + event.at("/object/metadata/name").asText())
        .startsWith("MODIFIED demo-0", "MODIFIED demo-1", "DELETED demo-2");
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(event.at("/object/apiVersion").asText()).isEqualTo("ray.io/" + version));
    assertThat(events.get(0).path("object")).isEqualTo(api.get(version, "demo-0", "").object());
    assertThat(events.get(1).path("object")).isEqualTo(api.get(version, "demo-1", "").object());
  }

  /** As an informer begins that lists by watching: a bookmark tells that it has seen all. */
  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1alpha1"})
  void watchThatListsEndsTheListWithABookmarkToGoOnFrom(String version) {
    String list =
        "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
    List<JsonNode> events = api.events(version, list + "&timeoutSeconds=4");
    JsonNode bookmark = events.get(OBJECTS);

    assertThat(events.subList(0, OBJECTS))
        .allSatisfy(event -> assertThat(event.path("type").asText()).isEqualTo("ADDED"))
        .extracting(event -> event.path("object"))
        .containsExactlyInAnyOrderElementsOf(each(version));
    assertIsBookmark(bookmark, version);
    assertThat(bookmark.at("/object/metadata/annotations/k8s.io~1initial-events-end").asText())
        .isEqualTo("true");

    for (String writtenIn : List.of("v1", "v1alpha1")) {
      String patch = "{\"metadata\": {\"labels\": {\"team\": \"" + writtenIn + "\"}}}";
      api.patch(writtenIn, "demo-0", "", RawApi.MERGE_PATCH, patch).object();
    }
    String revision = bookmark.at("/object/metadata/resourceVersion").asText();

    assertThat(
            api.events(version, "?watch=1&timeoutSeconds=4&resourceVersion=" + revision).stream()
                .map(
                    event ->
                        event.path("type").asText()
                            + " "
                            + event.at("/object/metadata/labels/team").asText()))
        .containsExactly("MODIFIED v1", "MODIFIED v1alpha1");
  }

  /** A bookmark says its version and its revision, and nothing about an object. */
  private static void assertIsBookmark(JsonNode event, String version) {
    assertThat(event.path("type").asText()).isEqualTo("BOOKMARK");
    assertThat(event.at("/object/apiVersion").asText()).isEqualTo("ray.io/" + version);
    assertThat(event.at("/object/kind").asText()).isEqualTo("RayCluster");
    assertThat(event.at("/object/metadata/resourceVersion").asLong()).isPositive();
    assertThat(event.at("/object/metadata").has("name")).isFalse();
  }
}
