package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.Clusters.withHeadContainer;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The head Service and the Ingress to it. */
class HeadServiceRulesTest {

  private static List<String> texts(RayCluster cluster) {
    return validate(cluster).stream().map(Violation::toString).toList();
  }

  private static List<String> ids(RayCluster cluster) {
    return validate(cluster).stream().map(violation -> violation.rule().id()).toList();
  }

  private static RayCluster withHead(String fields) {
    return changed("spec: {headGroupSpec: {" + fields + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serviceType: ''                                                        |
          serviceType: LoadBalancer                                              |
          serviceType: ExternalName                                              | serviceType: Unsupported value: "ExternalName": must be one of ClusterIP, NodePort, LoadBalancer
          serviceType: any, headService: {spec: {type: NodePort}}                |
          serviceType: any, headService: {metadata: {name: a}}                   | serviceType: Unsupported value: "any": must be one of ClusterIP, NodePort, LoadBalancer
          serviceType: any, headService: {spec: {}}                              | serviceType: Unsupported value: "any": must be one of ClusterIP, NodePort, LoadBalancer, ExternalName
          headService: {spec: {type: None}}                                      | headService.spec.type: Unsupported value: "None": must be one of ClusterIP, NodePort, LoadBalancer, ExternalName
          headService: {spec: {type: ExternalName}}                              | headService.spec.externalName: Required value: say which, because the type is ExternalName
          headService: {spec: {type: ExternalName, externalName: a.example.com}} |
          headService: {spec: {ports: [{port: 80}, {port: 81, targetPort: http}, {port: 80, protocol: UDP, name: u}]}} |
          headService: {spec: {ports: [{port: 0}]}}                              | headService.spec.ports[0].port: Invalid value: 0: must be between 1 and 65535
          headService: {spec: {ports: [{port: 80, name: A}]}}                    | headService.spec.ports[0].name: Invalid value: "A": must have at most 63 lower-case letters, digits and '-', and begin and end with a letter or digit
          headService: {spec: {ports: [{port: 80, protocol: HTTP}]}}             | headService.spec.ports[0].protocol: Unsupported value: "HTTP": must be one of TCP, UDP, SCTP
          headService: {spec: {ports: [{port: 80, targetPort: 65536}]}}          | headService.spec.ports[0].targetPort: Invalid value: 65536: must be between 1 and 65535
          headService: {spec: {ports: [{port: 80, targetPort: a_b}]}}            | headService.spec.ports[0].targetPort: Invalid value: "a_b": must be a number without quotes, or the name of a port, which has at most 15 lower-case letters, digits and '-', a letter among them, no '--' and no '-' at its ends
          headService: {spec: {ports: [{port: 80, name: a}, {port: 81, name: a}]}} | headService.spec.ports[1].name: Duplicate value: "a": another port of the Service has it already; choose another one
          headService: {spec: {ports: [{port: 80, name: a}, {port: 80, name: b}]}} | headService.spec.ports[1].port: Duplicate value: 80: another port of the Service has it already; choose another one
          headService: {spec: {type: NodePort, ports: [{port: 80, nodePort: 30001}, {port: 81, nodePort: 30001}]}} | headService.spec.ports[1].nodePort: Duplicate value: 30001: another port of the Service has it already; choose another one
          headService: {spec: {type: NodePort, ports: [{port: 80, nodePort: 30001}]}} |
          serviceType: NodePort, headService: {spec: {ports: [{port: 80, nodePort: 30001}]}} |
          headService: {spec: {ports: [{port: 80, nodePort: 0}]}}                |
          headService: {spec: {ports: [{port: 80, nodePort: 30001}]}}            | headService.spec.ports[0].nodePort: Forbidden: is for type NodePort and LoadBalancer only; remove it, or set such a type
          headService: {spec: {clusterIP: None}}                                 |
          headService: {spec: {clusterIP: None, type: LoadBalancer}}             | headService.spec.clusterIP: Invalid value: "None": cannot be None with type LoadBalancer; remove one of the two
          headService: {spec: {sessionAffinity: Yes}}                            | headService.spec.sessionAffinity: Unsupported value: "Yes": must be one of None, ClientIP
          headService: {spec: {clusterIP: fd00::10, externalIPs: [10.0.0.1]}}    |
          headService: {spec: {clusterIP: ray}}                                  | headService.spec.clusterIP: Invalid value: "ray": must be an IP address, such as 10.0.0.10 or fd00::10
          headService: {spec: {externalIPs: ['']}}                               | headService.spec.externalIPs[0]: Required value: give an IP address
          headService: {spec: {type: LoadBalancer, loadBalancerSourceRanges: [' 10.0.0.0/8 ']}} |
          serviceType: LoadBalancer, headService: {spec: {loadBalancerSourceRanges: [10.0.0.0/8]}} |
          headService: {spec: {type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0]}} | headService.spec.loadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": must be a block of IP addresses, such as 10.0.0.0/8
          headService: {spec: {loadBalancerSourceRanges: [10.0.0.0/8]}}          | headService.spec.loadBalancerSourceRanges: Forbidden: is for type LoadBalancer only; remove it, or set that type
          headService: {spec: {externalTrafficPolicy: Any}}                      | headService.spec.externalTrafficPolicy: Unsupported value: "Any": must be one of Cluster, Local
          headService: {spec: {internalTrafficPolicy: local}}                    | headService.spec.internalTrafficPolicy: Unsupported value: "local": must be one of Cluster, Local
          headService: {spec: {ipFamilyPolicy: DualStack}}                       | headService.spec.ipFamilyPolicy: Unsupported value: "DualStack": must be one of SingleStack, PreferDualStack, RequireDualStack
          headService: {spec: {sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}}} |
          headService: {spec: {sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}}} | headService.spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be between 1 and 86400
          headService: {spec: {sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}}} | headService.spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be between 1 and 86400
          headService: {metadata: {labels: {a: b c}}}                            | headService.metadata.labels.a: Invalid value: "b c": must have at most 63 letters, digits, '-', '_' and '.', and begin and end with a letter or digit
          headService: {metadata: {labels: {ray.io/cluster: b c}}}               |
          headService: {metadata: {annotations: {a b: c}}}                       | headService.metadata.annotations: Invalid value: "a b": must have at most 63 letters, digits, '-', '_' and '.', begin and end with a letter or digit, and perhaps a DNS name and '/' before it
          """)
  void headService(String fields, String text) {
    String quoted = fields.replace("sessionAffinity: Yes", "sessionAffinity: \"Yes\"");
    assertThat(texts(withHead(quoted)))
        .isEqualTo(text == null ? List.of() : List.of("spec.headGroupSpec." + text));
  }

  @Test
  void annotationsOfBothPlacesShareTheRoom() {
    String half = "x".repeat(140_000);
    assertThat(
            ids(
                changed(
                    "spec: {headServiceAnnotations: {a: %s}, headGroupSpec: {headService: {metadata: {annotations: {b: %s}}}}}"
                        .formatted(half, half))))
        .containsExactly("head-service-metadata");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {containerPort: 6379, name: a}, {containerPort: 6380, name: b}                | false
          {containerPort: 6379}, {containerPort: 6379}                                  | false
          {containerPort: 6379, name: a}, {containerPort: 6379, name: b}                | true
          {containerPort: 6379, name: a}, {containerPort: 6379, name: b, protocol: UDP} | true
          {containerPort: 6379, name: a}, {containerPort: 6379}                         | true
          {containerPort: 8080, name: metrics}                                          | false
          {containerPort: 8080, name: http}                                             | true
          {containerPort: 8080, name: http}, {containerPort: 9090, name: metrics}       | false
          """)
  void portsOfTheHeadAreThoseOfItsService(String ports, boolean refused) {
    assertThat(ids(withHeadContainer("ports: [" + ports + "]")))
        .isEqualTo(refused ? List.of("head-port-number-unique") : List.of());
  }

  @Test
  void aServiceOfOnesOwnTakesEachPortOnce() {
    assertThat(
            ids(
                withHead(
                    "headService: {spec: {}}, template: {spec: {containers: [{name: a, image: b, ports: [{containerPort: 6379,"
                        + " name: a}, {containerPort: 6379, name: b}]}]}}")))
        .isEmpty();
  }

  @Test
  void portOfMetricsIsFreeWhereItMayNotBeAdded() {
    assertThat(
            ids(
                changed(
                    "spec: {rayVersion: 1.13.0, headGroupSpec: {template: {spec: {containers: [{name: a, image: b, ports:"
                        + " [{containerPort: 8080, name: http}]}]}}}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {path: /}                                        |
          {path: /ray(.*), pathType: ImplementationSpecific} |
          {path: '', pathType: ImplementationSpecific}     |
          {path: /a/../b, pathType: ImplementationSpecific} |
          {path: a, pathType: ImplementationSpecific}      | path: Invalid value: "a": must begin with '/'
          {path: '', pathType: Exact}                      | path: Invalid value: "": must begin with '/'
          {path: /a//b}                                    | path: Invalid value: "/a//b": must not contain '//', unless pathType is ImplementationSpecific
          {path: /a%2Fb}                                   | path: Invalid value: "/a%2Fb": must not contain '%2F', unless pathType is ImplementationSpecific
          {path: /a/..}                                    | path: Invalid value: "/a/..": must not contain '/..', unless pathType is ImplementationSpecific
          {pathType: prefix}                               | pathType: Unsupported value: "prefix": must be one of Exact, Prefix, ImplementationSpecific
          {host: "*.example.com"}                          |
          {host: ray.example.com}                          |
          {host: ray.*.com}                                | host: Invalid value: "ray.*.com": must be a DNS name, such as ray.example.com or *.example.com
          {host: 10.0.0.1}                                 | host: Invalid value: "10.0.0.1": must be a DNS name, such as ray.example.com or *.example.com
          """)
  void ingress(String options, String text) {
    assertThat(texts(withHead("enableIngress: true, ingressOptions: " + options)))
        .isEqualTo(text == null ? List.of() : List.of("spec.headGroupSpec.ingressOptions." + text));
    assertThat(texts(withHead("enableIngress: false, ingressOptions: " + options))).isEmpty();
  }
}
