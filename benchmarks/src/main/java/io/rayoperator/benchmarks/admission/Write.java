package io.rayoperator.benchmarks.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;

/** A way in which clients write RayClusters. */
enum Write {
  CREATE("create", "POST", "application/json") {
    @Override
    String path(String name) {
      return "";
    }
  },
  /** What {@code kubectl apply --server-side} sends, of a manifest that changes each time. */
  APPLY("server-side apply", "PATCH", "application/apply-patch+yaml") {
    @Override
    String path(String name) {
      return "/" + name + "?fieldManager=benchmark&force=true";
    }
  },
  /** What Ray's autoscaler sends. */
  SCALE("scale, by JSON patch", "PATCH", "application/json-patch+json") {
    @Override
    String path(String name) {
      return "/" + name;
    }

    @Override
    String body(ObjectNode cluster, int round) {
      return "[{\"op\":\"replace\",\"path\":\"/spec/workerGroupSpecs/0/replicas\",\"value\":"
          + round % 2
          + "}]";
    }
  };

  private final String title;
  private final String method;
  private final String contentType;

  Write(String title, String method, String contentType) {
    this.title = title;
    this.method = method;
    this.contentType = contentType;
  }

  String title() {
    return title;
  }

  /** Behind the path of all RayClusters. */
  abstract String path(String name);

  /**
   * @param cluster with the name that is meant
   * @param round counts the writes of this object, so that each of them changes something
   */
  String body(ObjectNode cluster, int round) {
    ObjectNode changed = cluster.deepCopy();
    changed.withObject("/metadata/labels").put("round", Integer.toString(round));
    return changed.toString();
  }

  /**
   * Sends one and waits for the answer.
   *
   * @return nanoseconds
   */
  long send(KubernetesClient client, String version, ObjectNode cluster, int round)
      throws InterruptedException, ExecutionException {
    String name = cluster.at("/metadata/name").asText();
    URI uri =
        URI.create(
            client.getMasterUrl().toString().replaceAll("/$", "")
                + "/apis/ray.io/"
                + version
                + "/namespaces/default/rayclusters"
                + path(name));
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri)
            .method(method, contentType, body(cluster, round))
            .build();
    long begin = System.nanoTime();
    HttpResponse<byte[]> answer = client.getHttpClient().sendAsync(request, byte[].class).get();
    long nanos = System.nanoTime() - begin;
    if (!answer.isSuccessful()) {
      throw new IllegalStateException(
          title
              + " of "
              + name
              + " in "
              + version
              + ": "
              + answer.code()
              + " "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return nanos;
  }
}
