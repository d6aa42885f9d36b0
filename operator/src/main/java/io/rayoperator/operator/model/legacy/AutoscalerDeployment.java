package io.rayoperator.operator.model.legacy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.pod.HeadAddress;
import io.rayoperator.operator.model.rbac.AutoscalerAccess;
import java.util.List;
import java.util.Map;

/**
 * Ray's autoscaler of one cluster, in a pod of its own. The Python operator ran it beside itself,
 * so that heads have no such process and no rights; neither have they here. It is the image's own,
 * as it has to be of the head's version.
 */
public final class AutoscalerDeployment {

  /** Label of the Deployment and its pod; its value is the name of the cluster. */
  public static final String LABEL = "cluster.ray.io/autoscaler-of";

  /** Name of the container that runs it. */
  public static final String CONTAINER = "autoscaler";

  /**
   * Ray's {@code kuberay-autoscaler} takes its own address for the head's, as it is a container of
   * the head pod elsewhere. Ray 2.60 can be told another one; before, it has to be made to.
   *
   * <p>How long nodes are idle it tells only in the status block of Ray 1.2, {@code
   * legacy_info_string.py}, which is not in its log otherwise.
   */
  private static final String START =
      """
      import inspect, logging, os, sys
      from ray.autoscaler._private.kuberay import run_autoscaler as autoscaler
      cluster = [os.environ["RAY_CLUSTER_NAME"], os.environ["RAY_CLUSTER_NAMESPACE"]]
      head, gcs = os.environ["RAY_HEAD_IP"], os.environ["RAY_HEAD_IP"] + ":" + os.environ["RAY_PORT"]
      status = logging.getLogger("ray.autoscaler._private.legacy_info_string")
      status.setLevel(logging.DEBUG)
      status.addHandler(logging.StreamHandler(sys.stdout))
      run = autoscaler.run_kuberay_autoscaler
      if "gcs_address" in inspect.signature(run).parameters:
          run(*cluster, gcs_address=gcs)
      else:
          autoscaler.get_node_ip_address = lambda *ignored: head
          autoscaler.build_address = lambda *ignored: gcs
          run(*cluster)
      """;

  private static final String SCRATCH = "ray-logs";

  private AutoscalerDeployment() {}

  /**
   * The Deployment. It requests nothing, so that a cluster takes what its manifest says.
   *
   * @param owner of the cluster: it goes with it
   */
  public static Deployment of(DesiredCluster cluster, HeadAddress head, OwnerReference owner) {
    Map<String, String> labels = Map.of(LABEL, cluster.name());
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(LegacyNames.autoscaler(cluster.name()))
        .withNamespace(cluster.namespace())
        .withLabels(labels)
        .withOwnerReferences(owner)
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        // Never two that decide about one cluster.
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withSpec(pod(cluster, head))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(DesiredCluster cluster, HeadAddress head) {
    PodSpec template = cluster.head().template().getSpec();
    return new PodSpecBuilder()
        .withServiceAccountName(AutoscalerAccess.serviceAccountName(cluster))
        .withImagePullSecrets(Absent.asEmpty(template.getImagePullSecrets()))
        .withNodeSelector(Absent.asEmpty(template.getNodeSelector()))
        .withTolerations(Absent.asEmpty(template.getTolerations()))
        .withSecurityContext(template.getSecurityContext())
        .withEnableServiceLinks(false)
        .withContainers(container(cluster, head))
        .addNewVolume()
        .withName(SCRATCH)
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .build();
  }

  private static Container container(DesiredCluster cluster, HeadAddress head) {
    Container ray = cluster.head().rayContainer();
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(ray.getImage())
        .withImagePullPolicy(ray.getImagePullPolicy())
        .withCommand("python", "-u", "-c", START)
        .withEnv(
            List.of(
                variable("RAY_CLUSTER_NAME", cluster.name()),
                variable("RAY_CLUSTER_NAMESPACE", cluster.namespace()),
                variable("RAY_HEAD_IP", head.domainName()),
                variable("RAY_PORT", head.gcsPort()),
                variable("KUBERAY_CRD_VER", ApiGroup.V1)))
        .withSecurityContext(ray.getSecurityContext())
        .addNewVolumeMount()
        .withName(SCRATCH)
        .withMountPath("/tmp/ray")
        .endVolumeMount()
        .build();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }
}
