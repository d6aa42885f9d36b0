package io.rayoperator.benchmarks.lists;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads all RayClusters of the default namespace as bytes, so that the client costs little. */
final class RayClusterLists {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration ASK_AGAIN = Duration.ofMillis(20);

  /** The metadata of a list stand behind its items. */
  private static final Pattern CONTINUE = Pattern.compile("\"continue\":\"([^\"]+)\"");

  private static final int METADATA_BYTES = 4_000;

  private final KubernetesClient client;

  RayClusterLists(KubernetesClient client) {
    this.client = client;
  }

  /**
   * @param bytes of all answers together
   * @param requests more than one if the list was read in parts
   */
  record Read(Duration time, long bytes, int requests) {}

  /**
   * @param version {@code v1} or {@code v1alpha1}
   * @param limit objects of one request; 0 reads them all with one
   */
  Read read(String version, int limit) throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    long bytes = 0;
    int requests = 0;
    String next = "";
    do {
      byte[] part = get(version, limit, next);
      bytes += part.length;
      requests++;
      next = continuation(part);
    } while (next != null);
    return new Read(Duration.ofNanos(System.nanoTime() - begin), bytes, requests);
  }

  private static @Nullable String continuation(byte[] list) {
    int from = Math.max(0, list.length - METADATA_BYTES);
    Matcher found =
        CONTINUE.matcher(new String(list, from, list.length - from, StandardCharsets.UTF_8));
    return found.find() ? found.group(1) : null;
  }

  private byte[] get(String version, int limit, String continuation)
      throws InterruptedException, ExecutionException {
    String path = "/apis/ray.io/" + version + "/namespaces/default/rayclusters";
    String query =
        limit == 0
            ? ""
            : "?limit="
                + limit
                + "&continue="
                + URLEncoder.encode(continuation, StandardCharsets.UTF_8);
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl().toString().replaceAll("/$", "") + path + query))
            .header("Accept", "application/json")
            .build();
    HttpResponse<byte[]> answer = client.getHttpClient().sendAsync(request, byte[].class).get();
    // While the API server fills the watch cache of a version; that time counts.
    while (answer.code() == TOO_MANY_REQUESTS) {
      Thread.sleep(ASK_AGAIN);
      answer = client.getHttpClient().sendAsync(request, byte[].class).get();
    }
    if (answer.code() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException(
          path
              + query
              + ": "
              + answer.code()
              + " "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer.body();
  }
}
