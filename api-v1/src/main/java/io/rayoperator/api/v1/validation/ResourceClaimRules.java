package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceClaim;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims of devices (dynamic resource allocation), of pods and of their containers. */
final class ResourceClaimRules extends PodRuleGroup {

  private static final Rule POD =
      Rule.error(
          "resource-claim-form",
          SOURCE,
          "A resourceClaim of a pod has a name that is a DNS-1123 label and its own, and one of resourceClaimName and"
              + " resourceClaimTemplateName.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  resourceClaims:
                    - {name: gpu}""");

  private static final Rule CONTAINER =
      Rule.error(
          "resource-claim-exists",
          SOURCE,
          "A claim in the resources of a container is one of the pod's resourceClaims, and is there once.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resources:
                        claims:
                          - {name: gpu}""");

  @Override
  public String title() {
    return "Claims of devices";
  }

  @Override
  public List<Rule> rules() {
    return List.of(POD, CONTAINER);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    Set<String> claims = new HashSet<>();
    ClusterView.forEach(
        template.specPath().child("resourceClaims"),
        template.podSpec().map(PodSpec::getResourceClaims).orElse(null),
        PodResourceClaim::getName,
        (path, claim) -> checkClaim(path, claim, claims, found));
    for (ClusterView.PodContainer container : template.allContainers()) {
      ResourceRequirements resources = container.spec().getResources();
      if (resources != null) {
        checkUses(
            container.path().child("resources").child("claims"),
            resources.getClaims(),
            claims,
            found);
      }
    }
  }

  private static void checkClaim(
      FieldPath path, PodResourceClaim claim, Set<String> claims, Violations found) {
    String name = Objects.requireNonNullElse(claim.getName(), "");
    if (!KubernetesNames.isDns1123Label(name)) {
      found.invalid(POD, path.child("name"), name, "must have " + KubernetesNames.LABEL_FORM);
    } else if (!claims.add(name)) {
      found.duplicate(
          POD, path.child("name"), name, "another claim of the pod has it; choose another one");
    }
    boolean named = claim.getResourceClaimName() != null;
    boolean made = claim.getResourceClaimTemplateName() != null;
    if (named && made) {
      found.invalid(
          POD,
          path.child("resourceClaimTemplateName"),
          claim.getResourceClaimTemplateName(),
          "must not be there together with resourceClaimName; remove one of the two");
    } else if (!named && !made) {
      found.required(
          POD,
          path.child("resourceClaimName"),
          "name a ResourceClaim, or a ResourceClaimTemplate in resourceClaimTemplateName");
    }
  }

  private static void checkUses(
      FieldPath path, @Nullable List<ResourceClaim> uses, Set<String> claims, Violations found) {
    Set<String> seen = new HashSet<>();
    ClusterView.forEach(
        path,
        uses,
        ResourceClaim::getName,
        (place, use) -> {
          String name = Objects.requireNonNullElse(use.getName(), "");
          String request = Objects.requireNonNullElse(use.getRequest(), "");
          if (!claims.contains(name)) {
            found.invalid(
                CONTAINER,
                place.child("name"),
                name,
                "the pod has no claim of this name; add it to resourceClaims of the template");
          } else if (!seen.add(name + "/" + request)) {
            found.duplicate(
                CONTAINER, place.child("name"), name, "the container has it already; remove it");
          }
        });
  }
}
