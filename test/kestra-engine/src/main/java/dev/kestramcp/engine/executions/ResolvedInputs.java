package dev.kestramcp.engine.executions;

import io.kestra.core.exceptions.InputOutputValidationException;
import io.kestra.core.models.flows.Input;
import io.kestra.core.models.flows.check.Check;
import io.kestra.core.models.flows.input.InputAndValue;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What the {@code validate} routes answer: every input with its value, its errors, and the flow's failed checks. */
public record ResolvedInputs(String id, String namespace, List<ResolvedInput> inputs, List<FailedCheck> checks) {
    static ResolvedInputs of(String flowId, String namespace, List<InputAndValue> inputs, Collection<Check> failed) {
        return new ResolvedInputs(
            flowId,
            namespace,
            inputs.stream().map(ResolvedInput::of).toList(),
            failed.stream().map(FailedCheck::of).toList()
        );
    }

    public record ResolvedInput(
        Input<?> input, Object value, boolean enabled, boolean isDefault, List<InputError> errors
    ) {
        static ResolvedInput of(InputAndValue resolved) {
            Set<InputOutputValidationException> exceptions =
                resolved.exceptions() == null ? Set.of() : resolved.exceptions();
            return new ResolvedInput(
                resolved.input(),
                resolved.value(),
                resolved.enabled(),
                resolved.isDefault(),
                exceptions.stream().map(e -> new InputError(e.getMessage(), e.isRenderError())).toList()
            );
        }
    }

    public record InputError(String message, boolean renderError) {
    }

    public record FailedCheck(String message, Check.Style style, Check.Behavior behavior) {
        static FailedCheck of(Check check) {
            return new FailedCheck(check.getMessage(), check.getStyle(), check.getBehavior());
        }
    }
}
