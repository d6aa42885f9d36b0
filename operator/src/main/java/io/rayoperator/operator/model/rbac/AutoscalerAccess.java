package io.rayoperator.operator.model.rbac;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.metadata.OwnerReferences;
import io.rayoperator.operator.model.names.NameLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * The service account of the head pod and what it may do, while the autoscaler is on. A service
 * account that the user named is the user's.
 */
public final class AutoscalerAccess {

  private static final String RBAC_GROUP = "rbac.authorization.k8s.io";

  private AutoscalerAccess() {}

  /** The objects that have to exist; none while the autoscaler is off. */
  public static List<HasMetadata> desired(DesiredCluster cluster) {
    List<HasMetadata> objects = new ArrayList<>();
    if (cluster.autoscaling()) {
      if (chosenServiceAccount(cluster).isEmpty()) {
        objects.add(serviceAccount(cluster));
      }
      objects.add(role(cluster));
      objects.add(roleBinding(cluster));
    }
    return objects;
  }

  /** Name of the service account of the head pod while the autoscaler is on (§1.3). */
  public static String serviceAccountName(DesiredCluster cluster) {
    String chosen = chosenServiceAccount(cluster);
    return NameLimits.objectName(chosen.isEmpty() ? cluster.name() : chosen);
  }

  private static String chosenServiceAccount(DesiredCluster cluster) {
    return Absent.asEmpty(cluster.head().template().getSpec().getServiceAccountName());
  }

  private static ServiceAccount serviceAccount(DesiredCluster cluster) {
    return new ServiceAccountBuilder().withMetadata(metadata(cluster)).build();
  }

  private static Role role(DesiredCluster cluster) {
    return new RoleBuilder()
        .withMetadata(metadata(cluster))
        .withRules(
            new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("pods")
                .withVerbs("get", "list", "watch", "patch")
                .build(),
            new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("pods/resize")
                .withVerbs("patch")
                .build(),
            // Its own cluster; with KubeRay it may change every RayCluster of the namespace.
            new PolicyRuleBuilder()
                .withApiGroups(ApiGroup.NAME)
                .withResources(ApiGroup.RAY_CLUSTER_PLURAL)
                .withResourceNames(cluster.name())
                .withVerbs(
                    cluster.deletedWhenIdle()
                        ? List.of("get", "patch", "delete")
                        : List.of("get", "patch"))
                .build())
        .build();
  }

  private static RoleBinding roleBinding(DesiredCluster cluster) {
    ObjectMeta metadata = metadata(cluster);
    return new RoleBindingBuilder()
        .withMetadata(metadata)
        .withNewRoleRef()
        .withApiGroup(RBAC_GROUP)
        .withKind("Role")
        .withName(metadata.getName())
        .endRoleRef()
        .addNewSubject()
        .withKind("ServiceAccount")
        .withNamespace(cluster.namespace())
        .withName(serviceAccountName(cluster))
        .endSubject()
        .build();
  }

  private static ObjectMeta metadata(DesiredCluster cluster) {
    return new ObjectMetaBuilder()
        .withName(NameLimits.objectName(cluster.name()))
        .withNamespace(cluster.namespace())
        .addToLabels(RayLabels.CLUSTER, cluster.name())
        .addToLabels(RayLabels.APP_NAME, RayLabels.APP_NAME_VALUE)
        .addToLabels(RayLabels.APP_CREATED_BY, RayLabels.APP_CREATED_BY_VALUE)
        .withOwnerReferences(OwnerReferences.controller(cluster))
        .build();
  }
}
