package io.rayoperator.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.migration.definition.Definition;
import io.rayoperator.migration.definition.Origin;
import io.rayoperator.migration.definition.Takeover;
import io.rayoperator.migration.definition.WebhookAddress;
import io.rayoperator.migration.kubernetes.ApiFailure;
import io.rayoperator.migration.kubernetes.ConversionProbe;
import io.rayoperator.migration.kubernetes.Definitions;
import io.rayoperator.migration.kubernetes.Pauses;
import io.rayoperator.migration.kubernetes.RayClusterObjects;
import io.rayoperator.migration.survey.SurveyReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the definition ours, with conversion by our webhook server, or leaves it as it was. */
final class DefinitionSwitch {

  private static final Duration SWITCH_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Definitions definitions;
  private final RayClusterObjects objects;
  private final Surveyor surveyor;
  private final ConversionProbe probe;
  private final MigrationOptions options;
  private final Clock clock;
  private final Progress progress;

  DefinitionSwitch(
      Definitions definitions,
      RayClusterObjects objects,
      Surveyor surveyor,
      ConversionProbe probe,
      MigrationOptions options,
      Clock clock,
      Progress progress) {
    this.definitions = definitions;
    this.objects = objects;
    this.surveyor = surveyor;
    this.probe = probe;
    this.options = options;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Returns the definition that is in use from now on.
   *
   * @param release what to install instead of KubeRay's
   * @param replaceOurs whether to install it also instead of another one of ours
   */
  Definition switchOver(Definition current, Definition release, boolean replaceOurs)
      throws IOException {
    Definition ours = ours(current, release, replaceOurs);
    settle(ours);
    awaitConversion(ours, ours.generation() == current.generation() ? null : current);
    return ours;
  }

  private Definition ours(Definition current, Definition release, boolean replaceOurs)
      throws IOException {
    boolean isOurs = current.origin() == Origin.RAY_OPERATOR;
    if (current.origin() == Origin.OTHER) {
      throw new MigrationStopped(
          "The definition %s is %s. Its manifests can be translated offline: ray-operator convert --to v1."
              .formatted(ApiGroup.RAY_CLUSTER_CRD, current.origin().title()));
    }
    WebhookAddress webhooks = webhooks(current);
    if (isOurs && current.convertsByWebhook() && !replaceOurs) {
      check(webhooks);
      progress.step("The definition is ray-operator's already, and converts by " + webhooks + ".");
      return current;
    }
    if (options.keepDefinition()) {
      throw new MigrationStopped(
          isOurs
              ? "The definition is ray-operator's, but does not convert by webhook, and --keep-definition was given."
              : "The definition is KubeRay's, and --keep-definition was given. Nothing was changed.");
    }
    check(webhooks);
    if (!isOurs) {
      checkThatNothingIsLost(current);
    }
    Definition replaced = replace(current, release, isOurs && !replaceOurs, webhooks);
    progress.step(
        "The definition is ray-operator's now, and converts by %s. Objects were not touched."
            .formatted(webhooks));
    return replaced;
  }

  private Definition replace(
      Definition current, Definition release, boolean conversionOnly, WebhookAddress webhooks)
      throws IOException {
    try {
      return definitions.replace(
          current,
          from ->
              conversionOnly
                  ? Takeover.converting(from, webhooks)
                  : Takeover.of(from, release, webhooks));
    } catch (ApiFailure failure) {
      if (!failure.isConflict()) {
        throw failure;
      }
      throw new MigrationStopped(
          "Nothing was changed, since somebody else changed the definition at the same time; run the command again",
          failure);
    }
  }

  private WebhookAddress webhooks(Definition current) throws IOException {
    if (current.origin() == Origin.RAY_OPERATOR && current.convertsByWebhook()) {
      return WebhookAddress.of(current);
    }
    return definitions
        .registeredWebhooks()
        .orElseThrow(
            () ->
                new MigrationStopped(
                    "There is no webhook server: ValidatingWebhookConfiguration ray-operator, which says where it is, does"
                        + " not exist. Install ray-operator first. Nothing was changed."));
  }

  private void checkThatNothingIsLost(Definition current) throws IOException {
    SurveyReport.Found losing = surveyor.survey(current).losing();
    if (losing.count() > 0) {
      SurveyReport.Finding first = losing.findings().getFirst();
      throw new MigrationStopped(
          ("%,d objects have fields that the definition of this release does not know, so that the API server would drop"
                  + " them; %s for example %s. Nothing was changed. --plan lists them.")
              .formatted(losing.count(), first.object(), first.reasons()));
    }
  }

  private void check(WebhookAddress webhooks) throws IOException {
    if (!webhooks.isTrusted()) {
      throw new MigrationStopped(
          "The CA of the webhook server at %s is not known yet. Wait until cert-manager has written it. Nothing was changed."
              .formatted(webhooks));
    }
    try {
      probe.check(webhooks);
    } catch (IOException e) {
      throw new MigrationStopped(
          "Nothing was changed, since the webhook server at %s does not convert"
              .formatted(webhooks),
          e);
    }
    progress.step("The webhook server at %s converts.".formatted(webhooks));
  }

  /**
   * Gives every API server the time to notice a changed definition: one that has not would still
   * write the former version.
   */
  private void settle(Definition ours) throws IOException {
    Duration age =
        ours.lastWrite()
            .map(time -> Duration.between(time, clock.instant()))
            .orElse(options.settle());
    Duration rest = options.settle().minus(age.isNegative() ? Duration.ZERO : age);
    if (rest.isPositive()) {
      progress.step("Waiting until all API servers know the definition.");
      Pauses.sleep(rest);
    }
  }

  /**
   * Reads an object in both versions.
   *
   * @param former what comes back if that fails; null if the definition was not changed here
   */
  private void awaitConversion(Definition ours, @Nullable Definition former) throws IOException {
    long deadline = System.nanoTime() + SWITCH_TIMEOUT.toNanos();
    while (true) {
      try {
        Optional<ObjectNode> any = objects.any(ApiGroup.V1);
        if (any.isPresent()) {
          objects.read(ApiGroup.V1ALPHA1, any.get());
        }
        return;
      } catch (ApiFailure failure) {
        if (System.nanoTime() > deadline) {
          throw notConverting(ours, former, failure);
        }
      }
      Pauses.sleep(LOOK_AGAIN);
    }
  }

  private MigrationStopped notConverting(
      Definition ours, @Nullable Definition former, ApiFailure failure) throws IOException {
    if (former == null) {
      return new MigrationStopped(
          "The API server cannot convert; see to the webhook server, and run the command again",
          failure);
    }
    definitions.replace(ours, from -> Takeover.undone(from, former));
    return new MigrationStopped(
        former.serves(ApiGroup.V1)
            ? "The former definition is back and no object was touched, since the API server cannot convert by the webhook server"
            : "Conversion is switched off again and no object was touched, since the API server cannot convert by the webhook server",
        failure);
  }
}
