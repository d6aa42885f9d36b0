package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ClientIPConfig;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.SessionAffinityConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses of the head Service, and who reaches it on which way. */
final class HeadServiceTrafficRules implements ChildRuleGroup {

  private static final String SOURCE = PodRuleGroup.SOURCE;
  private static final FieldPath SPEC = ClusterView.HEAD.child("headService").child("spec");
  private static final String HEADLESS = "None";
  private static final int MAX_STICKY_SECONDS = 86_400;
  private static final Choices TRAFFIC = Choices.of("Cluster", "Local");
  private static final Choices FAMILIES =
      Choices.of("SingleStack", "PreferDualStack", "RequireDualStack");

  private static final Rule ADDRESS =
      Rule.error(
          "head-service-address",
          SOURCE,
          "clusterIP of headService is None or an IP address; externalIPs are IP addresses; loadBalancerSourceRanges are blocks"
              + " of them, such as 10.0.0.0/8, for type LoadBalancer.",
          """
          spec:
            headGroupSpec:
              headService:
                spec:
                  externalIPs: [ray.example.com]""");

  private static final Rule POLICY =
      Rule.error(
          "head-service-traffic-policy",
          SOURCE,
          "internalTrafficPolicy and externalTrafficPolicy of headService are "
              + TRAFFIC
              + ", ipFamilyPolicy is "
              + FAMILIES
              + "; timeoutSeconds of sessionAffinityConfig is between 1 and "
              + MAX_STICKY_SECONDS
              + ".",
          """
          spec:
            headGroupSpec:
              headService:
                spec:
                  internalTrafficPolicy: Node""");

  @Override
  public String title() {
    return "Ways to the head Service";
  }

  @Override
  public List<Rule> rules() {
    return List.of(ADDRESS, POLICY);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    Optional.ofNullable(cluster.head().getHeadService())
        .map(Service::getSpec)
        .ifPresent(spec -> check(spec, HeadServiceRules.typeOf(cluster, spec), found));
  }

  private static void check(ServiceSpec spec, String type, Violations found) {
    String clusterIp = Objects.requireNonNullElse(spec.getClusterIP(), "");
    if (!clusterIp.isEmpty() && !clusterIp.equals(HEADLESS)) {
      IpAddress.require(ADDRESS, SPEC.child("clusterIP"), clusterIp, found);
    }
    ClusterView.forEach(
        SPEC.child("externalIPs"),
        spec.getExternalIPs(),
        address -> address,
        (path, address) -> IpAddress.require(ADDRESS, path, address, found));
    checkSourceRanges(spec, type, found);
    TRAFFIC.check(
        POLICY, SPEC.child("internalTrafficPolicy"), spec.getInternalTrafficPolicy(), found);
    TRAFFIC.check(
        POLICY, SPEC.child("externalTrafficPolicy"), spec.getExternalTrafficPolicy(), found);
    FAMILIES.check(POLICY, SPEC.child("ipFamilyPolicy"), spec.getIpFamilyPolicy(), found);
    checkStickiness(spec.getSessionAffinityConfig(), found);
  }

  private static void checkSourceRanges(ServiceSpec spec, String type, Violations found) {
    List<String> ranges = ClusterView.orEmpty(spec.getLoadBalancerSourceRanges());
    FieldPath path = SPEC.child("loadBalancerSourceRanges");
    if (!ranges.isEmpty() && !type.equals("LoadBalancer")) {
      found.forbidden(ADDRESS, path, "is for type LoadBalancer only; remove it, or set that type");
    }
    ClusterView.forEach(
        path,
        ranges,
        range -> range,
        (place, range) -> {
          if (!IpAddress.isBlock(range.strip())) {
            found.invalid(
                ADDRESS, place, range, "must be a block of IP addresses, such as 10.0.0.0/8");
          }
        });
  }

  private static void checkStickiness(@Nullable SessionAffinityConfig config, Violations found) {
    Integer seconds =
        Optional.ofNullable(config)
            .map(SessionAffinityConfig::getClientIP)
            .map(ClientIPConfig::getTimeoutSeconds)
            .orElse(null);
    if (seconds != null && (seconds < 1 || seconds > MAX_STICKY_SECONDS)) {
      found.invalid(
          POLICY,
          SPEC.child("sessionAffinityConfig").child("clientIP").child("timeoutSeconds"),
          seconds,
          "must be between 1 and " + MAX_STICKY_SECONDS);
    }
  }
}
