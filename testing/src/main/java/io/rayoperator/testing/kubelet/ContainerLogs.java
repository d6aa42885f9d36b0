package io.rayoperator.testing.kubelet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The logs of containers on simulated nodes, as the kubelet of each node serves them to the API
 * server: {@code /containerLogs/<namespace>/<pod>/<container>}. Tests write them.
 */
public final class ContainerLogs implements AutoCloseable {

  private static final String PASSWORD = "changeit";
  private static final long POLL_MILLIS = 50;

  /** Written at a time; of a log without an end. */
  private record Entry(Instant at, String text) {}

  private final HttpsServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<Entry>> logs = new ConcurrentHashMap<>();
  private final Map<String, Supplier<String>> outputs = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private ContainerLogs() throws IOException, GeneralSecurityException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    server.setExecutor(executor);
    server.createContext("/containerLogs/", this::answer);
    server.start();
  }

  /** Serves the logs of all nodes that there are now. */
  public static ContainerLogs start(KubernetesClient client) {
    try {
      ContainerLogs logs = new ContainerLogs();
      int port = logs.server.getAddress().getPort();
      for (Node node : client.nodes().list().getItems()) {
        client
            .nodes()
            .withName(node.getMetadata().getName())
            .editStatus(
                live ->
                    new NodeBuilder(live)
                        .editStatus()
                        .withNewDaemonEndpoints()
                        .withNewKubeletEndpoint(port)
                        .endDaemonEndpoints()
                        .endStatus()
                        .build());
      }
      return logs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of its own", e);
    }
  }

  /** A container writes; text without an end of line stays without. */
  public void write(String namespace, String pod, String text) {
    logs.computeIfAbsent(namespace + "/" + pod, key -> new CopyOnWriteArrayList<>())
        .add(new Entry(Instant.now(), text));
  }

  /** A container has ended, and whoever follows its log is told so. */
  public void end(String namespace, String pod) {
    ended.add(namespace + "/" + pod);
  }

  /** A process plays the container of a pod. */
  public void show(String namespace, String pod, Supplier<String> output) {
    outputs.put(namespace + "/" + pod, output);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String pod = path[2] + "/" + path[3];
    try (exchange;
        OutputStream body = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(200, 0);
      Supplier<String> output = outputs.get(pod);
      if (output == null) {
        follow(pod, parameters(exchange), body);
      } else {
        body.write(output.get().getBytes(StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(String pod, Map<String, String> parameters, OutputStream body)
      throws IOException, InterruptedException {
    Instant since = Instant.parse(parameters.getOrDefault("sinceTime", "1970-01-01T00:00:00Z"));
    int left = Integer.parseInt(parameters.getOrDefault("limitBytes", "1000000000"));
    int next = 0;
    do {
      List<Entry> entries = logs.getOrDefault(pod, List.of());
      for (; next < entries.size() && left > 0; next++) {
        Entry entry = entries.get(next);
        if (!entry.at().isBefore(since)) {
          byte[] bytes = stamped(entry).getBytes(StandardCharsets.UTF_8);
          body.write(bytes, 0, Math.min(left, bytes.length));
          body.flush();
          left -= bytes.length;
        }
      }
      Thread.sleep(POLL_MILLIS);
    } while (!closed && !ended.contains(pod) && left > 0 && parameters.containsKey("follow"));
  }

  private static String stamped(Entry entry) {
    String stamp = entry.at() + " ";
    return stamp + entry.text().replaceAll("\n(?!$)", "\n" + stamp);
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return Arrays.stream((query == null ? "" : query).split("&", -1))
        .map(parameter -> parameter.split("=", 2))
        .filter(parameter -> parameter.length == 2)
        .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
  }

  /** The API server does not ask whose certificate it is. */
  private static SSLContext tls() throws IOException, GeneralSecurityException {
    Path directory = Files.createTempDirectory("container-logs");
    Path keys = directory.resolve("keys.p12");
    Commands.run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        "kubelet",
        "-dname",
        "CN=kubelet",
        "-storepass",
        PASSWORD,
        "-keystore",
        keys.toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Files.delete(keys);
    Files.delete(directory);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    executor.shutdownNow();
  }
}
