package io.rayoperator.operator.kubernetes.cache;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.rayoperator.api.legacy.LegacyApi;
import java.util.List;

/** A RayCluster of {@code cluster.ray.io/v1} as it is stored. */
@Group(LegacyApi.GROUP)
@Version(LegacyApi.VERSION)
@Kind(LegacyApi.KIND)
@Plural(LegacyApi.PLURAL)
@Singular(LegacyApi.SINGULAR)
public final class StoredLegacyCluster extends StoredObject {

  private static final List<String> BULKY_ANNOTATIONS = List.of(LAST_APPLIED);

  /** Makes one without content. */
  public StoredLegacyCluster() {
    super(LegacyApi.API_VERSION, LegacyApi.KIND, BULKY_ANNOTATIONS);
  }
}
