package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.withHeadPod;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in volumes, and volumes that are block devices. */
class VolumeFileRulesTest {

  private static final String HEAD = "spec.headGroupSpec.template.spec.";

  private static List<String> found(String pod) {
    return validate(withHeadPod(pod)).stream()
        .map(violation -> violation.field() + " " + violation.rule().id())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          secret: {secretName: a, items: [{path: a}]}                | secret.items[0].key                        | volume-file-path
          secret: {secretName: a, items: [{key: a, path: ..a}]}      | secret.items[0].path                       | volume-file-path
          secret: {secretName: a, items: [{key: a, path: b, mode: 512}]} | secret.items[0].mode                   | volume-file-mode
          secret: {secretName: a, defaultMode: -1}                   | secret.defaultMode                         | volume-file-mode
          configMap: {name: a, items: [{key: a}]}                    | configMap.items[0].path                    | volume-file-path
          configMap: {name: a, items: [{key: a, path: /a}]}          | configMap.items[0].path                    | volume-file-path
          configMap: {name: a, items: [{key: a, path: a/../b}]}      | configMap.items[0].path                    | volume-file-path
          configMap: {name: a, defaultMode: 644}                     | configMap.defaultMode                      | volume-file-mode
          downwardAPI: {defaultMode: 512}                            | downwardAPI.defaultMode                    | volume-file-mode
          downwardAPI: {items: [{fieldRef: {fieldPath: metadata.uid}}]} | downwardAPI.items[0].path               | volume-file-path
          downwardAPI: {items: [{path: a}]}                          | downwardAPI.items[0]                       | volume-file-field
          downwardAPI: {items: [{path: a, mode: 999, fieldRef: {fieldPath: metadata.uid}}]} | downwardAPI.items[0].mode | volume-file-mode
          downwardAPI: {items: [{path: a, fieldRef: {}}]}            | downwardAPI.items[0].fieldRef.fieldPath    | volume-file-field
          downwardAPI: {items: [{path: a, fieldRef: {fieldPath: status.podIP}}]} | downwardAPI.items[0].fieldRef.fieldPath | volume-file-field
          downwardAPI: {items: [{path: a, fieldRef: {fieldPath: "metadata.labels['a b']"}}]} | downwardAPI.items[0].fieldRef.fieldPath | volume-file-field
          downwardAPI: {items: [{path: a, fieldRef: {fieldPath: "metadata.labels['A.com/b']"}}]} | downwardAPI.items[0].fieldRef.fieldPath | volume-file-field
          downwardAPI: {items: [{path: a, resourceFieldRef: {resource: limits.cpu}}]} | downwardAPI.items[0].resourceFieldRef.containerName | volume-file-field
          downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: a}}]} | downwardAPI.items[0].resourceFieldRef.resource | volume-file-field
          downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: a, resource: cpu}}]} | downwardAPI.items[0].resourceFieldRef.resource | volume-file-field
          downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.uid}, resourceFieldRef: {containerName: a, resource: limits.cpu}}]} | downwardAPI.items[0].resourceFieldRef | volume-file-field
          projected: {defaultMode: 512}                              | projected.defaultMode                      | volume-file-mode
          projected: {sources: [{secret: {}}]}                       | projected.sources[0].secret.name           | volume-projection-form
          projected: {sources: [{configMap: {name: ''}}]}            | projected.sources[0].configMap.name        | volume-projection-form
          projected: {sources: [{secret: {name: a}, configMap: {name: a}}]} | projected.sources[0]                | volume-projection-form
          projected: {sources: [{secret: {name: a}, sourceOfTomorrow: {}}]} | projected.sources[0]                | volume-projection-form
          projected: {sources: [null, {secret: {name: a, items: [{key: a, path: /b}]}}]} | projected.sources[1].secret.items[0].path | volume-file-path
          projected: {sources: [{configMap: {name: a, items: [{path: b}]}}]} | projected.sources[0].configMap.items[0].key | volume-file-path
          projected: {sources: [{downwardAPI: {items: [{path: a}]}}]} | projected.sources[0].downwardAPI.items[0] | volume-file-field
          projected: {sources: [{serviceAccountToken: {}}]}          | projected.sources[0].serviceAccountToken.path | volume-file-path
          projected: {sources: [{serviceAccountToken: {path: a, expirationSeconds: 599}}]} | projected.sources[0].serviceAccountToken.expirationSeconds | volume-projection-form
          projected: {sources: [{serviceAccountToken: {path: a, expirationSeconds: 4294967297}}]} | projected.sources[0].serviceAccountToken.expirationSeconds | volume-projection-form
          projected: {sources: [{secret: {name: a, items: [{key: a, path: f}]}}, {configMap: {name: a, items: [{key: a, path: f}]}}]} | projected.sources[1].configMap.items[0].path | volume-projection-form
          projected: {sources: [{configMap: {name: a, items: [{key: a, path: f}]}}, {secret: {name: a, items: [{key: a, path: f}]}}]} | projected.sources[1].secret.items[0].path | volume-projection-form
          projected: {sources: [{configMap: {name: a, items: [{key: a, path: f}]}}, {downwardAPI: {items: [{path: f, fieldRef: {fieldPath: metadata.uid}}]}}]} | projected.sources[1].downwardAPI.items[0].path | volume-projection-form
          ephemeral: {}                                              | ephemeral.volumeClaimTemplate.spec         | ephemeral-volume-claim
          ephemeral: {volumeClaimTemplate: {spec: {resources: {requests: {storage: 1}}}}} | ephemeral.volumeClaimTemplate.spec.accessModes | ephemeral-volume-claim
          ephemeral: {volumeClaimTemplate: {spec: {accessModes: [Any], resources: {requests: {storage: 1}}}}} | ephemeral.volumeClaimTemplate.spec.accessModes[0] | ephemeral-volume-claim
          ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOncePod, ReadOnlyMany], resources: {requests: {storage: 1}}}}} | ephemeral.volumeClaimTemplate.spec.accessModes | ephemeral-volume-claim
          ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany]}}} | ephemeral.volumeClaimTemplate.spec.resources.requests.storage | ephemeral-volume-claim
          ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: 0}}}}} | ephemeral.volumeClaimTemplate.spec.resources.requests.storage | ephemeral-volume-claim
          ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany], volumeMode: Raw, resources: {requests: {storage: 1}}}}} | ephemeral.volumeClaimTemplate.spec.volumeMode | ephemeral-volume-claim
          ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadOnlyMany], storageClassName: A_b, resources: {requests: {storage: 1}}}}} | ephemeral.volumeClaimTemplate.spec.storageClassName | ephemeral-volume-claim
          """)
  void volumeIsWrong(String source, String field, String rule) {
    assertThat(found("volumes: [{name: v, " + source + "}]"))
        .containsExactly(HEAD + "volumes[0]." + field + " " + rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret: {secretName: a, defaultMode: 0, items: [null, {key: a, path: a..b/.c, mode: 511}]}",
        "configMap: {name: a, items: []}",
        "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.annotations}}]}",
        "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: \"metadata.annotations['A.com/b']\"}}]}",
        "downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: a, resource: limits.hugepages-1Gi}}]}",
        "projected: {sources: [{}, {serviceAccountToken: {path: a, expirationSeconds: 4294967296}}]}",
        "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce, ReadOnlyMany], storageClassName: a.b, volumeMode: Block, resources: {requests: {storage: 1m}}}}}"
      })
  void volumeIsAllowed(String source) {
    assertThat(found("volumes: [{name: v, " + source + "}]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{devicePath: /d}]                                       | [0].name       | device-volume
          [{name: nothing, devicePath: /d}]                        | [0].name       | device-volume
          [{name: files, devicePath: /d}]                          | [0].name       | device-volume
          [{name: mounted, devicePath: /d}]                        | [0].name       | device-volume
          [{name: claim, devicePath: /c}, {name: claim, devicePath: /d}] | [1].name | device-volume
          [{name: claim}]                                          | [0].devicePath | device-path-form
          [{name: claim, devicePath: /d/..}]                       | [0].devicePath | device-path-form
          [{name: claim, devicePath: /mount}]                      | [0].devicePath | device-path-form
          [{name: claim, devicePath: /d}, {name: made, devicePath: /d}] | [1].devicePath | device-path-form
          """)
  void deviceIsWrong(String devices, String field, String rule) {
    assertThat(found(withDevices(devices)))
        .containsExactly(HEAD + "containers[0].volumeDevices" + field + " " + rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[null, {name: claim, devicePath: /d}, {name: made, devicePath: relative/a..b}]"
      })
  void deviceIsAllowed(String devices) {
    assertThat(found(withDevices(devices))).isEmpty();
  }

  private static String withDevices(String devices) {
    return """
        volumes: [
          {name: files, emptyDir: {}},
          {name: claim, persistentVolumeClaim: {claimName: a}},
          {name: mounted, persistentVolumeClaim: {claimName: b}},
          {name: made, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}}}
        ],
        containers: [{
          name: ray-head,
          image: rayproject/ray,
          volumeMounts: [{name: mounted, mountPath: /mount}],
          volumeDevices: %s
        }]
        """
        .formatted(devices);
  }
}
