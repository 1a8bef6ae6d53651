/** What the page of the view is made of. */
export interface ViewPage {
  /** Addresses as the webview reaches them. */
  script: string;
  style: string;
  /** Where scripts and styles may come from beside the nonce. */
  source: string;
  nonce: string;
  language: string;
  /** What the view begins with; the one of an execution keeps it, to be opened again after a reload of the window. */
  kept: unknown;
  /** Translations, where there are any. */
  texts: unknown;
}

/** The page: nothing but its own script and its own style sheet is loaded or run, and nothing is fetched. */
export function viewPage({ script, style, source, nonce, language, kept, texts }: ViewPage): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source};`;
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${escaped(style)}">
</head>
<body data-kept="${escaped(JSON.stringify(kept))}" data-texts="${escaped(JSON.stringify(texts ?? {}))}">
  <script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
