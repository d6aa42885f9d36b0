package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.Clusters.withHeadContainer;
import static io.rayoperator.api.v1.validation.Clusters.withHeadPod;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes, security contexts, nodes, affinity, labels and the rest of a pod template. */
class PodSpecRulesTest {

  private static final String HEAD = "spec.headGroupSpec.template.spec.";

  private static List<String> texts(RayCluster cluster) {
    return validate(cluster).stream().map(Violation::toString).toList();
  }

  private static List<String> ids(RayCluster cluster) {
    return validate(cluster).stream().map(violation -> violation.rule().id()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          livenessProbe: {}                                                  | livenessProbe: Invalid value: 0: is the number of ways to do it; there must be one, such as exec, httpGet or tcpSocket
          startupProbe: {exec: {command: [a]}, grpc: {port: 1}}              | startupProbe: Invalid value: 2: is the number of ways to do it; there must be one, such as exec, httpGet or tcpSocket
          readinessProbe: {exec: {}}                                         | readinessProbe.exec.command: Required value: say what to run
          readinessProbe: {tcpSocket: {}}                                    | readinessProbe.tcpSocket.port: Required value: give a port between 1 and 65535, or the name of one
          readinessProbe: {tcpSocket: {port: 0}}                             | readinessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535
          readinessProbe: {grpc: {port: 70000}}                              | readinessProbe.grpc.port: Invalid value: 70000: must be between 1 and 65535
          readinessProbe: {httpGet: {port: 80, scheme: http}}                | readinessProbe.httpGet.scheme: Unsupported value: "http": must be one of HTTP, HTTPS
          readinessProbe: {httpGet: {port: A}}                               | readinessProbe.httpGet.port: Invalid value: "A": must be a number without quotes, or the name of a port, which has at most 15 lower-case letters, digits and '-', a letter among them, no '--' and no '-' at its ends
          readinessProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 9} | readinessProbe.terminationGracePeriodSeconds: Forbidden: a readinessProbe ends no container; remove it
          startupProbe: {exec: {command: [a]}, successThreshold: 2}          | startupProbe.successThreshold: Invalid value: 2: must be 1 here
          startupProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 0} | startupProbe.terminationGracePeriodSeconds: Invalid value: 0: must be 1 or more
          livenessProbe: {exec: {command: [a]}, initialDelaySeconds: -1}     | livenessProbe.initialDelaySeconds: Invalid value: -1: must be 0 or more
          livenessProbe: {exec: {command: [a]}, timeoutSeconds: -1}          | livenessProbe.timeoutSeconds: Invalid value: -1: must be 0 or more
          livenessProbe: {exec: {command: [a]}, periodSeconds: -1}           | livenessProbe.periodSeconds: Invalid value: -1: must be 0 or more
          livenessProbe: {exec: {command: [a]}, successThreshold: -1}        | livenessProbe.successThreshold: Invalid value: -1: must be 0 or more
          livenessProbe: {exec: {command: [a]}, failureThreshold: -1}        | livenessProbe.failureThreshold: Invalid value: -1: must be 0 or more
          lifecycle: {preStop: {}}                                           | lifecycle.preStop: Invalid value: 0: is the number of ways to do it; there must be one, such as exec, httpGet or tcpSocket
          lifecycle: {postStart: {exec: {}}}                                 | lifecycle.postStart.exec.command: Required value: say what to run
          securityContext: {privileged: true, allowPrivilegeEscalation: false} | securityContext.allowPrivilegeEscalation: Invalid value: false: cannot be false, because the container is privileged; remove one of the two
          securityContext: {capabilities: {add: [CAP_SYS_ADMIN]}, allowPrivilegeEscalation: false} | securityContext.allowPrivilegeEscalation: Invalid value: false: cannot be false, because the container adds CAP_SYS_ADMIN; remove one of the two
          securityContext: {runAsUser: 0, runAsNonRoot: true}                | securityContext.runAsUser: Invalid value: 0: is root, which runAsNonRoot: true does not let start; choose another user, or remove runAsNonRoot
          securityContext: {runAsUser: -1}                                   | securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647
          securityContext: {runAsGroup: 2147483648}                          | securityContext.runAsGroup: Invalid value: 2147483648: must be between 0 and 2147483647
          securityContext: {seccompProfile: {}}                              | securityContext.seccompProfile.type: Required value: must be one of Localhost, RuntimeDefault, Unconfined
          securityContext: {appArmorProfile: {type: Default}}                | securityContext.appArmorProfile.type: Unsupported value: "Default": must be one of Localhost, RuntimeDefault, Unconfined
          securityContext: {appArmorProfile: {type: Localhost}}              | securityContext.appArmorProfile.localhostProfile: Required value: name the profile on the node, as type is Localhost
          securityContext: {seccompProfile: {type: Unconfined, localhostProfile: a}} | securityContext.seccompProfile.localhostProfile: Invalid value: "a": can be there with type Localhost only
          """)
  void fieldOfTheContainerIsWrong(String fields, String text) {
    assertThat(texts(withHeadContainer(fields))).containsExactly(HEAD + "containers[0]." + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "livenessProbe: {exec: {command: [a]}, periodSeconds: 0, timeoutSeconds: 0, successThreshold: 0, failureThreshold: 0}",
        "readinessProbe: {httpGet: {port: 8265, path: /}, successThreshold: 3}",
        "readinessProbe: {tcpSocket: {port: dashboard}}",
        "readinessProbe: {handlerOfTomorrow: {}}",
        "lifecycle: {preStop: {sleep: {seconds: 3}}}",
        "lifecycle: {}",
        "securityContext: {privileged: true, allowPrivilegeEscalation: true}",
        "securityContext: {capabilities: {add: [SYS_ADMIN]}, allowPrivilegeEscalation: false}",
        "securityContext: {runAsUser: 0}",
        "securityContext: {runAsNonRoot: true}",
        "securityContext: {runAsUser: 2147483647, runAsNonRoot: true, seccompProfile: {type: Localhost, localhostProfile: a}}"
      })
  void fieldsOfTheContainerAreAllowed(String fields) {
    assertThat(texts(withHeadContainer(fields))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          restartPolicy: always                     | restartPolicy: Unsupported value: "always": must be one of Always, OnFailure, Never
          dnsPolicy: Cluster                        | dnsPolicy: Unsupported value: "Cluster": must be one of ClusterFirst, ClusterFirstWithHostNet, Default, None
          dnsPolicy: None, dnsConfig: {searches: [a]} | dnsConfig.nameservers: Required value: name at least one, because dnsPolicy is None
          activeDeadlineSeconds: 2147483648         | activeDeadlineSeconds: Invalid value: 2147483648: must be between 1 and 2147483647
          terminationGracePeriodSeconds: -1         | terminationGracePeriodSeconds: Invalid value: -1: means 1; write that or 0
          hostname: a.b                             | hostname: Invalid value: "a.b": must have at most 63 lower-case letters, digits and '-', and begin and end with a letter or digit
          priorityClassName: High                   | priorityClassName: Invalid value: "High": must have at most 253 lower-case letters, digits, '-' and '.', and every part begin and end with a letter or digit
          securityContext: {supplementalGroups: [1, -1]} | securityContext.supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647
          securityContext: {fsGroupChangePolicy: Once}   | securityContext.fsGroupChangePolicy: Unsupported value: "Once": must be one of Always, OnRootMismatch
          securityContext: {runAsUser: 0, runAsNonRoot: true}, containers: [{name: a, image: b, securityContext: {runAsUser: 1}}, {name: c, image: d}] | securityContext.runAsUser: Invalid value: 0: is root, which runAsNonRoot: true does not let start; choose another user, or remove runAsNonRoot
          securityContext: {runAsUser: 0, runAsNonRoot: true}, containers: [{name: a, image: b}, {name: c, image: d}] | securityContext.runAsUser: Invalid value: 0: is root, which runAsNonRoot: true does not let start; choose another user, or remove runAsNonRoot
          securityContext: {runAsUser: 1, runAsNonRoot: true}, containers: [{name: a, image: b}, {name: c, image: d, securityContext: {runAsUser: 0}}] | containers[1].securityContext.runAsUser: Invalid value: 0: is root, which runAsNonRoot: true does not let start; choose another user, or remove runAsNonRoot
          initContainers: [{name: a, image: b}], containers: [{name: a, image: b}] | initContainers[0].name: Duplicate value: "a": another container or init container of the pod has this name already; choose another one
          hostPID: true, shareProcessNamespace: true     | shareProcessNamespace: Invalid value: true: cannot be together with hostPID; remove one of the two
          initContainers: [{name: a, image: b, lifecycle: {}}] | initContainers[0].lifecycle: Forbidden: an init container has this only with restartPolicy Always; remove it, or set that
          initContainers: [{name: a, image: b, restartPolicy: Always, startupProbe: {}}] | initContainers[0].startupProbe: Invalid value: 0: is the number of ways to do it; there must be one, such as exec, httpGet or tcpSocket
          nodeSelector: {"a b": c}                  | nodeSelector: Invalid value: "a b": must have at most 63 letters, digits, '-', '_' and '.', begin and end with a letter or digit, and perhaps a DNS name and '/' before it
          tolerations: [{operator: Equal, value: a}] | tolerations[0].operator: Invalid value: "Equal": must be Exists, because there is no key: every taint is tolerated
          tolerations: [{}]                         | tolerations[0].operator: Invalid value: "": must be Exists, because there is no key: every taint is tolerated
          tolerations: [{key: a, operator: Is}]     | tolerations[0].operator: Unsupported value: "Is": must be one of Equal, Exists, Lt, Gt
          tolerations: [{key: a, operator: Exists, value: b}] | tolerations[0].value: Invalid value: "b": must not be there, because operator is Exists; remove one of the two
          tolerations: [{key: a, value: b c}]       | tolerations[0].value: Invalid value: "b c": must have at most 63 letters, digits, '-', '_' and '.', and begin and end with a letter or digit
          tolerations: [{key: a, effect: NoRun}]    | tolerations[0].effect: Unsupported value: "NoRun": must be one of NoSchedule, PreferNoSchedule, NoExecute
          tolerations: [{key: a, tolerationSeconds: 1}] | tolerations[0].effect: Invalid value: "": must be NoExecute, because tolerationSeconds is set; remove one of the two
          topologySpreadConstraints: [{topologyKey: a, whenUnsatisfiable: DoNotSchedule}] | topologySpreadConstraints[0].maxSkew: Invalid value: must be 1 or more
          topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule}] | topologySpreadConstraints[0].topologyKey: Required value: name a label of nodes, such as topology.kubernetes.io/zone
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: a}] | topologySpreadConstraints[0].whenUnsatisfiable: Required value: must be one of DoNotSchedule, ScheduleAnyway
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: Never}] | topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Never": must be one of DoNotSchedule, ScheduleAnyway
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway, minDomains: 2}] | topologySpreadConstraints[0].minDomains: Invalid value: 2: can be there with whenUnsatisfiable DoNotSchedule only
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, minDomains: 0}] | topologySpreadConstraints[0].minDomains: Invalid value: 0: must be 1 or more
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}] | topologySpreadConstraints[0].labelSelector.matchExpressions[0].values: Forbidden: must not be there, because operator is Exists
          """)
  void fieldOfThePodIsWrong(String fields, String text) {
    assertThat(texts(withHeadPod(fields))).containsExactly(HEAD + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restartPolicy: ''",
        "restartPolicy: OnFailure",
        "dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.10]}",
        "activeDeadlineSeconds: 1, terminationGracePeriodSeconds: 0",
        "hostname: a, subdomain: b, serviceAccountName: a.b, nodeName: n.example.com",
        "hostPID: true, hostNetwork: true, hostIPC: true",
        "shareProcessNamespace: true",
        "nodeSelector: {example.com/disk: '', gpu: A100_80GB}",
        "tolerations: [{operator: Exists}, {key: a}, {key: a, operator: Equal, value: b, effect: NoExecute, tolerationSeconds: 0}]",
        "tolerations: [{key: a, operator: Gt, value: '-5'}]",
        "topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, minDomains: 2, nodeAffinityPolicy: Honor}, {maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway}]",
        "initContainers: [{name: a, image: b, restartPolicy: Always, startupProbe: {exec: {command: [a]}}}]"
      })
  void fieldsOfThePodAreAllowed(String fields) {
    assertThat(texts(withHeadPod(fields))).isEmpty();
  }

  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {key: a, operator: In, values: [b]}          |
          {key: a, operator: DoesNotExist}             |
          {key: a, operator: Gt, values: ["-5"]}       |
          {key: a, operator: Exists, values: [b]}      | values: Forbidden: must not be there, because operator is Exists
          {key: a, operator: NotIn}                    | values: Required value: name at least one, because operator is NotIn
          {key: a, operator: Lt, values: ["1", "2"]}   | values: Invalid value: 2: is the number of values; there must be one, because operator is Lt
          {key: a, operator: Lt, values: ["1.5"]}      | values[0]: Invalid value: "1.5": must be a whole number, or no node ever matches
          {key: a, operator: Equals, values: [b]}      | operator: Unsupported value: "Equals": must be one of In, NotIn, Exists, DoesNotExist, Gt, Lt
          """)
  void expressionOfANodeAffinity(String expression, String text) {
    String path =
        HEAD + "affinity.nodeAffinity." + REQUIRED + ".nodeSelectorTerms[0].matchExpressions[0].";
    assertThat(
            texts(
                withHeadPod(
                    "affinity: {nodeAffinity: {%s: {nodeSelectorTerms: [{matchExpressions: [%s]}]}}}"
                        .formatted(REQUIRED, expression))))
        .isEqualTo(text == null ? List.of() : List.of(path + text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nodeAffinity: {R: {nodeSelectorTerms: []}}                                         | node-affinity-form
          nodeAffinity: {R: {nodeSelectorTerms: [{}]}}                                       |
          nodeAffinity: {R: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a]}]}]}} |
          nodeAffinity: {R: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a, b]}]}]}} | node-affinity-form
          nodeAffinity: {R: {nodeSelectorTerms: [{matchFields: [{key: name, operator: In, values: [a]}]}]}} | node-affinity-form
          nodeAffinity: {R: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: Exists}]}]}} | node-affinity-form
          nodeAffinity: {P: [{weight: 0, preference: {}}]}                                    | affinity-weight
          nodeAffinity: {P: [{weight: 100, preference: {matchExpressions: [{key: a b, operator: Exists}]}}]} | node-affinity-form
          podAffinity: {R: [{topologyKey: zone, labelSelector: {matchLabels: {a: b}}}]}       |
          podAffinity: {R: [{topologyKey: zone, labelSelector: {matchLabels: {a: b c}}}]}     | pod-affinity-form
          podAffinity: {R: [{topologyKey: a b}]}                                              | pod-affinity-form
          podAffinity: {P: [{weight: 1, podAffinityTerm: {topologyKey: zone, namespaceSelector: {matchExpressions: [{key: a, operator: Gt, values: ["1"]}]}}}]} | pod-affinity-form
          podAntiAffinity: {P: [{weight: 101, podAffinityTerm: {topologyKey: zone}}]}         | affinity-weight
          """)
  void affinity(String affinity, String rule) {
    String fields =
        affinity.replace("{R:", "{" + REQUIRED + ":").replace("{P:", "{" + PREFERRED + ":");
    assertThat(ids(withHeadPod("affinity: {" + fields + "}")))
        .isEqualTo(rule == null ? List.of() : List.of(rule));
  }

  @Test
  void twoSpreadsOverTheSameTopologyAreOneTooMany() {
    String spread = "{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule}";
    assertThat(ids(withHeadPod("topologySpreadConstraints: [" + spread + ", " + spread + "]")))
        .containsExactly("topology-spread-unique");
  }

  @Test
  void labelsOfTemplatesCountUnlessOthersReplaceThem() {
    String group =
        "spec: {workerGroupSpecs: [{groupName: w, labels: {%s}, template: {metadata: {labels: {%s}}}}]}";
    assertThat(texts(changed(group.formatted("", "team: 'a b'"))))
        .containsExactly(
            "spec.workerGroupSpecs[0].template.metadata.labels.team: Invalid value: \"a b\": must have at most 63 letters,"
                + " digits, '-', '_' and '.', and begin and end with a letter or digit");
    assertThat(ids(changed(group.formatted("team: a", "team: 'a b'")))).isEmpty();
    assertThat(ids(changed(group.formatted("", "ray.io/group: 'a b'")))).isEmpty();
    assertThat(ids(changed(group.formatted("", "'a b': c"))))
        .containsExactly("template-label-form");
  }

  @Test
  void finalizersHaveQualifiedNames() {
    String head = "spec: {headGroupSpec: {template: {metadata: {finalizers: [%s]}}}}";
    assertThat(texts(changed(head.formatted("example.com/a, null, a")))).isEmpty();
    assertThat(ids(changed(head.formatted("example.com/a, b c"))))
        .containsExactly("template-finalizer-form");
  }

  @Test
  void annotationsHaveQualifiedNamesAndARoomOf256KibiBytes() {
    String head = "spec: {headGroupSpec: {template: {metadata: {annotations: {%s}}}}}";
    assertThat(ids(changed(head.formatted("EXAMPLE.com/A_b: 'any text'")))).isEmpty();
    assertThat(ids(changed(head.formatted("'/a': b")))).containsExactly("template-annotation-form");
    assertThat(ids(changed(head.formatted("a: " + "x".repeat(262_143))))).isEmpty();
    assertThat(texts(changed(head.formatted("a: " + "x".repeat(262_142) + "ü"))))
        .containsExactly(
            "spec.headGroupSpec.template.metadata.annotations: Invalid value: 262145: is the number of bytes; there can be"
                + " 262144 altogether: shorten or remove some");
  }
}
