package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.withHeadContainer;
import static io.rayoperator.api.v1.validation.Clusters.withHeadPod;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names, gates, kernel parameters, claims of devices, and where variables come from. */
class PodDetailRulesTest {

  private static final String HEAD = "spec.headGroupSpec.template.spec.";

  private static List<String> found(RayCluster cluster) {
    return validate(cluster).stream()
        .map(violation -> violation.field() + " " + violation.rule().id())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnsConfig: {nameservers: [a.example.com]}               | dnsConfig.nameservers[0]       | pod-dns-config
          dnsConfig: {nameservers: [1.1.1.1, '']}                 | dnsConfig.nameservers[1]       | pod-dns-config
          dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]} | dnsConfig.nameservers   | pod-dns-config
          dnsConfig: {searches: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, a2, a3, a4, a5, a6, a7]} | dnsConfig.searches | pod-dns-config
          dnsConfig: {options: [{value: a}]}                      | dnsConfig.options[0].name      | pod-dns-config
          hostAliases: [{hostnames: [a]}]                         | hostAliases[0].ip              | pod-host-alias
          hostAliases: [{ip: a, hostnames: [a]}]                  | hostAliases[0].ip              | pod-host-alias
          hostAliases: [{ip: 1.1.1.1, hostnames: [a_b]}]          | hostAliases[0].hostnames[0]    | pod-host-alias
          readinessGates: [{}]                                    | readinessGates[0].conditionType | pod-readiness-gate
          readinessGates: [{conditionType: a b}]                  | readinessGates[0].conditionType | pod-readiness-gate
          schedulingGates: [{}]                                   | schedulingGates[0].name        | pod-scheduling-gate
          schedulingGates: [{name: a}, {name: a}]                 | schedulingGates[1].name        | pod-scheduling-gate
          'schedulingGates: [{name: a}], nodeName: b'           | nodeName                       | pod-scheduling-gate
          securityContext: {sysctls: [{value: a}]}                | securityContext.sysctls[0].name | sysctl-form
          securityContext: {sysctls: [{name: A.b, value: a}]}     | securityContext.sysctls[0].name | sysctl-form
          securityContext: {sysctls: [{name: a..b, value: a}]}    | securityContext.sysctls[0].name | sysctl-form
          securityContext: {sysctls: [{name: a.b, value: a}, {name: a.b, value: c}]} | securityContext.sysctls[1].name | sysctl-form
          'hostNetwork: true, securityContext: {sysctls: [{name: net/core/somaxconn, value: a}]}' | securityContext.sysctls[0].name | sysctl-of-pod
          'hostIPC: true, securityContext: {sysctls: [{name: kernel.shmmax, value: a}]}' | securityContext.sysctls[0].name | sysctl-of-pod
          'hostIPC: true, securityContext: {sysctls: [{name: kernel.msgmax, value: a}]}' | securityContext.sysctls[0].name | sysctl-of-pod
          'hostIPC: true, securityContext: {sysctls: [{name: kernel.sem, value: a}]}' | securityContext.sysctls[0].name | sysctl-of-pod
          'hostIPC: true, securityContext: {sysctls: [{name: fs.mqueue.msg_max, value: a}]}' | securityContext.sysctls[0].name | sysctl-of-pod
          'hostUsers: false, hostPID: true'                     | hostUsers                      | security-user-namespace
          'hostUsers: false, hostIPC: true'                     | hostUsers                      | security-user-namespace
          os: {name: Linux}                                       | os.name                        | pod-operating-system
          resourceClaims: [{resourceClaimName: a}]                | resourceClaims[0].name         | resource-claim-form
          resourceClaims: [{name: a_b, resourceClaimName: a}]     | resourceClaims[0].name         | resource-claim-form
          resourceClaims: [{name: a, resourceClaimName: a}, {name: a, resourceClaimName: b}] | resourceClaims[1].name | resource-claim-form
          resourceClaims: [{name: a}]                             | resourceClaims[0].resourceClaimName | resource-claim-form
          resourceClaims: [{name: a, resourceClaimName: a, resourceClaimTemplateName: b}] | resourceClaims[0].resourceClaimTemplateName | resource-claim-form
          """)
  void podIsWrong(String pod, String field, String rule) {
    assertThat(found(withHeadPod(pod))).containsExactly(HEAD + field + " " + rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dnsConfig: {nameservers: [1.1.1.1, '::1', 1.1.1.3], searches: [a], options: [{name: ndots}]}",
        "hostAliases: [null, {ip: '::1', hostnames: [a.b]}]",
        "readinessGates: [{conditionType: example.com/A_b}]",
        "schedulingGates: [{name: a}, {name: b}]",
        "nodeName: a",
        "hostIPC: true, securityContext: {sysctls: [{name: net.core.somaxconn, value: a}]}",
        "hostNetwork: true, securityContext: {sysctls: [{name: kernel.shmmax, value: a}]}",
        "hostUsers: false, hostPID: false, hostNetwork: true",
        "hostUsers: true, hostPID: true",
        "os: {name: windows}",
        "resourceClaims: [{name: 0-a, resourceClaimTemplateName: a}]"
      })
  void podIsAllowed(String pod) {
    assertThat(found(withHeadPod(pod))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          env: [{name: A, valueFrom: {fieldRef: {}}}]                              | env[0].valueFrom.fieldRef.fieldPath        | variable-source-form
          env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}]    | env[0].valueFrom.fieldRef.fieldPath        | variable-source-form
          env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.phase}}}]       | env[0].valueFrom.fieldRef.fieldPath        | variable-source-form
          env: [{name: A, valueFrom: {resourceFieldRef: {}}}]                      | env[0].valueFrom.resourceFieldRef.resource | variable-source-form
          env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}]  | env[0].valueFrom.resourceFieldRef.resource | variable-source-form
          env: [{name: A, valueFrom: {secretKeyRef: {key: a}}}]                    | env[0].valueFrom.secretKeyRef.name         | variable-source-form
          env: [{name: A, valueFrom: {secretKeyRef: {name: a}}}]                   | env[0].valueFrom.secretKeyRef.key          | variable-source-form
          env: [{name: A, valueFrom: {configMapKeyRef: {key: a}}}]                 | env[0].valueFrom.configMapKeyRef.name      | variable-source-form
          env: [{name: A, valueFrom: {configMapKeyRef: {name: a, key: a/b}}}]      | env[0].valueFrom.configMapKeyRef.key       | variable-source-form
          env: [{name: A, valueFrom: {configMapKeyRef: {name: a, key: ..}}}]       | env[0].valueFrom.configMapKeyRef.key       | variable-source-form
          envFrom: [{}]                                                            | envFrom[0]                                 | variable-import-form
          envFrom: [{secretRef: {}}]                                               | envFrom[0].secretRef.name                  | variable-import-form
          envFrom: [{configMapRef: {}}]                                            | envFrom[0].configMapRef.name               | variable-import-form
          envFrom: [{configMapRef: {name: a}, secretRef: {name: a}}]               | envFrom[0].secretRef                       | variable-import-form
          envFrom: [{prefix: a=, secretRef: {name: a}}]                            | envFrom[0].prefix                          | variable-import-form
          resources: {claims: [{name: a}]}                                         | resources.claims[0].name                   | resource-claim-exists
          resources: {limits: {hugepages-2Mi: 1Mi, cpu: 1}}                        | resources.limits[hugepages-2Mi] | resource-huge-pages
          resources: {limits: {hugepages-2Mi: 2Mi}}                                | resources                                  | resource-huge-pages
          resources: {limits: {hugepages-: 1, cpu: 1}}                             | resources.limits[hugepages-] | resource-huge-pages
          resources: {limits: {hugepages-500m: 1, cpu: 1}}                         | resources.limits[hugepages-500m] | resource-huge-pages
          resizePolicy: [{resourceName: gpu, restartPolicy: NotRequired}]          | resizePolicy[0].resourceName               | container-resize-policy
          resizePolicy: [{resourceName: cpu}] | resizePolicy[0].restartPolicy | container-resize-policy
          resizePolicy: [{resourceName: cpu, restartPolicy: Never}]                | resizePolicy[0].restartPolicy              | container-resize-policy
          resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: NotRequired}] | resizePolicy[1].resourceName               | container-resize-policy
          """)
  void containerIsWrong(String fields, String field, String rule) {
    assertThat(found(withHeadContainer(fields)))
        .containsExactly(HEAD + "containers[0]." + field + " " + rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['a.com/b']\"}}}]",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.hostIPs}}}]",
        "env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: ._b}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: requests.ephemeral-storage}}}]",
        "env: [{name: A, valueFrom: {sourceOfTomorrow: {}}}]",
        "envFrom: [null, {prefix: '0 ', secretRef: {name: a}}, {sourceOfTomorrow: {}}]",
        "resources: {limits: {hugepages-2Mi: 4096Ki, memory: 1Gi}}",
        "resources: {limits: {hugepages-2Mi: 0}, requests: {cpu: 1}}"
      })
  void containerIsAllowed(String fields) {
    assertThat(found(withHeadContainer(fields))).isEmpty();
  }
}
