import type { VARIABLES } from '../../shared/variables.ts';
import { textTable } from './textTable.ts';

/** What each variable means; the README says more. */
const MEANING: Readonly<Record<(typeof VARIABLES)[keyof typeof VARIABLES], string>> = {
  KESTRA_BASE_URL: 'address of Kestra; http://localhost:8080 when absent',
  KESTRA_TENANT_ID: 'tenant; main when absent',
  KESTRA_USERNAME: 'user, for basic authentication',
  KESTRA_PASSWORD: 'password, for basic authentication',
  KESTRA_API_TOKEN: 'API token (Enterprise Edition)',
  KESTRA_API_VERSION: '1 or 2; asked for when absent',
  KESTRA_CA_FILE: 'PEM file with a certificate authority to trust',
  KESTRA_VERIFY_TLS: 'false accepts any certificate',
  KESTRA_PROXY: 'HTTP proxy',
  KESTRA_MCP_CONNECTION: 'name of the connection, shown in the title',
  KESTRA_MCP_ACCESS: 'read, operate, author (when absent) or full',
  KESTRA_MCP_NAMESPACES: 'namespaces that may be touched, as company.team or company.team.*; all when absent',
  KESTRA_MCP_DENIED_NAMESPACES: 'namespaces that may not, whatever else is allowed',
  KESTRA_MCP_RATE_LIMITS: 'how much a minute, as trigger=30,write=60,delete=20,kill=60',
  KESTRA_MCP_DISABLED_TOOLS: 'groups of tools to leave out',
  KESTRA_MCP_TOOLSET: 'default, all, compat or groups of tools',
  KESTRA_MCP_FILE_ROOTS: 'folders from which files may be uploaded',
  KESTRA_MCP_ALLOW_UNCONFIRMED: 'true deletes unasked where the client cannot ask its user',
  KESTRA_MCP_ON_CANCEL: 'a cancelled call: leave (when absent) or kill what it started',
  KESTRA_MCP_ASK_SECONDS: 'how long the user may think about a question; 300 when absent',
  KESTRA_MCP_ASK_AT_PAUSE: 'true asks the user for the form of a pause, unless the call says otherwise',
  KESTRA_MCP_TASKS: 'whose calls may be tasks: auto (all clients but VS Code), on, off',
  KESTRA_MCP_AUDIT: 'folder of the audit log, or off',
  KESTRA_MCP_AUDIT_STRICT: 'true refuses a call that cannot be noted there',
};

const COMMANDS = [
  ['kestra-mcp', 'serve MCP over stdin and stdout, for an MCP client'],
  ['kestra-mcp serve [OPTIONS]', 'serve MCP over HTTP; serve --help tells its options'],
  [
    'kestra-mcp generate-key | add-token | remove-token | list-users | rotate-key | import-fernet',
    'keep the tokens of a team',
  ],
  ['kestra-mcp check', 'say whether address, version, credentials and tenant are right'],
  ['kestra-mcp tools', 'list the tools that are offered as things are configured; --json'],
  ['kestra-mcp call TOOL [JSON]', 'call a tool with these arguments; - reads them from stdin'],
  ['kestra-mcp audit', 'show what agents have done'],
];

const OPTIONS = [
  ['--env-file FILE', 'read variables from FILE, not from .env in the working directory'],
  ['--no-env-file', 'read them from no file'],
  ['-h, --help', 'this text'],
  ['-v, --version', 'the version'],
];

const AUDIT_OPTIONS = [
  ['-n, --last N', 'so many calls, 50 when absent'],
  ['-f, --follow', 'and those that end from now on'],
  ['--since TIME', 'like 30m, 2h, 7d or a date'],
  ['--denied', 'what was denied'],
  ['--tool NAME', 'calls of this tool'],
  ['--execution ID', 'calls about this execution'],
  ['--json', 'one JSON object a line, with all that is known'],
];

export const HELP = `An MCP server to operate Kestra.

${textTable(COMMANDS)}

Options
${textTable(OPTIONS)}

Options of audit
${textTable(AUDIT_OPTIONS)}

Environment; what is set wins over the file. NAME_FILE names a file with a secret
${textTable(Object.entries(MEANING))}

Exit codes: 0 done, 1 the call or the check failed, 2 the command line is wrong.`;
