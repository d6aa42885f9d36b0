package io.rayoperator.operator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.kubernetes.cache.RawJson;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Binds stored objects to the model, as far as they fit. */
public final class RayClusterBinder {

  private final ObjectReader specReader;
  private final ObjectReader statusReader;

  public RayClusterBinder() {
    JsonMapper json =
        JsonMapper.builder(JsonLimits.unlimitedFactory())
            // 2.5 replicas are a mistake, not two.
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();
    specReader = json.readerFor(RayClusterSpec.class);
    statusReader = json.readerFor(RayClusterStatus.class);
  }

  /** What a stored object is. */
  public sealed interface Bound {

    /** An object of the model. It may still break rules. */
    record Fit(RayCluster cluster) implements Bound {}

    /**
     * An object that is no RayCluster, whatever it says.
     *
     * @param message where it does not fit, and how
     */
    record Misfit(String message) implements Bound {}
  }

  /** Binds metadata and spec; the metadata are those of the stored object. */
  public Bound bind(StoredRayCluster stored) {
    RayCluster cluster = new RayCluster();
    cluster.setMetadata(stored.getMetadata());
    RawJson spec = stored.getSpec();
    if (spec != null) {
      try {
        cluster.setSpec(specReader.readValue(spec.utf8()));
      } catch (JsonMappingException e) {
        return new Bound.Misfit(path(e) + ": " + e.getOriginalMessage());
      } catch (IOException e) {
        throw new UncheckedIOException("a spec that is no JSON", e);
      }
    }
    return new Bound.Fit(cluster);
  }

  /**
   * The status; an empty one if there is none, or one that does not fit: it is about to be computed
   * anew.
   */
  public RayClusterStatus status(StoredRayCluster stored) {
    RawJson status = stored.getStatus();
    if (status != null) {
      try {
        @Nullable RayClusterStatus bound = statusReader.readValue(status.utf8());
        return bound == null ? new RayClusterStatus() : bound;
      } catch (JsonProcessingException e) {
        return new RayClusterStatus();
      } catch (IOException e) {
        throw new UncheckedIOException("a status that is no JSON", e);
      }
    }
    return new RayClusterStatus();
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder("spec");
    for (JsonMappingException.Reference reference : e.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append('.').append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
