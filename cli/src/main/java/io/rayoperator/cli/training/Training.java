package io.rayoperator.cli.training;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.rayoperator.operator.RayClusterOperator;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.webhook.WebhookServer;
import io.rayoperator.webhook.WebhookServerConfig;
import io.rayoperator.webhook.selfmanaged.CertificatePolicy;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import io.rayoperator.webhook.selfmanaged.ServingNames;
import io.rayoperator.webhook.selfmanaged.TrustPublisher;
import io.rayoperator.webhook.tls.PemCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a webhook server with reviews, and an operator without a cluster, for a moment. */
public final class Training {

  /** Enough for the profile of the first requests; more is better left to the server itself. */
  private static final int REVIEWS = 200;

  /** Time for a pass over the cluster; it does not matter how far it gets. */
  private static final Duration PASS = Duration.ofSeconds(2);

  private static final String GROUP =
      "\"rayStartParams\": {}, \"template\": {\"spec\": {\"containers\": [{\"name\": \"ray\", \"image\": \"ray\"}]}}";

  private static final String RAY_CLUSTER =
      """
      {"apiVersion": "ray.io/%s", "kind": "RayCluster",
       "metadata": {"name": "training", "namespace": "default", "uid": "1", "resourceVersion": "1", "generation": 1},
       "spec": {"headGroupSpec": {%s}, "workerGroupSpecs": [
         {"groupName": "a", "replicas": 1, "minReplicas": 0, "maxReplicas": 2, %s}]}}
      """;

  private static final String ANT =
      """
      {"apiVersion": "ray.io/v1alpha1", "kind": "RayCluster", "metadata": {"name": "training", "namespace": "default"},
       "spec": {"clusterName": "training", "images": {"defaultImage": "ray"}, "extensions": [
         {"type": "head", "groupName": "head", "replicas": 1, "command": "ray start --head --port=6379"},
         {"type": "worker", "groupName": "a", "replicas": 1, "command": "ray start --address=training-head:6379"}]}}
      """;

  private static final String CONVERSION =
      """
      {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
       "request": {"uid": "u", "desiredAPIVersion": "ray.io/%s", "objects": [%s]}}
      """;

  private static final String ADMISSION =
      """
      {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
       "request": {"uid": "u", "operation": "CREATE", "namespace": "default", "name": "training",
         "kind": {"group": "ray.io", "version": "v1", "kind": "RayCluster"},
         "requestKind": {"group": "ray.io", "version": "v1", "kind": "RayCluster"},
         "resource": {"group": "ray.io", "version": "v1", "resource": "rayclusters"}, "object": %s}}
      """;

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private Training() {}

  /**
   * Runs everything once.
   *
   * @param directory an empty one, for certificates
   */
  public static void run(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    webhooks(directory);
    operator();
  }

  private static void webhooks(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    SelfManagedCertificates certificates =
        SelfManagedCertificates.inDirectory(
            directory, ServingNames.local(), CertificatePolicy.USUAL, TrustPublisher.NONE);
    WebhookServerConfig config =
        WebhookServerConfig.serving(certificates)
            .withAddress(WebhookServerConfig.Address.LOCAL)
            .withShutdown(WebhookServerConfig.Shutdown.PROMPT);
    try (WebhookServer server = WebhookServer.start(config);
        HttpClient client =
            HttpClient.newBuilder().sslContext(trusting(certificates.caBundle())).build()) {
      String v1 = RAY_CLUSTER.formatted("v1", GROUP, GROUP);
      String v1alpha1 = RAY_CLUSTER.formatted("v1alpha1", GROUP, GROUP);
      for (int i = 0; i < REVIEWS; i++) {
        post(client, server, "/convert", CONVERSION.formatted("v1", v1alpha1));
        post(client, server, "/convert", CONVERSION.formatted("v1", ANT));
        post(client, server, "/convert", CONVERSION.formatted("v1alpha1", v1));
        post(client, server, "/mutate", ADMISSION.formatted(v1));
        post(client, server, "/validate", ADMISSION.formatted(v1));
      }
    }
  }

  private static void post(HttpClient client, WebhookServer server, String path, String review)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(review))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
  }

  private static SSLContext trusting(String caBundle) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate certificate : PemCertificates.parse(caBundle)) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static void operator() throws IOException, InterruptedException {
    OperatorConfig config =
        OperatorConfig.builder()
            .metricsAddress("127.0.0.1:0")
            .healthProbeAddress("127.0.0.1:0")
            .leaderElection(false)
            .build();
    try (StubApiServer apiServer = StubApiServer.start(RAY_CLUSTER.formatted("v1", GROUP, GROUP));
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl(apiServer.url().toString())
                        .build())
                .build();
        RayClusterOperator operator = RayClusterOperator.start(config, client)) {
      LOG.info("Started with health on port {}", operator.healthPort());
      Thread.sleep(PASS);
    }
  }
}
