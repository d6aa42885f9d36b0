package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.rayoperator.api.v1.schema.AllowedValues;
import io.rayoperator.api.v1.schema.MapKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Isolation of the pods by NetworkPolicies (KubeRay contract §9.3). */
public class NetworkPolicyOptions extends ApiObject {

  /** Traffic in both directions is denied unless a rule allows it. */
  public static final String DENY_ALL = "DenyAll";

  /** Only incoming traffic is restricted. */
  public static final String DENY_ALL_INGRESS = "DenyAllIngress";

  /** Only outgoing traffic is restricted. */
  public static final String DENY_ALL_EGRESS = "DenyAllEgress";

  @JsonPropertyDescription(
      "Directions in which everything is denied that no rule allows. DenyAll and DenyAllEgress "
          + "deny DNS too: allow it with an egress rule.")
  @Default(NetworkPolicyOptions.DENY_ALL)
  @AllowedValues({
    NetworkPolicyOptions.DENY_ALL,
    NetworkPolicyOptions.DENY_ALL_INGRESS,
    NetworkPolicyOptions.DENY_ALL_EGRESS
  })
  private @Nullable String mode;

  @JsonPropertyDescription("Further traffic of the head pod that is allowed.")
  private @Nullable NetworkPolicyRules head;

  @JsonPropertyDescription("Further traffic of worker pods that is allowed.")
  private @Nullable NetworkPolicyRules worker;

  @JsonPropertyDescription("Rules of single worker groups, used for them instead of worker.")
  @MapKeys("groupName")
  private @Nullable List<NetworkPolicyWorkerGroup> workerGroups;

  public @Nullable String getMode() {
    return mode;
  }

  public void setMode(@Nullable String mode) {
    this.mode = mode;
  }

  public @Nullable NetworkPolicyRules getHead() {
    return head;
  }

  public void setHead(@Nullable NetworkPolicyRules head) {
    this.head = head;
  }

  public @Nullable NetworkPolicyRules getWorker() {
    return worker;
  }

  public void setWorker(@Nullable NetworkPolicyRules worker) {
    this.worker = worker;
  }

  public @Nullable List<NetworkPolicyWorkerGroup> getWorkerGroups() {
    return workerGroups;
  }

  public void setWorkerGroups(@Nullable List<NetworkPolicyWorkerGroup> workerGroups) {
    this.workerGroups = workerGroups;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {mode, head, worker, workerGroups};
  }
}
