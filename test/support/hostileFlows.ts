import { ACTIVE, HIDDEN, NEEDS_HIDDEN, TELLING, type Hostile } from './hostile.ts';

/** What of the corpus Kestra takes at all: it stores text as UTF-8, where half a character does not exist. */
const STORABLE = (texts: readonly Hostile[]): Hostile[] => texts.filter(({ text }) => text.isWellFormed());

export const WEBHOOK_KEY = 'wh00k-key-of-the-hostile-flow';
/** Of a KV entry whose name says what it is. */
export const KEY_SECRET = 'correct horse battery staple';

/** Begins every text of the corpus, so that it can be found again whatever became of it. */
export const markOf = (index: number): string => `H${index}>`;

export const CORPUS: readonly Hostile[] = STORABLE([...HIDDEN, ...NEEDS_HIDDEN, ...ACTIVE, ...TELLING]);
const MARKED = CORPUS.map(({ text }, index) => `${markOf(index)} ${text}`);

/** Any text as YAML takes it: nothing but ASCII. */
function yamlText(text: string): string {
  const escaped = JSON.stringify(text).replaceAll(/[\u007F-\u{10FFFF}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
  return escaped;
}

/** As they are, in comments: without the controls that YAML does not take, line by line. */
const RAW_LINES = MARKED.map((text) =>
  // oxlint-disable-next-line no-control-regex -- they are what is left out
  text.replaceAll(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFF9-\uFFFB]/g, ''),
);

export const ALL = MARKED.join('\n');
/** Short enough to be told whole. */
export const SHORT_NOTE = '\u202Ea\u0007b ?token=s3cr3tt0ken "quoted" \\';
/** The last words of one tool are cut at some hundreds of characters: the most telling first. */
const WORDS = ['password=hun7er2hun7er2', '\u001B[31mred\u202Eder', ...MARKED.slice(-12)].join(' ');

/** Says and gives the whole corpus, and fails with it. */
export const hostileFlow = (namespace: string): string => `id: hostile
namespace: ${namespace}
${RAW_LINES.map((text) => `# ${text}`).join('\n')}
description: ${yamlText(ALL)}
labels:
  note: ${yamlText(`${markOf(0)} \u202Eevil\u200B token=s3cr3tt0ken`)}
inputs:
  - id: order
    type: STRING
    displayName: ${yamlText(WORDS)}
    description: ${yamlText(ALL)}
    defaults: ${yamlText(WORDS)}
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: [${MARKED.map(yamlText).join(', ')}]
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: ${yamlText(ALL)}
  - id: file
    type: io.kestra.plugin.core.storage.Write
    content: ${yamlText(ALL)}
    extension: .txt
  - id: choose
    type: io.kestra.plugin.core.flow.Switch
    value: nothing
    cases:
${MARKED.map((text) => `      ${yamlText(text)}: [{id: case${MARKED.indexOf(text)}, type: io.kestra.plugin.core.log.Log, message: x}]`).join('\n')}
    defaults:
      - id: broken
        type: io.kestra.plugin.core.execution.Fail
        errorMessage: ${yamlText(WORDS)}
outputs:
  - id: given
    type: STRING
    value: "{{ outputs.give.value }}"
triggers:
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: ${WEBHOOK_KEY}
`;

/** Gives the corpus and ends well. */
export const givingFlow = (namespace: string): string => `id: giving
namespace: ${namespace}
tasks:
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: ${yamlText(ALL)}
outputs:
  - id: given
    type: STRING
    value: "{{ outputs.give.value }}"
  - id: password
    type: STRING
    value: "correct horse"
`;

/** Asks with the corpus. */
export const askingFlow = (namespace: string): string => `id: asking
namespace: ${namespace}
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    description: ${yamlText(WORDS)}
    onResume:
      - id: reason
        type: STRING
        displayName: ${yamlText(WORDS)}
        description: ${yamlText(WORDS)}
        defaults: ${yamlText(WORDS)}
      - id: choice
        type: SELECT
        values: [${MARKED.filter((text) => /^[^\p{Cc}{}⟦"]*$/u.test(text))
          .map(yamlText)
          .join(', ')}]
        required: false
`;

/** Says what looks like a line of another task. */
export const forgingFlow = (namespace: string): string => `id: forging
namespace: ${namespace}
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: ${yamlText(ACTIVE.find(({ what }) => what === 'another line of the log')?.text ?? '')}
`;
