import * as vscode from 'vscode';

/** Words for colours of the theme, so that each looks right in dark, light and high contrast. */
const COLOURS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;

/** The theme colour that the user has given to a connection, by its name. */
export function colourOf(name: string): string | undefined {
  const words = vscode.workspace.getConfiguration('kestraMcp').get<Record<string, unknown>>('colours') ?? {};
  const word = COLOURS.find((colour) => colour === words[name]);
  return word && `charts.${word}`;
}
