package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Probes of containers, and what containers do after their start and before their end. */
final class ProbeRules extends PodRuleGroup {

  private static final Choices SCHEMES = Choices.of("HTTP", "HTTPS");
  private static final String ALWAYS = "Always";

  private static final Rule ONE_HANDLER =
      Rule.error(
          "probe-one-handler",
          SOURCE,
          "A probe, postStart and preStop have exactly one way to do it, such as exec or httpGet.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      livenessProbe:
                        exec: {command: [ray, health-check]}
                        tcpSocket: {port: 6379}""");

  private static final Rule HANDLER =
      Rule.error(
          "probe-handler-form",
          SOURCE,
          "exec has a command; a port is between 1 and 65535 or has the form of a port name; a scheme is HTTP or HTTPS.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      readinessProbe:
                        httpGet: {path: /, port: "8265"}""");

  private static final Rule NUMBERS =
      Rule.error(
          "probe-numbers",
          SOURCE,
          "The times and thresholds of a probe are 0 or more; successThreshold of livenessProbe and startupProbe is 1; only"
              + " these two have a terminationGracePeriodSeconds, of 1 or more.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      livenessProbe:
                        exec: {command: [ray, health-check]}
                        successThreshold: 2""");

  private static final Rule INIT_CONTAINER =
      Rule.error(
          "init-container-without-probes",
          SOURCE,
          "An init container has probes and lifecycle only with restartPolicy Always.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  initContainers:
                    - name: fetch
                      image: busybox
                      livenessProbe:
                        exec: {command: ["true"]}""");

  @Override
  public String title() {
    return "Probes and lifecycle of containers";
  }

  @Override
  public List<Rule> rules() {
    return List.of(ONE_HANDLER, HANDLER, NUMBERS, INIT_CONTAINER);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    for (ClusterView.PodContainer container : template.initContainers()) {
      if (ALWAYS.equals(container.spec().getRestartPolicy())) {
        checkContainer(container, found);
      } else {
        checkInitContainer(container, found);
      }
    }
    template.containers().forEach(container -> checkContainer(container, found));
  }

  private static void checkInitContainer(ClusterView.PodContainer container, Violations found) {
    Container spec = container.spec();
    forbid(container.path().child("livenessProbe"), spec.getLivenessProbe(), found);
    forbid(container.path().child("readinessProbe"), spec.getReadinessProbe(), found);
    forbid(container.path().child("startupProbe"), spec.getStartupProbe(), found);
    forbid(container.path().child("lifecycle"), spec.getLifecycle(), found);
  }

  private static void forbid(FieldPath path, @Nullable Object value, Violations found) {
    if (value != null) {
      found.forbidden(
          INIT_CONTAINER,
          path,
          "an init container has this only with restartPolicy Always; remove it, or set that");
    }
  }

  private static void checkContainer(ClusterView.PodContainer container, Violations found) {
    Container spec = container.spec();
    checkEnding(container.path().child("livenessProbe"), spec.getLivenessProbe(), found);
    checkEnding(container.path().child("startupProbe"), spec.getStartupProbe(), found);
    checkReadiness(container.path().child("readinessProbe"), spec.getReadinessProbe(), found);
    Lifecycle lifecycle = spec.getLifecycle();
    if (lifecycle != null) {
      FieldPath path = container.path().child("lifecycle");
      checkHandler(path.child("postStart"), lifecycle.getPostStart(), found);
      checkHandler(path.child("preStop"), lifecycle.getPreStop(), found);
    }
  }

  /** A probe that ends the container when it fails. */
  private static void checkEnding(FieldPath path, @Nullable Probe probe, Violations found) {
    if (probe == null) {
      return;
    }
    checkProbe(path, probe, found);
    if (Objects.requireNonNullElse(probe.getSuccessThreshold(), 0) > 1) {
      found.invalid(
          NUMBERS, path.child("successThreshold"), probe.getSuccessThreshold(), "must be 1 here");
    }
    Long grace = probe.getTerminationGracePeriodSeconds();
    if (grace != null && grace < 1) {
      found.invalid(
          NUMBERS, path.child("terminationGracePeriodSeconds"), grace, "must be 1 or more");
    }
  }

  private static void checkReadiness(FieldPath path, @Nullable Probe probe, Violations found) {
    if (probe == null) {
      return;
    }
    checkProbe(path, probe, found);
    if (probe.getTerminationGracePeriodSeconds() != null) {
      found.forbidden(
          NUMBERS,
          path.child("terminationGracePeriodSeconds"),
          "a readinessProbe ends no container; remove it");
    }
  }

  private static void checkProbe(FieldPath path, Probe probe, Violations found) {
    checkNotNegative(path, "initialDelaySeconds", probe.getInitialDelaySeconds(), found);
    checkNotNegative(path, "timeoutSeconds", probe.getTimeoutSeconds(), found);
    checkNotNegative(path, "periodSeconds", probe.getPeriodSeconds(), found);
    checkNotNegative(path, "successThreshold", probe.getSuccessThreshold(), found);
    checkNotNegative(path, "failureThreshold", probe.getFailureThreshold(), found);
    checkCount(
        path,
        count(probe.getExec(), probe.getHttpGet(), probe.getTcpSocket(), probe.getGrpc())
            + ClusterView.orEmpty(probe.getAdditionalProperties()).size(),
        found);
    checkActions(path, probe.getExec(), probe.getHttpGet(), probe.getTcpSocket(), found);
    GRPCAction grpc = probe.getGrpc();
    if (grpc != null && !ContainerPortRules.isPort(grpc.getPort())) {
      found.invalid(
          HANDLER, path.child("grpc").child("port"), grpc.getPort(), "must be between 1 and 65535");
    }
  }

  private static void checkHandler(
      FieldPath path, @Nullable LifecycleHandler handler, Violations found) {
    if (handler != null) {
      checkCount(
          path,
          count(handler.getExec(), handler.getHttpGet(), handler.getTcpSocket(), handler.getSleep())
              + ClusterView.orEmpty(handler.getAdditionalProperties()).size(),
          found);
      checkActions(path, handler.getExec(), handler.getHttpGet(), handler.getTcpSocket(), found);
    }
  }

  /** What this model does not know counts as well: it may be newer. */
  private static void checkCount(FieldPath path, long handlers, Violations found) {
    if (handlers != 1) {
      found.invalid(
          ONE_HANDLER,
          path,
          handlers,
          "is the number of ways to do it; there must be one, such as exec, httpGet or tcpSocket");
    }
  }

  private static long count(@Nullable Object... handlers) {
    return Stream.of(handlers).filter(Objects::nonNull).count();
  }

  private static void checkActions(
      FieldPath path,
      @Nullable ExecAction exec,
      @Nullable HTTPGetAction http,
      @Nullable TCPSocketAction tcp,
      Violations found) {
    if (exec != null && ClusterView.orEmpty(exec.getCommand()).isEmpty()) {
      found.required(HANDLER, path.child("exec").child("command"), "say what to run");
    }
    if (http != null) {
      FieldPath httpPath = path.child("httpGet");
      checkPort(httpPath.child("port"), http.getPort(), found);
      SCHEMES.check(HANDLER, httpPath.child("scheme"), http.getScheme(), found);
    }
    if (tcp != null) {
      checkPort(path.child("tcpSocket").child("port"), tcp.getPort(), found);
    }
  }

  private static void checkPort(FieldPath path, @Nullable IntOrString port, Violations found) {
    if (port == null) {
      found.required(HANDLER, path, "give a port between 1 and 65535, or the name of one");
    } else if (port.getStrVal() != null) {
      if (!KubernetesNames.isPortName(port.getStrVal())) {
        found.invalid(
            HANDLER,
            path,
            port.getStrVal(),
            "must be a number without quotes, or the name of a port, which has "
                + KubernetesNames.PORT_FORM);
      }
    } else if (!ContainerPortRules.isPort(port.getIntVal())) {
      found.invalid(HANDLER, path, port.getIntVal(), "must be between 1 and 65535");
    }
  }

  private static void checkNotNegative(
      FieldPath probe, String field, @Nullable Integer number, Violations found) {
    if (number != null && number < 0) {
      found.invalid(NUMBERS, probe.child(field), number, "must be 0 or more");
    }
  }
}
