package io.rayoperator.api.legacy;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.rayoperator.api.v1.ApiResource;

/** A Ray cluster of the Python operator: pod types, one of which is the head's. */
@Group(LegacyApi.GROUP)
@Version(value = LegacyApi.VERSION, served = true, storage = true)
@Kind(LegacyApi.KIND)
@Singular(LegacyApi.SINGULAR)
@Plural(LegacyApi.PLURAL)
@ShortNames({LegacyApi.SHORT_NAME, LegacyApi.LONG_NAME})
public class RayCluster extends ApiResource<RayClusterSpec, RayClusterStatus> {}
