package io.rayoperator.config.schema;

import static io.rayoperator.config.schema.SchemaRule.also;
import static io.rayoperator.config.schema.SchemaRule.anything;
import static io.rayoperator.config.schema.SchemaRule.defaultsTo;
import static io.rayoperator.config.schema.SchemaRule.distinct;
import static io.rayoperator.config.schema.SchemaRule.mergedBy;
import static io.rayoperator.config.schema.SchemaRule.oneValue;
import static io.rayoperator.config.schema.SchemaRule.only;
import static io.rayoperator.config.schema.SchemaRule.required;
import static java.util.Map.entry;

import io.fabric8.kubernetes.api.model.AWSElasticBlockStoreVolumeSource;
import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.AzureDiskVolumeSource;
import io.fabric8.kubernetes.api.model.AzureFileVolumeSource;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.CinderVolumeSource;
import io.fabric8.kubernetes.api.model.ClusterTrustBundleProjection;
import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import io.fabric8.kubernetes.api.model.ContainerRestartRuleOnExitCodes;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.FileKeySelector;
import io.fabric8.kubernetes.api.model.FlexVolumeSource;
import io.fabric8.kubernetes.api.model.GCEPersistentDiskVolumeSource;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.GitRepoVolumeSource;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.ISCSIVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodCertificateProjection;
import io.fabric8.kubernetes.api.model.PodOS;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PortworxVolumeSource;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.ResourceClaim;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.SleepAction;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TypedLocalObjectReference;
import io.fabric8.kubernetes.api.model.TypedObjectReference;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VsphereVirtualDiskVolumeSource;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import java.util.List;
import java.util.Map;

/**
 * What Kubernetes says about its own types in the schemas of its API and the model classes do not:
 * required fields, merge keys, defaults. The same as in KubeRay's CustomResourceDefinition, except
 * for two places that no pod can be made of: ephemeral containers and the status of a Service are
 * accepted and kept, but not described.
 */
final class KubernetesTypes {

  private static final JSONSchemaProps TEXT =
      new JSONSchemaPropsBuilder().withType("string").build();

  private static final JSONSchemaProps TEXTS =
      new JSONSchemaPropsBuilder()
          .withType("object")
          .withNewAdditionalProperties()
          .withSchema(TEXT)
          .endAdditionalProperties()
          .build();

  private static final JSONSchemaProps SCHEDULING_GROUP =
      new JSONSchemaPropsBuilder().withType("object").addToProperties("podGroupName", TEXT).build();

  private static final Map<Class<?>, List<SchemaRule>> RULES =
      Map.ofEntries(
          entry(AWSElasticBlockStoreVolumeSource.class, List.of(required("volumeID"))),
          entry(AppArmorProfile.class, List.of(required("type"))),
          entry(
              AzureDiskVolumeSource.class,
              List.of(
                  required("diskName", "diskURI"),
                  defaultsTo("fsType", "ext4"),
                  defaultsTo("readOnly", false))),
          entry(AzureFileVolumeSource.class, List.of(required("secretName", "shareName"))),
          entry(CSIVolumeSource.class, List.of(required("driver"))),
          entry(CinderVolumeSource.class, List.of(required("volumeID"))),
          entry(ClusterTrustBundleProjection.class, List.of(required("path"))),
          entry(ConfigMapEnvSource.class, List.of(oneValue(), defaultsTo("name", ""))),
          entry(
              ConfigMapKeySelector.class,
              List.of(required("key"), oneValue(), defaultsTo("name", ""))),
          entry(ConfigMapProjection.class, List.of(oneValue(), defaultsTo("name", ""))),
          entry(ConfigMapVolumeSource.class, List.of(oneValue(), defaultsTo("name", ""))),
          entry(
              Container.class,
              List.of(
                  required("name"),
                  mergedBy("env", "name"),
                  mergedBy("volumeDevices", "devicePath"),
                  mergedBy("volumeMounts", "mountPath"))),
          entry(ContainerPort.class, List.of(required("containerPort"))),
          entry(ContainerResizePolicy.class, List.of(required("resourceName", "restartPolicy"))),
          entry(ContainerRestartRule.class, List.of(required("action"))),
          entry(
              ContainerRestartRuleOnExitCodes.class,
              List.of(required("operator"), distinct("values"))),
          entry(DownwardAPIVolumeFile.class, List.of(required("path"))),
          entry(EnvVar.class, List.of(required("name"))),
          entry(
              FileKeySelector.class,
              List.of(
                  required("key", "path", "volumeName"),
                  oneValue(),
                  defaultsTo("optional", false))),
          entry(FlexVolumeSource.class, List.of(required("driver"))),
          entry(GCEPersistentDiskVolumeSource.class, List.of(required("pdName"))),
          entry(GRPCAction.class, List.of(required("port"), defaultsTo("service", ""))),
          entry(GitRepoVolumeSource.class, List.of(required("repository"))),
          entry(HTTPGetAction.class, List.of(required("port"))),
          entry(HTTPHeader.class, List.of(required("name", "value"))),
          entry(HostAlias.class, List.of(required("ip"))),
          entry(HostPathVolumeSource.class, List.of(required("path"))),
          entry(IPBlock.class, List.of(required("cidr"))),
          entry(
              ISCSIVolumeSource.class,
              List.of(
                  required("iqn", "lun", "targetPortal"), defaultsTo("iscsiInterface", "default"))),
          entry(KeyToPath.class, List.of(required("key", "path"))),
          entry(LabelSelector.class, List.of(oneValue())),
          entry(LabelSelectorRequirement.class, List.of(required("key", "operator"))),
          entry(LocalObjectReference.class, List.of(oneValue(), defaultsTo("name", ""))),
          entry(NFSVolumeSource.class, List.of(required("path", "server"))),
          entry(NodeSelector.class, List.of(required("nodeSelectorTerms"), oneValue())),
          entry(NodeSelectorRequirement.class, List.of(required("key", "operator"))),
          entry(NodeSelectorTerm.class, List.of(oneValue())),
          entry(ObjectFieldSelector.class, List.of(required("fieldPath"), oneValue())),
          entry(
              ObjectMeta.class,
              List.of(only("annotations", "finalizers", "labels", "name", "namespace"))),
          entry(PersistentVolumeClaimTemplate.class, List.of(required("spec"))),
          entry(PersistentVolumeClaimVolumeSource.class, List.of(required("claimName"))),
          entry(PodAffinityTerm.class, List.of(required("topologyKey"))),
          entry(
              PodCertificateProjection.class,
              List.of(required("keyType", "signerName"), also("userAnnotations", TEXTS))),
          entry(PodOS.class, List.of(required("name"))),
          entry(PodReadinessGate.class, List.of(required("conditionType"))),
          entry(PodResourceClaim.class, List.of(required("name"))),
          entry(PodSchedulingGate.class, List.of(required("name"))),
          entry(
              PodSpec.class,
              List.of(
                  required("containers"),
                  oneValue("nodeSelector"),
                  mergedBy("containers", "name"),
                  mergedBy("hostAliases", "ip"),
                  mergedBy("imagePullSecrets", "name"),
                  mergedBy("initContainers", "name"),
                  mergedBy("resourceClaims", "name"),
                  mergedBy("schedulingGates", "name"),
                  mergedBy("topologySpreadConstraints", "topologyKey", "whenUnsatisfiable"),
                  mergedBy("volumes", "name"),
                  anything("ephemeralContainers"),
                  also("schedulingGroup", SCHEDULING_GROUP))),
          entry(PortworxVolumeSource.class, List.of(required("volumeID"))),
          entry(PreferredSchedulingTerm.class, List.of(required("preference", "weight"))),
          entry(ResourceClaim.class, List.of(required("name"))),
          entry(ResourceFieldSelector.class, List.of(required("resource"), oneValue())),
          entry(ResourceRequirements.class, List.of(mergedBy("claims", "name"))),
          entry(SeccompProfile.class, List.of(required("type"))),
          entry(SecretEnvSource.class, List.of(oneValue(), defaultsTo("name", ""))),
          entry(
              SecretKeySelector.class,
              List.of(required("key"), oneValue(), defaultsTo("name", ""))),
          entry(SecretProjection.class, List.of(oneValue(), defaultsTo("name", ""))),
          entry(Service.class, List.of(anything("status"))),
          entry(ServiceAccountTokenProjection.class, List.of(required("path"))),
          entry(ServicePort.class, List.of(required("port"))),
          entry(ServiceSpec.class, List.of(oneValue("selector"))),
          entry(SleepAction.class, List.of(required("seconds"))),
          entry(Sysctl.class, List.of(required("name", "value"))),
          entry(TCPSocketAction.class, List.of(required("port"))),
          entry(
              TopologySpreadConstraint.class,
              List.of(required("maxSkew", "topologyKey", "whenUnsatisfiable"))),
          entry(TypedLocalObjectReference.class, List.of(required("kind", "name"), oneValue())),
          entry(TypedObjectReference.class, List.of(required("kind", "name"))),
          entry(
              Volume.class,
              List.of(
                  required("name"),
                  anything("cephfs"),
                  anything("flocker"),
                  anything("glusterfs"),
                  anything("photonPersistentDisk"),
                  anything("quobyte"),
                  anything("rbd"),
                  anything("scaleIO"),
                  anything("storageos"))),
          entry(VolumeDevice.class, List.of(required("devicePath", "name"))),
          entry(VolumeMount.class, List.of(required("mountPath", "name"))),
          entry(VsphereVirtualDiskVolumeSource.class, List.of(required("volumePath"))),
          entry(WeightedPodAffinityTerm.class, List.of(required("podAffinityTerm", "weight"))));

  /** The rules of a type; none for types of our own. */
  static List<SchemaRule> rulesOf(Class<?> type) {
    return RULES.getOrDefault(type, List.of());
  }

  private KubernetesTypes() {}
}
