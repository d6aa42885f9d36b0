package io.rayoperator.legacy;

import java.util.List;

/** Where each field of {@code cluster.ray.io/v1} goes, for people. */
public final class FieldTable {

  /**
   * One field.
   *
   * @param field its path in {@code cluster.ray.io/v1}
   * @param target its path in {@code ray.io/v1}
   * @param remark how it changes on the way; may be empty
   */
  public record Row(String field, String target, String remark) {}

  private static final String GROUPS = "spec.workerGroupSpecs[]";
  private static final String BOTH = "spec.headGroupSpec, " + GROUPS;
  private static final String ARGS = ".template.spec.containers[0].args";

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "metadata.labels, metadata.annotations",
              BOTH,
              "those of users restart Ray when they change: a hash of them is the pod annotation "
                  + LegacyNames.RESTART_ANNOTATION),
          new Row(
              "spec.maxWorkers",
              GROUPS + ".maxReplicas",
              "2 if absent. Most workers of all types together: kept by the annotation "
                  + LegacyNames.MAX_WORKERS_ANNOTATION
                  + ", and by limits of the groups that follow what the others use"),
          new Row(
              "spec.upscalingSpeed",
              "spec.autoscalerOptions.upscalingMode",
              "up to 1: Conservative; more: Default"),
          new Row(
              "spec.idleTimeoutMinutes",
              "spec.autoscalerOptions.idleTimeoutSeconds",
              "5 minutes if absent"),
          new Row("spec.headPodType", "spec.headGroupSpec", "the type of this name is the head's"),
          new Row(
              "spec.headServicePorts[]",
              "spec.headGroupSpec.headService.spec.ports",
              "by name over client 10001, dashboard 8265 and ray-serve 8000; the GCS's port comes"
                  + " to them"),
          new Row(
              "spec.headStartRayCommands[]",
              "spec.headGroupSpec" + ARGS,
              "run as they are; the last ray start gets --block and --no-monitor, and loses"
                  + " --autoscaling-config"),
          new Row(
              "spec.workerStartRayCommands[]",
              GROUPS + ARGS,
              "the same, after the head can be reached; RAY_HEAD_IP is the name of its Service"),
          new Row(
              "spec.setupCommands[], spec.SetupCommands[]",
              BOTH + ": args",
              "run on all pods before Ray starts; the old definition pruned them"),
          new Row("spec.headSetupCommands[]", "spec.headGroupSpec" + ARGS, "run on the head"),
          new Row(
              "spec.workerSetupCommands[]",
              GROUPS + ARGS,
              "run on workers whose type has none of its own"),
          new Row(
              "spec.podTypes[].name",
              GROUPS + ".groupName",
              "with '-' for what ray.io/v1 does not allow; also the pod label "
                  + LegacyNames.USER_NODE_TYPE_LABEL),
          new Row("spec.podTypes[].minWorkers", GROUPS + ".minReplicas", "0 if absent"),
          new Row(
              "spec.podTypes[].maxWorkers",
              GROUPS + ".maxReplicas",
              "spec.maxWorkers if absent, 0 for the head's type; the head's type is a worker group"
                  + " too if it has workers"),
          new Row(
              "spec.podTypes[].rayResources",
              BOTH + ": rayStartParams, env RAY_OVERRIDE_RESOURCES",
              "over what is detected from limits and requests"),
          new Row(
              "spec.podTypes[].setupCommands[], workerSetupCommands[]",
              GROUPS + ARGS,
              "run on workers before Ray starts; workerSetupCommands wins"),
          new Row(
              "spec.podTypes[].podConfig.metadata.generateName",
              BOTH + ": pod annotation " + LegacyNames.GENERATE_NAME_ANNOTATION,
              "after the name of the cluster, unless it begins with it"),
          new Row("spec.podTypes[].podConfig.metadata", BOTH + ": template.metadata", ""),
          new Row(
              "spec.podTypes[].podConfig.spec",
              BOTH + ": template.spec",
              "the command of the first container goes on beside Ray"));

  private FieldTable() {}

  public static List<Row> rows() {
    return ROWS;
  }
}
