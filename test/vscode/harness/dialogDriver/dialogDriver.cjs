'use strict';

/**
 * Runs the tests outside VS Code's test mode, in which a modal dialog is answered with yes or refused, and tells the
 * harness the outcome through the bridge.
 */
exports.activate = () => {
  void runTests();
};

async function runTests() {
  const { KESTRA_MCP_TESTS: tests, KESTRA_MCP_UI: bridge } = process.env;
  const call = (operation, args) =>
    fetch(bridge, { method: 'POST', body: JSON.stringify({ operation, args }) });
  try {
    await require(tests).run();
    await call('exit', { code: 0 });
  } catch (error) {
    await call('print', { text: `${error instanceof Error ? error.stack : String(error)}\n` });
    await call('exit', { code: 1 });
  }
}
