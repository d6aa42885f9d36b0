package io.rayoperator.migration;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.migration.definition.Definition;
import io.rayoperator.migration.kubernetes.ApiFailure;
import io.rayoperator.migration.kubernetes.ApiServer;
import io.rayoperator.migration.kubernetes.ConversionProbe;
import io.rayoperator.migration.kubernetes.Definitions;
import io.rayoperator.migration.kubernetes.RayClusterObjects;
import io.rayoperator.migration.kubernetes.RequestRate;
import io.rayoperator.migration.kubernetes.Rewriter;
import io.rayoperator.migration.survey.SurveyReport;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * The order of a migration. It may be interrupted anywhere, and begun again:
 *
 * <ol>
 *   <li>Nothing is changed before it is known that no stored field would be dropped, and that the
 *       webhook server converts.
 *   <li>The definition becomes ours, with conversion, in one request that fails if anybody else
 *       changed it meanwhile. If the API server then cannot convert, the former one comes back.
 *   <li>Every object is rewritten without a change ({@link Rewriter}).
 *   <li>Every object is read in both versions and compared.
 *   <li>Only then {@code status.storedVersions} is trimmed, and only if the definition is the same
 *       as before the first object.
 * </ol>
 *
 * <p>No progress is stored: what is done already costs a request and no write when it is done
 * again, and a note of ours could disagree with the objects, after a restored backup for example.
 */
public final class Migration {

  private final Definitions definitions;
  private final RayClusterObjects objects;
  private final Surveyor surveyor;
  private final DefinitionSwitch definition;
  private final Rewriter rewriter;
  private final Progress progress;

  /**
   * A migration.
   *
   * @param client stays the caller's
   */
  public Migration(
      KubernetesClient client, MigrationOptions options, Clock clock, Progress progress) {
    ApiServer api = new ApiServer(client);
    this.definitions = new Definitions(api);
    this.objects = new RayClusterObjects(api, options.chunkSize());
    this.surveyor = new Surveyor(objects, progress);
    this.definition =
        new DefinitionSwitch(
            definitions, objects, surveyor, new ConversionProbe(api), options, clock, progress);
    this.rewriter =
        new Rewriter(
            api,
            new RequestRate(options.qps(), System::nanoTime),
            options.dropManagedFields(),
            clock::instant);
    this.progress = progress;
  }

  /** Looks at everything and changes nothing. */
  public SurveyReport survey() throws IOException {
    Definition current = installed();
    return surveyor.survey(current).report(current);
  }

  /**
   * Migrates.
   *
   * @param release the definition to install instead of KubeRay's
   * @param replaceOurs whether to install it also instead of another one of ours
   */
  public MigrationResult run(Definition release, boolean replaceOurs) throws IOException {
    Definition ours = definition.switchOver(installed(), release, replaceOurs);
    RewriteCounts rewritten = rewrite(ours);
    Verification.Result verified = new Verification(objects, progress).run();
    progress.step(
        "Verified: v1 shows %,d objects, v1alpha1 shows %,d, %,d of them differ."
            .formatted(verified.v1(), verified.v1alpha1(), verified.different().size()));
    boolean complete = rewritten.refused().isEmpty() && verified.different().isEmpty();
    return rewritten.result(verified.different(), complete ? trim(ours) : ours.storedVersions());
  }

  private Definition installed() throws IOException {
    return definitions
        .read()
        .orElseThrow(
            () ->
                new MigrationStopped(
                    "There is no CustomResourceDefinition %s, so there is nothing to migrate."
                        .formatted(ApiGroup.RAY_CLUSTER_CRD)));
  }

  private RewriteCounts rewrite(Definition ours) throws IOException {
    RewriteCounts counts = new RewriteCounts();
    objects.forEachMetadata(
        ours.storageVersion(),
        (metadata, total) -> {
          counts.add(metadata, rewriter.rewrite(metadata));
          progress.objects("rewritten", counts.done(), total);
        });
    progress.step(counts.toString());
    return counts;
  }

  private List<String> trim(Definition ours) throws IOException {
    try {
      List<String> trimmed = definitions.trimStoredVersions(ours).storedVersions();
      progress.step("Stored versions: %s.".formatted(String.join(", ", trimmed)));
      return trimmed;
    } catch (ApiFailure failure) {
      if (!failure.isConflict()) {
        throw failure;
      }
      throw new MigrationStopped(
          "The definition was changed while objects were rewritten, so that it is not certain that all of them are. Run the"
              + " command again: what is done already goes quickly",
          failure);
    }
  }
}
