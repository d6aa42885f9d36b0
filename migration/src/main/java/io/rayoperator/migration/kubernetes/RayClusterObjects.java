package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.migration.kubernetes.ApiServer.Detail;
import java.io.IOException;
import java.util.Optional;

/** Reads RayClusters of all namespaces, a chunk at a time. */
public final class RayClusterObjects {

  private final ApiServer api;
  private final ChunkedList list;

  public RayClusterObjects(ApiServer api, int chunkSize) {
    this.api = api;
    this.list = new ChunkedList(api, chunkSize);
  }

  /** Shows all objects, each once. */
  public void forEach(String version, ObjectVisitor visitor) throws IOException {
    list.forEach(RayClusterPaths.all(version), "", Detail.WHOLE, visitor);
  }

  /** Shows the metadata of all objects, each once. */
  public void forEachMetadata(String version, ObjectVisitor visitor) throws IOException {
    list.forEach(RayClusterPaths.all(version), "", Detail.METADATA_LIST, visitor);
  }

  /** Some object's metadata; empty if there is no object. */
  public Optional<ObjectNode> any(String version) throws IOException {
    ObjectNode page = api.get(RayClusterPaths.all(version) + "?limit=1", Detail.METADATA_LIST);
    return ChunkedList.items(page).stream().findFirst();
  }

  /** An object in a version; empty if it is gone. */
  public Optional<ObjectNode> read(String version, JsonNode object) throws IOException {
    return api.find(RayClusterPaths.one(version, object));
  }
}
