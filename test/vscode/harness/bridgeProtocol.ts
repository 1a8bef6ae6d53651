/** Environment variable with the bridge's address; without it the window cannot be operated. */
export const bridgeVariable = 'KESTRA_MCP_UI';

/** Which element: the first which matches a Playwright selector. */
export interface Target {
  selector: string;
  /** Looks inside the shown webview instead of the workbench. */
  webview?: boolean;
  /** Looks at the page that VS Code has opened in the browser. */
  popup?: boolean;
  /** How long to wait for the element, default 10 s. */
  timeoutMs?: number;
}

/** What code in the extension host can ask of the window: the arguments and the result of each operation. */
export interface BridgeOperations {
  click: { args: Target & { button?: 'left' | 'right'; double?: boolean }; result: void };
  hover: { args: Target; result: void };
  fill: { args: Target & { text: string }; result: void };
  /** Types where the focus is. */
  type: { args: { text: string }; result: void };
  /** A key or chord in Playwright's words, such as `Control+Enter`. */
  press: { args: { key: string }; result: void };
  waitFor: { args: Target & { state?: 'visible' | 'hidden' }; result: void };
  /** Waits until some element which matches contains the text; returns that element's text. */
  waitForText: { args: Target & { text: string }; result: string };
  texts: { args: Target; result: string[] };
  count: { args: Target; result: number };
  /** Evaluates an expression in the page, or in the shown webview. */
  evaluate: { args: { expression: string; webview?: boolean }; result: unknown };
  viewport: { args: { width: number; height: number }; result: void };
  /** Writes a PNG of the window or of one element; a relative path lies in the folder for screenshots. */
  screenshot: { args: Partial<Target> & { file: string }; result: string };
  /** Writes to the standard output of the test run. */
  print: { args: { text: string }; result: void };
  /** Ends the run with this exit code. */
  exit: { args: { code: number }; result: void };
}

export type BridgeOperation = keyof BridgeOperations;

/** Body of a request to the bridge. */
export type BridgeRequest = {
  [Name in BridgeOperation]: { operation: Name; args: BridgeOperations[Name]['args'] };
}[BridgeOperation];

/** The requests which the page answers; the others concern the run. */
export type PageRequest = Exclude<BridgeRequest, { operation: 'print' | 'exit' }>;

/** Body of its answer. */
export type BridgeAnswer = { ok: true; result: unknown } | { ok: false; error: string };
