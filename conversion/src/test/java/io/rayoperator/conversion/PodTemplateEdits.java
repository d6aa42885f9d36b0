package io.rayoperator.conversion;

import static io.rayoperator.conversion.EditLaw.edit;
import static io.rayoperator.conversion.HubSpec.container;
import static io.rayoperator.conversion.HubSpec.moveSecondToTheEnd;
import static io.rayoperator.conversion.HubSpec.moveToTheEnd;
import static io.rayoperator.conversion.HubSpec.named;
import static io.rayoperator.conversion.HubSpec.pod;
import static io.rayoperator.conversion.HubSpec.rayContainer;
import static io.rayoperator.conversion.HubSpec.remove;
import static io.rayoperator.conversion.HubSpec.template;
import static io.rayoperator.conversion.HubSpec.worker;
import static io.rayoperator.conversion.HubSpec.workers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.EditLaw.Edit;
import java.util.List;

/**
 * Edits of worker groups that have pod templates, as in v1, in a layout that calls the list of them
 * otherwise. They mean the same in both versions, whoever makes them.
 *
 * @param list the layout's name of the list
 */
record PodTemplateEdits(String list) {

  List<Edit> all() {
    return List.of(
        edit("rayVersion", (s, g) -> s.put("rayVersion", "2"), (s, g) -> s.put("rayVersion", "2")),
        edit(
            "sizes",
            (s, g) -> group(s, g).put("replicas", 7).put("minReplicas", 2).put("maxReplicas", 8),
            (s, g) -> worker(s, g).put("replicas", 7).put("minReplicas", 2).put("maxReplicas", 8)),
        edit(
            "image",
            (s, g) -> rayContainer(group(s, g)).put("image", "new"),
            (s, g) -> container(s, g).put("image", "new")),
        edit(
            "label",
            (s, g) -> group(s, g).withObject("/template/metadata/labels").put("new", "label"),
            (s, g) -> template(s, g).withObject("/metadata/labels").put("new", "label")),
        edit(
            "sidecar",
            (s, g) -> podOf(s, g).withArray("/containers").addObject().put("name", "new"),
            (s, g) -> pod(s, g).withArray("/containers").addObject().put("name", "new")),
        edit(
            "volume",
            (s, g) -> podOf(s, g).putArray("volumes").addObject().put("name", "v"),
            (s, g) -> pod(s, g).putArray("volumes").addObject().put("name", "v")),
        edit(
            "containers reordered",
            (s, g) -> moveSecondToTheEnd(podOf(s, g).path("containers")),
            (s, g) -> moveSecondToTheEnd(pod(s, g).path("containers"))),
        edit(
            "group removed",
            (s, g) -> remove(groups(s), group(s, g)),
            (s, g) -> remove(workers(s), worker(s, g))),
        edit(
            "group moved to the end",
            (s, g) -> moveToTheEnd(groups(s), g),
            (s, g) -> moveToTheEnd(workers(s), g)));
  }

  ArrayNode groups(ObjectNode spec) {
    return (ArrayNode) spec.path(list);
  }

  ObjectNode group(ObjectNode spec, String name) {
    return named(groups(spec), name);
  }

  /** The spec of a group's pod template. */
  ObjectNode podOf(ObjectNode spec, String group) {
    return (ObjectNode) group(spec, group).at("/template/spec");
  }
}
