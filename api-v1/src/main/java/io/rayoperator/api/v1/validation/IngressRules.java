package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.IngressOptions;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The Ingress of the head, while enableIngress asks for one. */
final class IngressRules implements ChildRuleGroup {

  private static final FieldPath OPTIONS = ClusterView.HEAD.child("ingressOptions");
  private static final String ANY_PATH = "ImplementationSpecific";
  private static final Choices PATH_TYPES = Choices.of("Exact", "Prefix", ANY_PATH);
  private static final List<String> NOT_IN_PATHS = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> NOT_AT_THE_END = List.of("/..", "/.");
  private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private static final Rule PATH_TYPE =
      Rule.error(
          "ingress-path-type",
          PodRuleGroup.SOURCE,
          "pathType of ingressOptions is " + PATH_TYPES + ".",
          """
          spec:
            headGroupSpec:
              enableIngress: true
              ingressOptions:
                pathType: Regex""");

  private static final Rule PATH =
      Rule.error(
          "ingress-path-form",
          PodRuleGroup.SOURCE,
          "path of ingressOptions begins with '/'; with pathType Exact or Prefix it has no '//', '/./', '/../' and no escaped"
              + " '/'.",
          """
          spec:
            headGroupSpec:
              enableIngress: true
              ingressOptions:
                path: dashboard""");

  private static final Rule HOST =
      Rule.error(
          "ingress-host-form",
          PodRuleGroup.SOURCE,
          "host of ingressOptions is a DNS name, perhaps with '*.' before it, and no IP address.",
          """
          spec:
            headGroupSpec:
              enableIngress: true
              ingressOptions:
                host: https://ray.example.com""");

  @Override
  public String title() {
    return "Ingress of the head";
  }

  @Override
  public List<Rule> rules() {
    return List.of(PATH_TYPE, PATH, HOST);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    IngressOptions options = cluster.head().getIngressOptions();
    if (options == null || !Boolean.TRUE.equals(cluster.head().getEnableIngress())) {
      return;
    }
    PATH_TYPES.check(PATH_TYPE, OPTIONS.child("pathType"), options.getPathType(), found);
    if (options.getPath() != null) {
      checkPath(
          options.getPath(), Objects.requireNonNullElse(options.getPathType(), "Prefix"), found);
    }
    String host = options.getHost();
    if (host != null && !host.isEmpty()) {
      checkHost(host, found);
    }
  }

  private static void checkPath(String path, String type, Violations found) {
    if (type.equals(ANY_PATH)) {
      if (!path.isEmpty() && !path.startsWith("/")) {
        found.invalid(PATH, OPTIONS.child("path"), path, "must begin with '/'");
      }
      return;
    }
    if (!path.startsWith("/")) {
      found.invalid(PATH, OPTIONS.child("path"), path, "must begin with '/'");
    }
    NOT_IN_PATHS.stream().filter(path::contains).forEach(part -> forbidPart(path, part, found));
    NOT_AT_THE_END.stream().filter(path::endsWith).forEach(part -> forbidPart(path, part, found));
  }

  private static void forbidPart(String path, String part, Violations found) {
    found.invalid(
        PATH,
        OPTIONS.child("path"),
        path,
        "must not contain '" + part + "', unless pathType is " + ANY_PATH);
  }

  private static void checkHost(String host, Violations found) {
    String name = host.startsWith("*.") ? host.substring(2) : host;
    if (!KubernetesNames.isDns1123Subdomain(name) || IP_V4.matcher(host).matches()) {
      found.invalid(
          HOST,
          OPTIONS.child("host"),
          host,
          "must be a DNS name, such as ray.example.com or *.example.com");
    }
  }
}
