package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;

/** How the operator's clients log on to the API server. */
final class Connection {

  private Connection() {}

  /**
   * The configuration of a client.
   *
   * @param given where the API server is and how to log on
   * @param userAgent tells the operator's requests from those of others
   * @param retries how often a request is sent again
   */
  static Config of(Config given, String userAgent, int retries) {
    Config config =
        new ConfigBuilder(given)
            .withUserAgent(userAgent)
            .withRequestRetryBackoffLimit(retries)
            .build();
    if (!hasToken(config)) {
      // A client that has no token looks for one: a minute after its start, it would read the whole
      // kubeconfig anew for every request. An empty token keeps it from looking.
      config.setOauthToken("");
    }
    return config;
  }

  private static boolean hasToken(Config config) {
    return config.getOauthToken() != null
        || config.getAutoOAuthToken() != null
        || config.getOauthTokenProvider() != null
        || config.getAuthProvider() != null;
  }
}
