package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.rayoperator.api.v1.TlsOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TLS between Ray's processes: what the operator sets up, the user leaves alone. */
final class TlsRules implements RuleGroup {

  private static final String SOURCE = "KubeRay contract §15.2.17";
  private static final List<String> VARIABLES =
      List.of("RAY_USE_TLS", "RAY_TLS_SERVER_CERT", "RAY_TLS_SERVER_KEY", "RAY_TLS_CA_CERT");
  private static final String VOLUME = "ray-tls";
  private static final String MOUNT_PATH = "/etc/ray/tls";

  private static final Rule VARIABLE =
      Rule.error(
          "tls-variables-reserved",
          SOURCE,
          "With tlsOptions.enabled, neither Ray containers nor autoscalerOptions set RAY_USE_TLS, RAY_TLS_SERVER_CERT,"
              + " RAY_TLS_SERVER_KEY or RAY_TLS_CA_CERT.",
          """
          spec:
            tlsOptions:
              enabled: true
            autoscalerOptions:
              env:
                - {name: RAY_USE_TLS, value: "1"}""");

  private static final Rule MOUNT =
      Rule.error(
          "tls-mounts-reserved",
          SOURCE,
          "With tlsOptions.enabled, neither Ray containers nor autoscalerOptions mount a volume ray-tls or anything at"
              + " /etc/ray/tls.",
          """
          spec:
            tlsOptions:
              enabled: true
            autoscalerOptions:
              volumeMounts:
                - {name: mine, mountPath: /etc/ray/tls}""");

  @Override
  public String title() {
    return "TLS between Ray's processes";
  }

  @Override
  public List<Rule> rules() {
    return List.of(VARIABLE, MOUNT);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    boolean enabled =
        Optional.ofNullable(cluster.spec().getTlsOptions())
            .map(TlsOptions::getEnabled)
            .filter(Boolean.TRUE::equals)
            .isPresent();
    if (!enabled) {
      return;
    }
    for (ClusterView.Template template : cluster.templates()) {
      template
          .rayContainer()
          .ifPresent(
              container ->
                  check(
                      container.path(),
                      container.spec().getEnv(),
                      container.spec().getVolumeMounts(),
                      found));
    }
    cluster
        .autoscalerOptions()
        .ifPresent(
            options ->
                check(ClusterView.AUTOSCALER, options.getEnv(), options.getVolumeMounts(), found));
  }

  private static void check(
      FieldPath path,
      @Nullable List<EnvVar> variables,
      @Nullable List<VolumeMount> mounts,
      Violations found) {
    for (String name : VARIABLES) {
      ClusterView.Variable.find(path.child("env"), variables, name)
          .ifPresent(
              variable ->
                  found.forbidden(
                      VARIABLE,
                      variable.path(),
                      "the operator sets it, because tlsOptions.enabled is true"));
    }
    int index = 0;
    for (@Nullable VolumeMount mount : ClusterView.orEmpty(mounts)) {
      if (mount != null
          && (VOLUME.equals(mount.getName()) || MOUNT_PATH.equals(mount.getMountPath()))) {
        found.forbidden(
            MOUNT,
            path.child("volumeMounts").index(index, mount.getMountPath()),
            "the operator mounts the certificates there, because tlsOptions.enabled is true");
      }
      index++;
    }
  }
}
