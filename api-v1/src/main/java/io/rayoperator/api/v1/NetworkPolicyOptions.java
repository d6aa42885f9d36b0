package io.rayoperator.api.v1;

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

  private @Nullable String mode;

  private @Nullable NetworkPolicyRules head;

  private @Nullable NetworkPolicyRules worker;

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
