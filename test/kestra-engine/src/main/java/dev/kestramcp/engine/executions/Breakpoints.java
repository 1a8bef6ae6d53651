package dev.kestramcp.engine.executions;

import io.kestra.core.debug.Breakpoint;
import io.micronaut.core.annotation.Nullable;

import java.util.Arrays;
import java.util.List;

/** The {@code breakpoints=taskId,taskId.value} parameter. */
final class Breakpoints {
    private Breakpoints() {
    }

    @Nullable
    static List<Breakpoint> parse(@Nullable String text) {
        return text == null ? null : Arrays.stream(text.split(",")).map(Breakpoint::of).toList();
    }
}
