package io.rayoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which namespaces have an operator of their own. Its claim is the Lease that it leads by, in the
 * namespace that it serves: whoever can write that Lease can keep the operator of all namespaces
 * out of this namespace, and out of no other.
 */
public final class NamespaceClaims implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NamespaceClaims.class);

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;

  /** By namespace. */
  private final Map<String, Claim> claims = new ConcurrentHashMap<>();

  private @Nullable SharedIndexInformer<Lease> informer;

  /**
   * A claim as it was seen. Clocks may differ, so only the time since then counts.
   *
   * @param holder of the Lease; empty if nobody holds it
   * @param renewed when its holder says that it was renewed
   * @param lasts how long after that
   */
  record Claim(String holder, String renewed, Duration lasts, long seenAt) {

    boolean isLive(long now) {
      return !holder.isEmpty() && now - seenAt < lasts.toNanos();
    }

    Claim after(@Nullable Claim before) {
      return before != null && holder.equals(before.holder) && renewed.equals(before.renewed)
          ? before
          : this;
    }
  }

  NamespaceClaims(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Begins to look, and returns when all claims are known.
   *
   * @param own namespace of this operator's own Lease
   */
  void watch(KubernetesClient client, String leaseName, String own) {
    try {
      informer =
          client
              .leases()
              .inAnyNamespace()
              .withField("metadata.name", leaseName)
              .inform(new Handler(own));
    } catch (KubernetesClientException e) {
      log.warn(
          "Whether namespaces have operators of their own is not known: the operator's account may"
              + " not list and watch the leases {}; see config/python/operator_cluster_scoped.yaml",
          leaseName);
      log.debug("Leases", e);
    }
  }

  /** The operator that a namespace is left to; empty if there is none. */
  public Optional<String> holder(String namespace) {
    Claim claim = claims.get(namespace);
    return claim != null && claim.isLive(nanoTime.getAsLong())
        ? Optional.of(claim.holder())
        : Optional.empty();
  }

  void seen(String namespace, @Nullable LeaseSpec spec) {
    if (spec == null) {
      claims.remove(namespace);
      return;
    }
    Duration lasts =
        Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0));
    Claim claim =
        new Claim(
            Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
            String.valueOf(spec.getRenewTime()),
            lasts.compareTo(LONGEST) < 0 ? lasts : LONGEST,
            nanoTime.getAsLong());
    claims.compute(namespace, (key, before) -> claim.after(before));
  }

  @Override
  public void close() {
    if (informer != null) {
      informer.close();
    }
  }

  private final class Handler implements ResourceEventHandler<Lease> {

    private final String own;

    Handler(String own) {
      this.own = own;
    }

    @Override
    public void onAdd(Lease lease) {
      String namespace = lease.getMetadata().getNamespace();
      if (!namespace.equals(own)) {
        seen(namespace, lease.getSpec());
      }
    }

    @Override
    public void onUpdate(Lease old, Lease lease) {
      onAdd(lease);
    }

    @Override
    public void onDelete(Lease lease, boolean unknown) {
      claims.remove(lease.getMetadata().getNamespace());
    }
  }
}
