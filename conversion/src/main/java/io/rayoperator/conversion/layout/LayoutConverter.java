package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.residual.ListIdentity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two projections of one layout. Each writes what the other side can say and forgets the rest:
 * what was forgotten is found by comparing, and travels in the residual. So a projection needs no
 * care for losses, only these:
 *
 * <ul>
 *   <li>it is a function of what is visible in its input, and it never throws, whatever types it
 *       meets;
 *   <li>what it writes is complete: the API server would neither add a default nor prune a field;
 *   <li>it shares what it does not change.
 * </ul>
 */
public interface LayoutConverter {
  /**
   * The v1 spec of a spec of this layout.
   *
   * @param clusterName the object's name, null if it has none yet
   */
  ObjectNode up(ObjectNode spec, @Nullable String clusterName);

  /** The spec of this layout of a v1 spec. */
  ObjectNode down(ObjectNode spec);

  /**
   * The status of a v1 object as this layout shows it.
   *
   * @param status what v1alpha1 knows of it in every layout
   * @param hubStatus the status in v1
   * @return {@code status} itself if the layout has nothing to add
   */
  default ObjectNode statusDown(ObjectNode status, ObjectNode hubStatus) {
    return status;
  }

  /** Names list elements of what {@link #down} returned. */
  default ListIdentity shownIdentity() {
    return ListIdentity.BY_KEY;
  }

  /**
   * Names list elements of a spec of this layout as its user wrote it, as {@link #up} names them in
   * v1.
   */
  default ListIdentity writtenIdentity() {
    return ListIdentity.BY_KEY;
  }

  /**
   * Fields that some variants of this layout call otherwise: the name that {@link #down} writes, to
   * the other one.
   */
  default Map<String, String> otherNames() {
    return Map.of();
  }

  /**
   * What a spec of this layout, as its user wrote it, says and no cluster ever does.
   *
   * @return what becomes of it, in words for its user, by the path below {@code spec}
   */
  default Map<String, String> notices(ObjectNode written) {
    return Map.of();
  }

  /**
   * Where every field of this layout goes, in the order in which people should read it. Tests hold
   * the rows against the schema and against what {@link #up} does.
   */
  List<FieldMove> moves();

  /**
   * Where a field of a v1 spec is written in this layout.
   *
   * @param written the spec of this layout as its user sees it
   * @param hub the v1 spec
   * @param path the path below {@code spec} in v1: field names and list indexes
   * @return the path below {@code spec} in this layout; null if it has no place there
   */
  @Nullable List<String> pathInLayout(ObjectNode written, ObjectNode hub, List<String> path);
}
