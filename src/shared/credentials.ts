/** A shape of credentials in text that we did not write: URLs, headers, logs, flows. */
interface Shape {
  /** Words without which it cannot be there: looked for first, since most text has none. */
  needs: string;
  /** Two groups: what stands before the credential, and the credential. All are bounded, so that no text is slow. */
  pattern: RegExp;
  /** What looks like one by chance. */
  unless?: (credential: string) => boolean;
}

/** No template, nothing hidden already. */
const PLAIN = String.raw`(?![{<$*⟦(%=])`;
const NAMES = [
  'pass(?:word|wd|phrase)',
  'pwd',
  'secret',
  '(?:api|access|private|secret|account)[_-]?key',
  '(?:auth|access|bearer|api|refresh|id|session|security)[_-]?token',
  // Alone only: a nextPageToken is none.
  String.raw`(?<![\w-])token`,
].join('|');

const CREDENTIAL_NAME = new RegExp(`(?:${NAMES}|credential|authorization|cookie)$`, 'i');
const NO_SECRET =
  /^\(?(?:null|none|nil|true|false|undefined|empty|required|missing|invalid|redacted|hidden)\b/i;

const SHAPES: readonly Shape[] = [
  {
    // No address without a user: every execution has a link.
    needs: String.raw`://[^\s/@]{3,513}@`,
    pattern: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/@:"'<>⟦\\]{1,256}:[^\s/@"'<>⟦\\]{1,256})(?=@)/gi,
  },
  { needs: 'bearer', pattern: /(\bbearer\s{1,4})([A-Za-z0-9+/_.~-]{8,}=*)/gi, unless: isWord },
  // Whatever is no user and password is a word: "Basic authentication".
  { needs: 'basic', pattern: /(\bbasic\s{1,4})([A-Za-z0-9+/_-]{6,}=*)/gi, unless: isNoPair },
  {
    needs: 'authorization|api[_-]key|auth-token|private-token|vault-token',
    pattern:
      /((?:authorization|x-api-key|api-key|x-auth-token|private-token|x-vault-token)["']?\s{0,3}[:=]\s{0,3}\[?["']?(?:[A-Za-z]{1,15}\s{1,3})?)([^\s"'\\\],{}⟦*]{8,})/gi,
    unless: isWord,
  },
  { needs: 'cookie', pattern: /(\bcookie["']?\s{0,3}:\s{0,3}\[?["']?)([\w.-]{1,100}=[^\n"'\\⟦*]{4,4000})/gi },
  {
    needs: 'token=|key=|sig(?:nature)?=|credential=|secret=|passw|pwd=',
    pattern:
      /([?&;](?:(?:access|refresh|id|auth)_token|token|api[_-]?key|sig|signature|(?:x-amz|x-goog)-(?:signature|credential|security-token)|client_secret|secret|password|passwd|pwd)=)(?![{<$*⟦])([^\s&#"'\\<>;]{3,})/gi,
  },
  {
    needs: NAMES,
    // As an assignment or in JSON.
    pattern: new RegExp(
      String.raw`((?:${NAMES})(?:\\{0,7}["']\s{0,2}:\s{0,2}\\{0,7}["']|\s{0,2}=\s{0,2}["']?))${PLAIN}([^\s"'\\,;&{}<>⟦]{4,})`,
      'gi',
    ),
    unless: isCode,
  },
  {
    needs: NAMES,
    // As in a sentence or in YAML, where a word is more likely to be just that, and capitals to be a name.
    pattern: new RegExp(String.raw`((?:${NAMES})\s{0,2}:\s{1,2}["']?)${PLAIN}([^\s"'\\,;{}<>⟦]{6,})`, 'gi'),
    unless: (text) => isWord(text) || isCode(text) || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text),
  },
  {
    needs: '/webhook/',
    pattern: /(\/webhook\/[\w.-]{1,150}\/[\w.-]{1,100}\/)([^\s/?#"'\\<>{}()⟦*]{1,256})/g,
  },
  {
    needs: 'aes_encrypted',
    pattern: /()(\{[^{}⟦]{0,200}io\.kestra\.datatype:aes_encrypted[^{}⟦]{0,10000}\})/g,
  },
  {
    needs: 'PRIVATE KEY',
    // Its end may be cut off. In JSON and YAML its lines end with an escape.
    pattern:
      /(-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:\s{0,4}[A-Z][\w-]{1,30}: [^\n⟦]{1,200}\n){0,5})((?:[\sA-Za-z0-9+/=]|\\{1,4}[nr]){16,20000})/g,
    unless: (text) => !/[A-Za-z0-9+/]{16}/.test(text),
  },
  { needs: 'eyJ', pattern: /()(\beyJ[\w-]{8,}\.eyJ[\w-]*(?:\.[\w-]*)?)/g },
  { needs: 'AKIA|ASIA', pattern: /()(\b(?:AKIA|ASIA)[A-Z0-9]{8,16}\b)/g },
  { needs: 'gh[pousr]_|github_pat_', pattern: /()(\b(?:gh[pousr]_[A-Za-z0-9]{8,}|github_pat_\w{8,}))/g },
  {
    needs: 'glpat-|npm_|hvs\\.',
    pattern: /()(\b(?:glpat-[\w-]{8,}|npm_[A-Za-z0-9]{20,36}|hvs\.[\w-]{8,}))/g,
  },
  { needs: 'xox|xapp-', pattern: /()(\b(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,})/g },
  { needs: 'AIza', pattern: /()(\bAIza[\w-]{16,35})/g },
  {
    needs: '[sr]k[_-]',
    pattern: /()(\b(?:[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|sk-[\w-]{20,}))/g,
    unless: isWord,
  },
  {
    needs: 'hooks\\.slack|api/webhooks|webhookb2',
    pattern:
      /((?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|\.webhook\.office\.com\/webhookb2)\/)([\w/@.-]{16,})/g,
  },
];

const ANY = new RegExp([...new Set(SHAPES.map(({ needs }) => needs))].join('|'), 'i');

/** The text with every credential that can be recognised replaced. */
export function replaceCredentials(text: string, replacement: (credential: string) => string): string {
  if (!ANY.test(text)) return text;
  let result = text;
  for (const { pattern, unless } of SHAPES) {
    result = result.replace(pattern, (all, before: string, credential: string) =>
      unless?.(credential) ? all : before + replacement(credential),
    );
  }
  return result;
}

/** Whether a value of this name is a credential, going by how people call them. */
export function isCredentialName(name: string): boolean {
  return CREDENTIAL_NAME.test(name);
}

/** Whether a value is one that may be told whatever its name is: a template, which names a secret, or nothing. */
export function isNoCredential(value: string): boolean {
  return value === '' || value.includes('{{') || NO_SECRET.test(value);
}

/** Words and identifiers made of them have no digit. */
function isWord(text: string): boolean {
  return !/\d/.test(text);
}

/** A call, an index, a member, a variable of the same name. */
function isCode(text: string): boolean {
  const isReference = /^[\w.]+[([]|^[A-Za-z_]+(?:\.[A-Za-z_]+)+$/.test(text);
  return isReference || NO_SECRET.test(text) || (isWord(text) && isCredentialName(text));
}

/** What is between user and password in a Basic header. */
function isNoPair(text: string): boolean {
  return !/^[^\p{C}\uFFFD:]+:[^\p{C}\uFFFD]*$/u.test(Buffer.from(text, 'base64').toString());
}
