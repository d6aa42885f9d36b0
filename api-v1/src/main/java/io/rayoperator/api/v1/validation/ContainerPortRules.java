package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ports of containers, and those that they take from their node. */
final class ContainerPortRules extends PodRuleGroup {

  static final int MAX_PORT = 65535;
  static final Choices PROTOCOLS = Choices.of("TCP", "UDP", "SCTP");

  private static final Rule NUMBER =
      Rule.error(
          "port-number-range",
          SOURCE,
          "containerPort is between 1 and 65535; so is hostPort, unless it is absent or 0.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      ports:
                        - {name: gcs-server, containerPort: 63790}
                        - {name: dashboard, containerPort: 82650}""");

  private static final Rule NAME =
      Rule.error(
          "port-name-form",
          SOURCE + "; RFC 6335",
          "The name of a container port has at most 15 lower-case letters, digits and single '-', one letter at least, and no"
              + " '-' at its ends.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      ports:
                        - {name: prometheus-metrics, containerPort: 9090}""");

  private static final Rule UNIQUE =
      Rule.error(
          "port-name-unique",
          SOURCE,
          "No two ports of a container have the same name.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      ports:
                        - {name: http, containerPort: 8265}
                        - {name: http, containerPort: 8000}""");

  private static final Rule PROTOCOL =
      Rule.error(
          "port-protocol",
          SOURCE,
          "The protocol of a port is " + PROTOCOLS + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      ports:
                        - {containerPort: 8265, protocol: tcp}""");

  private static final Rule HOST_PORT =
      Rule.error(
          "host-port-unique",
          SOURCE,
          "No two containers of a pod take the same port of their node; with hostNetwork, every containerPort is one.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      ports:
                        - {containerPort: 8265, hostPort: 80}
                        - {containerPort: 8000, hostPort: 80}""");

  private static final Rule HOST_NETWORK =
      Rule.error(
          "host-port-on-host-network",
          SOURCE,
          "With hostNetwork, a hostPort is absent or the same as its containerPort.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  hostNetwork: true
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      ports:
                        - {containerPort: 8265, hostPort: 80}""");

  @Override
  public String title() {
    return "Ports of containers";
  }

  @Override
  public List<Rule> rules() {
    return List.of(NUMBER, NAME, UNIQUE, PROTOCOL, HOST_PORT, HOST_NETWORK);
  }

  static boolean isPort(@Nullable Integer number) {
    return number != null && number >= 1 && number <= MAX_PORT;
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    boolean hostNetwork =
        template.podSpec().map(PodSpec::getHostNetwork).filter(Boolean.TRUE::equals).isPresent();
    for (ClusterView.PodContainer container : template.initContainers()) {
      // One runs after the other, so that only the ports of each must differ.
      checkPorts(container, hostNetwork, new HashSet<>(), found);
    }
    Set<String> hostPorts = new HashSet<>();
    for (ClusterView.PodContainer container : template.containers()) {
      checkPorts(container, hostNetwork, hostPorts, found);
    }
  }

  private static void checkPorts(
      ClusterView.PodContainer container,
      boolean hostNetwork,
      Set<String> hostPorts,
      Violations found) {
    List<ContainerPort> ports = ClusterView.orEmpty(container.spec().getPorts());
    if (ports.isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>();
    ClusterView.forEach(
        container.path().child("ports"),
        ports,
        ContainerPort::getName,
        (path, port) -> {
          checkName(path, port, names, found);
          PROTOCOLS.check(PROTOCOL, path.child("protocol"), port.getProtocol(), found);
          checkNumber(path, port, found);
          checkHostPort(path, port, hostNetwork, hostPorts, found);
        });
  }

  private static void checkName(
      FieldPath path, ContainerPort port, Set<String> names, Violations found) {
    String name = Objects.requireNonNullElse(port.getName(), "");
    if (name.isEmpty()) {
      return;
    }
    if (!KubernetesNames.isPortName(name)) {
      found.invalid(NAME, path.child("name"), name, "must have " + KubernetesNames.PORT_FORM);
    } else if (!names.add(name)) {
      found.duplicate(
          UNIQUE,
          path.child("name"),
          name,
          "another port of the container has this name already; choose another one");
    }
  }

  private static void checkNumber(FieldPath path, ContainerPort port, Violations found) {
    if (!isPort(port.getContainerPort())) {
      found.invalid(
          NUMBER,
          path.child("containerPort"),
          port.getContainerPort(),
          "must be between 1 and " + MAX_PORT);
    }
  }

  private static void checkHostPort(
      FieldPath path,
      ContainerPort port,
      boolean hostNetwork,
      Set<String> hostPorts,
      Violations found) {
    int given = Objects.requireNonNullElse(port.getHostPort(), 0);
    int containerPort = Objects.requireNonNullElse(port.getContainerPort(), 0);
    if (given != 0 && !isPort(given)) {
      found.invalid(NUMBER, path.child("hostPort"), given, "must be between 1 and " + MAX_PORT);
    } else if (given != 0 && hostNetwork && given != containerPort) {
      found.invalid(
          HOST_NETWORK,
          path.child("hostPort"),
          given,
          "must be the containerPort " + containerPort + ", because hostNetwork is true");
    }
    int taken = given == 0 && hostNetwork ? containerPort : given;
    if (isPort(taken) && !hostPorts.add(takenPort(port, taken))) {
      found.duplicate(
          HOST_PORT,
          path.child(given == 0 ? "containerPort" : "hostPort"),
          taken,
          "this pod takes the port of the node already; every port can be taken once");
    }
  }

  private static String takenPort(ContainerPort port, int number) {
    String protocol = Objects.requireNonNullElse(port.getProtocol(), "");
    return (protocol.isEmpty() ? "TCP" : protocol)
        + "/"
        + Objects.requireNonNullElse(port.getHostIP(), "")
        + "/"
        + number;
  }
}
