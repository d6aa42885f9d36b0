package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules on top of those that the operator always adds. */
public class NetworkPolicyRules extends ApiObject {

  @JsonPropertyDescription("Incoming traffic to allow, as in a NetworkPolicy.")
  private @Nullable List<NetworkPolicyIngressRule> ingressRules;

  @JsonPropertyDescription("Outgoing traffic to allow, as in a NetworkPolicy.")
  private @Nullable List<NetworkPolicyEgressRule> egressRules;

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
    return new @Nullable Object[] {ingressRules, egressRules};
  }
}
