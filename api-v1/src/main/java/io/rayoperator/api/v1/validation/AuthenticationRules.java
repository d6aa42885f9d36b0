package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.AuthOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Token authentication between Ray's processes, and its demands on the Ray version. */
final class AuthenticationRules implements RuleGroup {

  private static final String SOURCE = "KubeRay contract §15.2.15";
  private static final RayVersion TOKENS = new RayVersion(2, 52, 0);
  private static final RayVersion KUBERNETES_TOKENS = new RayVersion(2, 55, 0);
  private static final FieldPath OPTIONS = ClusterView.SPEC.child("authOptions");

  private static final Rule VERSION =
      Rule.error(
          "token-authentication-ray-version",
          SOURCE,
          "Token authentication needs a rayVersion of 2.52 or later, 2.55 with enableK8sTokenAuth.",
          """
          spec:
            rayVersion: 2.40.0
            authOptions:
              mode: token""");

  private static final Rule SECRET =
      Rule.error(
          "kubernetes-token-without-secret",
          SOURCE,
          "enableK8sTokenAuth and secretName are not both set.",
          """
          spec:
            rayVersion: 2.55.0
            authOptions:
              mode: token
              enableK8sTokenAuth: true
              secretName: mine""");

  private static final Rule MODE =
      Rule.error(
          "kubernetes-token-needs-mode",
          SOURCE,
          "enableK8sTokenAuth is set only with mode: token.",
          """
          spec:
            rayVersion: 2.55.0
            authOptions:
              enableK8sTokenAuth: true""");

  @Override
  public String title() {
    return "Authentication";
  }

  @Override
  public List<Rule> rules() {
    return List.of(VERSION, SECRET, MODE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    Optional.ofNullable(cluster.spec().getAuthOptions())
        .ifPresent(options -> checkOptions(cluster, options, found));
  }

  private static void checkOptions(ClusterView cluster, AuthOptions options, Violations found) {
    boolean byKubernetes = Boolean.TRUE.equals(options.getEnableK8sTokenAuth());
    if (!AuthOptions.TOKEN.equals(options.getMode())) {
      if (byKubernetes) {
        found.forbidden(
            MODE,
            OPTIONS.child("enableK8sTokenAuth"),
            "has no meaning without mode: token; set that too");
      }
      return;
    }
    checkVersion(cluster, byKubernetes ? KUBERNETES_TOKENS : TOKENS, found);
    if (byKubernetes && !Objects.requireNonNullElse(options.getSecretName(), "").isEmpty()) {
      found.forbidden(
          SECRET,
          OPTIONS.child("secretName"),
          "enableK8sTokenAuth uses no Secret; remove one of the two");
    }
  }

  private static void checkVersion(ClusterView cluster, RayVersion needed, Violations found) {
    if (!cluster.isRayAtLeast(needed)) {
      found.invalid(
          VERSION,
          ClusterView.SPEC.child("rayVersion"),
          Objects.requireNonNullElse(cluster.spec().getRayVersion(), ""),
          "must be "
              + needed
              + " or later for this authentication; name the Ray version of the image");
    }
  }
}
