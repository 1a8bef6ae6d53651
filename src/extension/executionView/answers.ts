import { Failure } from '../../shared/failure.ts';
import type { Kestra } from '../../kestra/client.ts';
import { executionOfFile } from '../../model/outputFile.ts';
import { fitGraph } from '../../model/graphFit.ts';
import { executionOutputs } from '../../operations/executionOutputs.ts';
import { executionGraph } from '../../operations/flowGraph.ts';
import { previewFile } from '../../operations/previewFile.ts';
import type { HostMessage } from '../../webview/messages.ts';
import { failureMessage } from '../feedback/failureWords.ts';

type Reader = { kestra: Kestra; signal: AbortSignal };

/** More nobody finds their way in. */
const MOST_NODES = 300;
const OUTPUTS_PER_PAGE = 25;
const PREVIEW_ROWS = 100;
const PREVIEW_BYTES = 100_000;

/** The graph of the execution's flow, for the view to put the states in. */
export function answerGraph(context: Reader, executionId: string): Promise<HostMessage> {
  return answered('graph', {}, async () => {
    const { graph } = await executionGraph(context, executionId);
    return { graph: fitGraph(graph, MOST_NODES) };
  });
}

export function answerOutputs(context: Reader, executionId: string, cursor?: string): Promise<HostMessage> {
  return answered('outputs', { cursor }, async () => ({
    outputs: await executionOutputs(context, { executionId, limit: OUTPUTS_PER_PAGE, cursor }),
  }));
}

/** The beginning of a file; a replay may show files of its original. */
export function answerPreview(context: Reader, executionId: string, uri: string): Promise<HostMessage> {
  const request = { executionId: executionOfFile(uri) ?? executionId, uri };
  return answered('preview', { uri }, async () => ({
    preview: await previewFile(context, { ...request, maxRows: PREVIEW_ROWS, maxBytes: PREVIEW_BYTES }),
  }));
}

async function answered<Type extends 'graph' | 'outputs' | 'preview', Known>(
  type: Type,
  known: Known,
  answer: () => Promise<Partial<Extract<HostMessage, { type: Type }>>>,
) {
  try {
    return { type, ...known, ...(await answer()) };
  } catch (error) {
    return { type, ...known, failure: failureMessage(Failure.from(error)) };
  }
}
