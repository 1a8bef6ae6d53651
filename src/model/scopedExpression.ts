/** Functions that read outside the execution, or that run a text in which another one may be hidden. */
const REACHING =
  /\b(kv|read|fileURI|fileExists|fileSize|fileEmpty|isFileEmpty|http|credential|secret|render|renderOnce|printContext)\s*\(/;

/**
 * The function by which an expression could reach into another namespace, or undefined. Such functions are not told
 * apart by their arguments, which may be worked out only when the expression is rendered.
 */
export function reachingFunction(expression: string): string | undefined {
  return REACHING.exec(expression)?.[1];
}
