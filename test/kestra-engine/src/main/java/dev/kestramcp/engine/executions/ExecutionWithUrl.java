package dev.kestramcp.engine.executions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kestra.core.models.executions.Execution;

import java.net.URI;

/** What a creation answers: the execution and the address of its page in Kestra's user interface. */
public record ExecutionWithUrl(@JsonUnwrapped Execution execution, URI url) {
}
