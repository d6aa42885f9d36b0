package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.conversion.RayClusterConverter;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Refuses what cannot work, and warns of what probably will not. */
final class ValidatingAdmission implements Admission {

  private final RayClusterConverter converter;
  private final Consumer<Violation> onViolation;

  ValidatingAdmission(RayClusterConverter converter, Consumer<Violation> onViolation) {
    this.converter = converter;
    this.onViolation = onViolation;
  }

  @Override
  public AdmissionAnswer decide(AdmissionRequest request) {
    ObjectNode object = request.object();
    if (object == null
        || request.isForDeletedObject()
        || changesNothingThatIsChecked(object, request.oldObject())) {
      return AdmissionAnswer.allowed();
    }
    Change change = Change.of(request, object, converter);
    ObjectNode refusedLayout = LayoutGuard.refusal(change);
    if (refusedLayout != null) {
      return new AdmissionAnswer.Denied(refusedLayout, List.of());
    }
    List<Refusals.Cause> lost = ResidualGuard.causes(change);
    if (!lost.isEmpty()) {
      return new AdmissionAnswer.Denied(Refusals.invalid(UserView.nameOf(object), lost), List.of());
    }
    List<Violation> violations =
        request.oldObject() == null
            ? RayClusterValidator.validate(object)
            : RayClusterValidator.validateUpdate(request.oldObject(), object);
    violations.forEach(onViolation);
    return answer(violations, new UserView(change.after(), request.userVersion()));
  }

  /** Finalizers, owner references and the like come and go without a look at the rest. */
  private static boolean changesNothingThatIsChecked(ObjectNode object, @Nullable ObjectNode old) {
    return old != null
        && Objects.equals(object.get("spec"), old.get("spec"))
        && isSameMetadata("annotations", object, old)
        && isSameMetadata("labels", object, old);
  }

  private static boolean isSameMetadata(String field, ObjectNode object, ObjectNode old) {
    return object.path("metadata").path(field).equals(old.path("metadata").path(field));
  }

  private static AdmissionAnswer answer(List<Violation> violations, UserView user) {
    List<String> warnings = Warnings.of(violations, user);
    List<Refusals.Cause> causes =
        violations.stream().filter(Violation::isError).map(error -> cause(error, user)).toList();
    return causes.isEmpty()
        ? new AdmissionAnswer.Allowed(warnings)
        : new AdmissionAnswer.Denied(
            Refusals.invalid(UserView.nameOf(user.object().hub()), causes), warnings);
  }

  private static Refusals.Cause cause(Violation error, UserView user) {
    return new Refusals.Cause(user.nameOf(error.field()), error.problem().reason(), error.detail());
  }
}
