package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of one worker group, in place of those of all workers. */
public class NetworkPolicyWorkerGroup extends ApiObject {

  @JsonPropertyDescription("A name from workerGroupSpecs.")
  @Required
  private @Nullable String groupName;

  @JsonPropertyDescription("Incoming traffic to allow, as in a NetworkPolicy.")
  private @Nullable List<NetworkPolicyIngressRule> ingressRules;

  @JsonPropertyDescription("Outgoing traffic to allow, as in a NetworkPolicy.")
  private @Nullable List<NetworkPolicyEgressRule> egressRules;

  public @Nullable String getGroupName() {
    return groupName;
  }

  public void setGroupName(@Nullable String groupName) {
    this.groupName = groupName;
  }

  public @Nullable List<NetworkPolicyIngressRule> getIngressRules() {
    return ingressRules;
  }

  public void setIngressRules(@Nullable List<NetworkPolicyIngressRule> ingressRules) {
    this.ingressRules = ingressRules;
  }

  public @Nullable List<NetworkPolicyEgressRule> getEgressRules() {
    return egressRules;
  }

  public void setEgressRules(@Nullable List<NetworkPolicyEgressRule> egressRules) {
    this.egressRules = egressRules;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {groupName, ingressRules, egressRules};
  }
}
