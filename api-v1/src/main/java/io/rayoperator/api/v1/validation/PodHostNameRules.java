package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How pods find hosts by their names. */
final class PodHostNameRules extends PodRuleGroup {

  private static final String NONE = "None";
  private static final Choices DNS_POLICIES =
      Choices.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", NONE);
  private static final int MAX_NAME_SERVERS = 3;
  private static final int MAX_SEARCHES = 32;

  private static final Rule DNS_POLICY =
      Rule.error(
          "pod-dns-policy",
          SOURCE,
          "dnsPolicy is " + DNS_POLICIES + "; with None there is a dnsConfig with nameservers.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  dnsPolicy: None""");

  private static final Rule DNS_CONFIG =
      Rule.error(
          "pod-dns-config",
          SOURCE,
          "A dnsConfig has at most "
              + MAX_NAME_SERVERS
              + " nameservers, which are IP addresses, and at most "
              + MAX_SEARCHES
              + " searches; its options have names.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  dnsConfig: {nameservers: [dns.example.com]}""");

  private static final Rule HOST_ALIAS =
      Rule.error(
          "pod-host-alias",
          SOURCE,
          "The ip of a hostAlias is an IP address, its hostnames are DNS-1123 subdomains.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  hostAliases:
                    - {ip: redis, hostnames: [redis.example.com]}""");

  @Override
  public String title() {
    return "Names of hosts in pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(DNS_POLICY, DNS_CONFIG, HOST_ALIAS);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    template.podSpec().ifPresent(pod -> check(template.specPath(), pod, found));
  }

  private static void check(FieldPath path, PodSpec pod, Violations found) {
    DNS_POLICIES.check(DNS_POLICY, path.child("dnsPolicy"), pod.getDnsPolicy(), found);
    PodDNSConfig config = pod.getDnsConfig();
    if (NONE.equals(pod.getDnsPolicy()) && nameServers(config).isEmpty()) {
      found.required(
          DNS_POLICY,
          path.child("dnsConfig").child("nameservers"),
          "name at least one, because dnsPolicy is None");
    }
    if (config != null) {
      checkConfig(path.child("dnsConfig"), config, found);
    }
    ClusterView.forEach(
        path.child("hostAliases"),
        pod.getHostAliases(),
        HostAlias::getIp,
        (place, alias) -> checkAlias(place, alias, found));
  }

  private static List<String> nameServers(@Nullable PodDNSConfig config) {
    return ClusterView.orEmpty(config == null ? null : config.getNameservers());
  }

  private static void checkConfig(FieldPath path, PodDNSConfig config, Violations found) {
    checkCount(path.child("nameservers"), nameServers(config).size(), MAX_NAME_SERVERS, found);
    ClusterView.forEach(
        path.child("nameservers"),
        config.getNameservers(),
        address -> address,
        (place, address) -> IpAddress.require(DNS_CONFIG, place, address, found));
    checkCount(
        path.child("searches"),
        ClusterView.orEmpty(config.getSearches()).size(),
        MAX_SEARCHES,
        found);
    ClusterView.forEach(
        path.child("options"),
        config.getOptions(),
        PodDNSConfigOption::getName,
        (place, option) -> {
          if (Objects.requireNonNullElse(option.getName(), "").isEmpty()) {
            found.required(DNS_CONFIG, place.child("name"), "name the option, such as ndots");
          }
        });
  }

  private static void checkCount(FieldPath path, int count, int most, Violations found) {
    if (count > most) {
      found.invalid(DNS_CONFIG, path, count, "is the number of items; there can be " + most);
    }
  }

  private static void checkAlias(FieldPath path, HostAlias alias, Violations found) {
    IpAddress.require(HOST_ALIAS, path.child("ip"), alias.getIp(), found);
    ClusterView.forEach(
        path.child("hostnames"),
        alias.getHostnames(),
        name -> name,
        (place, name) -> {
          if (!KubernetesNames.isDns1123Subdomain(name)) {
            found.invalid(HOST_ALIAS, place, name, "must have " + KubernetesNames.SUBDOMAIN_FORM);
          }
        });
  }
}
