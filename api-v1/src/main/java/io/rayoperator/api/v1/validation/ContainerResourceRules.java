package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests and limits of all containers, of those that autoscalerOptions describe, too. */
final class ContainerResourceRules extends PodRuleGroup {

  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");
  private static final String HUGE_PAGES = "hugepages-";
  private static final String DOMAIN_OF_KUBERNETES = "kubernetes.io/";
  private static final String PREFIX_OF_QUOTAS = "requests.";

  private static final Rule QUANTITY =
      Rule.error(
          "resource-quantity-form",
          SOURCE,
          "Amounts of resources are quantities of 0 or more, such as 500m, 2 or 1.5Gi.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resources:
                        limits: {cpu: "-1"}""");

  private static final Rule NAME =
      Rule.error(
          "resource-name-known",
          SOURCE,
          "A resource is cpu, memory, ephemeral-storage, hugepages-SIZE, or has a name with a domain, such as nvidia.com/gpu.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resources:
                        limits: {gpu: "1"}""");

  private static final Rule WITHIN_LIMIT =
      Rule.error(
          "resource-request-within-limit",
          SOURCE,
          "No request is higher than the limit of the same resource.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resources:
                        requests: {memory: 8Gi}
                        limits: {memory: 4G}""");

  private static final Rule NOT_SHARED =
      Rule.error(
          "resource-request-equals-limit",
          SOURCE,
          "GPUs, other extended resources and huge pages have a limit, and no request but the same amount.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resources:
                        requests: {nvidia.com/gpu: 1}
                        limits: {nvidia.com/gpu: 2}""");

  private static final Rule WHOLE =
      Rule.error(
          "resource-amount-whole",
          SOURCE,
          "Amounts of GPUs and other extended resources are whole numbers.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resources:
                        limits: {nvidia.com/gpu: "0.5"}""");

  private static final Rule WHOLE_PAGES =
      Rule.error(
          "resource-huge-pages",
          SOURCE,
          "An amount of huge pages is a multiple of the size of the page, and the container has cpu or memory beside it.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resources:
                        limits: {hugepages-2Mi: 3Mi, memory: 1Gi}""");

  @Override
  public String title() {
    return "Resources of containers";
  }

  @Override
  public List<Rule> rules() {
    return List.of(QUANTITY, NAME, WITHIN_LIMIT, NOT_SHARED, WHOLE, WHOLE_PAGES);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    for (ClusterView.PodContainer container : template.allContainers()) {
      ResourceRequirements resources = container.spec().getResources();
      if (resources != null) {
        FieldPath path = container.path().child("resources");
        Map<String, Amount> limits = amounts(path.child("limits"), resources.getLimits(), found);
        Map<String, Amount> requests =
            amounts(path.child("requests"), resources.getRequests(), found);
        checkBesidePages(path, resources, found);
        Set<String> limited = ClusterView.orEmpty(resources.getLimits()).keySet();
        requests.forEach(
            (name, request) -> {
              Amount limit = limits.get(name);
              if (limit != null) {
                compare(path.child("requests").child(name), name, request, limit, found);
              } else if (!isShared(name) && !limited.contains(name)) {
                found.required(
                    NOT_SHARED,
                    path.child("limits").child(name),
                    "set it to the request " + request.text() + ": this resource is not shared");
              }
            });
      }
    }
  }

  /** An amount as a number and as it was written. */
  private record Amount(BigDecimal number, String text) {}

  /** The amounts that are in order, by their resources; the others are noted. */
  private static Map<String, Amount> amounts(
      FieldPath path, @Nullable Map<String, Quantity> quantities, Violations found) {
    Map<String, Amount> amounts = new LinkedHashMap<>();
    ClusterView.orEmpty(quantities)
        .forEach(
            (name, quantity) -> {
              if (!isName(name)) {
                found.invalid(
                    NAME,
                    path.child(name),
                    name,
                    "is no resource of Kubernetes; must be cpu, memory, ephemeral-storage, or a name with a domain, such as"
                        + " nvidia.com/gpu");
              } else if (quantity != null) {
                addAmount(
                    path.child(name), name, KubernetesQuantity.text(quantity), amounts, found);
              }
            });
    return amounts;
  }

  private static void addAmount(
      FieldPath path, String name, String text, Map<String, Amount> amounts, Violations found) {
    BigDecimal number = KubernetesQuantity.parse(text).orElse(null);
    if (number == null || number.signum() < 0) {
      found.invalid(
          QUANTITY, path, text, "must be a quantity of 0 or more, such as 500m, 2 or 1.5Gi");
    } else if (isExtended(name) && !isWhole(number)) {
      found.invalid(WHOLE, path, text, "must be a whole number: nobody can have a part of one");
    } else if (name.startsWith(HUGE_PAGES)
        && !isMultiple(number, name.substring(HUGE_PAGES.length()))) {
      found.invalid(
          WHOLE_PAGES,
          path,
          text,
          "must be a multiple of the size of the page, " + name.substring(HUGE_PAGES.length()));
    } else {
      amounts.put(name, new Amount(number, text));
    }
  }

  private static void checkBesidePages(
      FieldPath path, ResourceRequirements resources, Violations found) {
    Set<String> names = new HashSet<>(ClusterView.orEmpty(resources.getLimits()).keySet());
    names.addAll(ClusterView.orEmpty(resources.getRequests()).keySet());
    if (names.stream().anyMatch(name -> name.startsWith(HUGE_PAGES))
        && !names.contains("cpu")
        && !names.contains("memory")) {
      found.forbidden(
          WHOLE_PAGES, path, "has huge pages, which need cpu or memory beside them; add one");
    }
  }

  private static boolean isMultiple(BigDecimal amount, String pageSize) {
    return KubernetesQuantity.parse(pageSize)
        .filter(size -> size.signum() > 0 && isWhole(size))
        .filter(size -> amount.remainder(size).signum() == 0)
        .isPresent();
  }

  private static void compare(
      FieldPath path, String name, Amount request, Amount limit, Violations found) {
    int order = request.number().compareTo(limit.number());
    if (isShared(name) && order > 0) {
      found.invalid(
          WITHIN_LIMIT,
          path,
          request.text(),
          "is more than the limit " + limit.text() + "; lower the request or raise the limit");
    } else if (!isShared(name) && order != 0) {
      found.invalid(
          NOT_SHARED,
          path,
          request.text(),
          "must be the limit " + limit.text() + ": this resource is not shared");
    }
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isName(String name) {
    return name.indexOf('/') < 0
        ? STANDARD.contains(name) || name.startsWith(HUGE_PAGES)
        : KubernetesNames.isQualifiedName(name) && !name.startsWith(PREFIX_OF_QUOTAS);
  }

  private static boolean isNative(String name) {
    return name.indexOf('/') < 0 || name.contains(DOMAIN_OF_KUBERNETES);
  }

  private static boolean isExtended(String name) {
    return !isNative(name);
  }

  /** Whether containers may ask for less than they may use. */
  private static boolean isShared(String name) {
    return isNative(name) && !name.startsWith(HUGE_PAGES);
  }
}
