package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.Clusters.withHeadContainer;
import static io.rayoperator.api.v1.validation.Clusters.withHeadPod;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validateUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers, their variables and their ports. */
class ContainerRulesTest {

  private static final String HEAD = "spec.headGroupSpec.template.spec.";

  private static List<String> ids(RayCluster cluster) {
    return validate(cluster).stream().map(violation -> violation.rule().id()).toList();
  }

  private static List<String> texts(RayCluster cluster) {
    return validate(cluster).stream().map(Violation::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          imagePullPolicy: Sometimes                                    | imagePullPolicy: Unsupported value: "Sometimes": must be one of Always, IfNotPresent, Never
          terminationMessagePolicy: Logs                                | terminationMessagePolicy: Unsupported value: "Logs": must be one of File, FallbackToLogsOnError
          restartPolicy: never                                          | restartPolicy: Unsupported value: "never": must be one of Always, OnFailure, Never
          env: [{name: ü, value: a}]                                    | env[0].name: Invalid value: "ü": must consist of printable ASCII characters other than '='
          env: [{value: a}]                                             | env[0].name: Required value: give the variable a name
          env: [null, {name: A, value: a}, {name: A, value: b}]         | env[2].name: Duplicate value: "A": is set before in the same container; this value wins
          env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: s, key: k}}}] | env[0].valueFrom: Invalid value: 2: is the number of sources; there must be one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef and fileKeyRef
          env: [{name: A, value: a, valueFrom: {secretKeyRef: {name: s, key: k}}}] | env[0].valueFrom: Invalid value: must not be there, because the variable has a value; remove one of the two
          ports: [{containerPort: 0}]                                   | ports[0].containerPort: Invalid value: 0: must be between 1 and 65535
          ports: [{name: a}]                                            | ports[0].containerPort: Invalid value: must be between 1 and 65535
          ports: [{containerPort: 1, hostPort: 65536}]                  | ports[0].hostPort: Invalid value: 65536: must be between 1 and 65535
          ports: [{containerPort: 1, protocol: Http}]                   | ports[0].protocol: Unsupported value: "Http": must be one of TCP, UDP, SCTP
          ports: [{containerPort: 1, name: 8265}]                       | ports[0].name: Invalid value: "8265": must have at most 15 lower-case letters, digits and '-', a letter among them, no '--' and no '-' at its ends
          ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9}] | ports[1].hostPort: Duplicate value: 9: this pod takes the port of the node already; every port can be taken once
          """)
  void fieldOfTheContainerIsWrong(String fields, String text) {
    String quoted = fields.replace("name: 8265", "name: \"8265\"");
    assertThat(texts(withHeadContainer(quoted))).containsExactly(HEAD + "containers[0]." + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "imagePullPolicy: ''",
        "restartPolicy: OnFailure",
        "env: [{name: 'a b', value: x}, {name: 1A}, {name: my.var-x, value: ''}]",
        "env: [{name: A, value: '', valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]",
        "env: [{name: A, valueFrom: {sourceOfTomorrow: {}}}]",
        "ports: [{containerPort: 1}, {containerPort: 65535, name: a1, protocol: ''}]",
        "ports: [{containerPort: 1, hostPort: 0}, {containerPort: 2, hostPort: 0}]",
        "ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9, protocol: UDP}]",
        "ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9, hostIP: 10.0.0.1}]"
      })
  void fieldsOfTheContainerAreAllowed(String fields) {
    assertThat(texts(withHeadContainer(fields))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "abcdefghijklmno, true",
    "abcdefghijklmnop, false",
    "'', false",
    "a--b, false",
    "-a, false",
    "a-, false",
    "1, false",
    "1-a, true",
    "A, false",
    "a_b, false"
  })
  void nameOfAPort(String name, boolean valid) {
    assertThat(KubernetesNames.isPortName(name)).isEqualTo(valid);
  }

  @Test
  void nameIsTakenByAnInitContainerOrByTheOperator() {
    assertThat(
            texts(
                withHeadPod(
                    "initContainers: [{name: a, image: b}], containers: [{name: a, image: b}]")))
        .containsExactly(
            HEAD
                + "initContainers[0].name: Duplicate value: \"a\": another container or init container of the pod has this name"
                + " already; choose another one");
    String autoscaler =
        "spec: {enableInTreeAutoscaling: %s, headGroupSpec: {rayStartParams: {num-cpus: '1'}, template: {spec: {containers:"
            + " [{name: ray, image: ray}, {name: autoscaler, image: mine}]}}},"
            + " workerGroupSpecs: [{groupName: a, rayStartParams: {num-cpus: '1'}, template: {spec: {containers:"
            + " [{name: autoscaler, image: ray}]}}}]}";
    assertThat(texts(changed(autoscaler.formatted("true"))))
        .containsExactly(
            HEAD
                + "containers[1].name: Duplicate value: \"autoscaler\": the operator adds a container of this name; choose"
                + " another one, or configure that one by autoscalerOptions");
    assertThat(texts(changed(autoscaler.formatted("false")))).isEmpty();
  }

  @Test
  void nameOfTheWaitForTheGcsIsFreeOnTheHead() {
    assertThat(ids(withHeadPod("initContainers: [{name: wait-gcs-ready, image: b}]"))).isEmpty();
  }

  @Test
  void containersWithoutNameOrWithALongOneAreFoundInEveryGroup() {
    assertThat(
            texts(
                changed(
                    """
                    spec:
                      workerGroupSpecs:
                        - {groupName: a, template: {spec: {containers: [{image: b}, {name: %s, image: b}]}}}
                    """
                        .formatted("x".repeat(64)))))
        .hasSize(2)
        .first()
        .isEqualTo(
            "spec.workerGroupSpecs[0].template.spec.containers[0].name: Required value: give the container a name");
  }

  @Test
  void onTheNetworkOfTheHostEveryPortIsOneOfTheNode() {
    String ports =
        "hostNetwork: true, containers: [{name: a, image: b, ports: [{containerPort: 1}]}, {name: c, image: d, ports:"
            + " [{containerPort: %s}]}]";
    assertThat(ids(withHeadPod(ports.formatted("1")))).containsExactly("host-port-unique");
    assertThat(ids(withHeadPod(ports.formatted("2")))).isEmpty();
  }

  @Test
  void initContainersTakePortsOneAfterTheOther() {
    String ports = "{name: %s, image: b, ports: [{containerPort: 1, hostPort: 9}]}";
    assertThat(
            ids(
                withHeadPod(
                    "initContainers: [%s, %s], containers: [%s]"
                        .formatted(
                            ports.formatted("a"), ports.formatted("b"), ports.formatted("c")))))
        .isEmpty();
  }

  @Test
  void optionsOfTheAutoscalerAreThoseOfAContainer() {
    String options =
        "spec: {enableInTreeAutoscaling: %s, autoscalerOptions: {imagePullPolicy: No, env: [{name: A, valueFrom: {}}]},"
            + " headGroupSpec: {rayStartParams: {num-cpus: '1'}},"
            + " workerGroupSpecs: [{groupName: a, rayStartParams: {num-cpus: '1'}}]}";
    assertThat(texts(changed(options.replace("No,", "'No',").formatted("true"))))
        .containsExactly(
            "spec.autoscalerOptions.imagePullPolicy: Unsupported value: \"No\": must be one of Always, IfNotPresent, Never",
            "spec.autoscalerOptions.env[0].valueFrom: Invalid value: 0: is the number of sources; there must be one of"
                + " fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef and fileKeyRef");
    assertThat(texts(changed(options.replace("No,", "'No',").formatted("false")))).isEmpty();
  }

  @Test
  void storedMistakeIsRecognisedWhereverItsContainerMoves() {
    RayCluster stored =
        withHeadPod("containers: [{name: a, image: b}, {name: c, image: d, imagePullPolicy: x}]");
    RayCluster updated =
        withHeadPod(
            "containers: [{name: a, image: b}, {name: new, image: n}, {name: c, image: d, imagePullPolicy: x}]");
    assertThat(validateUpdate(stored, updated)).filteredOn(Violation::isError).isEmpty();
    assertThat(
            validateUpdate(
                stored,
                withHeadPod(
                    "containers: [{name: a, image: b}, {name: c, image: d, imagePullPolicy: y}]")))
        .filteredOn(Violation::isError)
        .hasSize(1);
  }
}
