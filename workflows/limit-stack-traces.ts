/**
 * Temporal's promise hook takes a stack trace of every promise for the query `__stack_trace`, and maps each line of it to
 * the sources: a quarter of the engine's time. Two lines are the hook's own, so nothing is mapped and the query names no
 * line; an error keeps the line that threw and its caller. Preloaded, because the sandbox then freezes `Error`.
 */
Error.stackTraceLimit = 2;
