package io.rayoperator.cli.metrics;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who may {@code get} the URL {@code /metrics} of the API server: they have its ClusterRole,
 * such as {@code ray-operator-metrics-reader}.
 */
final class KubernetesAccess implements Access {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesAccess.class);

  private final KubernetesClient client;
  private final AtomicBoolean isAway = new AtomicBoolean();

  /**
   * Asks with a client.
   *
   * @param client may create TokenReviews and SubjectAccessReviews, and gives up soon
   */
  KubernetesAccess(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Answer of(BearerToken token) {
    try {
      Answer answer = ask(token);
      if (isAway.getAndSet(false)) {
        LOG.info("The API server says again who may read the metrics");
      }
      return answer;
    } catch (KubernetesClientException e) {
      // Once: whoever asks must not fill the log. Neither message has the token.
      if (!isAway.getAndSet(true)) {
        LOG.warn(
            "Nobody can read the metrics, as the API server does not say who may: {}",
            e.getCause() == null ? e.getMessage() : e.getCause().toString());
      }
      return Answer.UNKNOWN;
    }
  }

  private Answer ask(BearerToken token) {
    TokenReviewStatus review = client.tokenReviews().create(reviewOf(token)).getStatus();
    if (review == null || !Boolean.TRUE.equals(review.getAuthenticated())) {
      return Answer.UNAUTHENTICATED;
    }
    boolean allowed =
        client
            .authorization()
            .v1()
            .subjectAccessReview()
            .create(reviewOf(review.getUser()))
            .getStatus()
            .getAllowed();
    return allowed ? Answer.ALLOWED : Answer.FORBIDDEN;
  }

  private static TokenReview reviewOf(BearerToken token) {
    return new TokenReviewBuilder().withNewSpec().withToken(token.value()).endSpec().build();
  }

  private static SubjectAccessReview reviewOf(UserInfo user) {
    return new SubjectAccessReviewBuilder()
        .withNewSpec()
        .withUser(user.getUsername())
        .withUid(user.getUid())
        .withGroups(user.getGroups())
        .withExtra(user.getExtra())
        .withNewNonResourceAttributes()
        .withPath(MetricsServer.PATH)
        .withVerb("get")
        .endNonResourceAttributes()
        .endSpec()
        .build();
  }
}
