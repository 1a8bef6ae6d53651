import type { Budget } from './budgets.ts';
import { isOver, type Measure, type Unit } from './measure.ts';

const DIGITS: Record<Unit, number> = { ms: 2, MB: 1, KB: 0, tokens: 0, handles: 1, tabs: 0, '/s': 0 };

const HEADINGS = ['Measure', 'Floor', 'Ours', 'To floor', 'FastMCP', 'Budget', 'Kept'];

/** The measures as a Markdown table, without columns that have nothing to say. */
export function reportTable(measures: readonly Measure[]): string {
  const all = measures.map(rowOf);
  const columns = HEADINGS.map((_, column) => column).filter((column) =>
    all.some((row) => row[column] !== ''),
  );
  const rows = [HEADINGS, ...all].map((row) => columns.map((column) => row[column] ?? ''));
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [headings = [], ...values] = rows.map((row) =>
    row.map((cell, column) => pad(cell, column, widths[column] ?? 0)),
  );
  return [headings, rule, ...values].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf(measure: Measure): string[] {
  const { name, unit, ours, floor, fastMcp, budget } = measure;
  return [
    name,
    floor === undefined ? '' : amount(floor, unit),
    amount(ours, unit),
    besideFloor(measure),
    fastMcp === undefined ? '' : amount(fastMcp, unit),
    budget === undefined ? '' : describe(budget, unit),
    budget === undefined ? '' : isOver(measure) ? 'OVER' : 'ok',
  ];
}

function besideFloor({ ours, floor, unit, budget }: Measure): string {
  if (floor === undefined) return '';
  // A ratio to next to nothing says nothing.
  if (budget?.kind === 'aboveFloor' || floor < 2) return `+ ${amount(ours - floor, unit)}`;
  return `× ${(ours / floor).toFixed(2)}`;
}

function describe({ kind, limit }: Budget, unit: Unit): string {
  if (kind === 'timesFloor' || kind === 'partOfFloor') return `× ${limit}`;
  return kind === 'aboveFloor' ? `+ ${limit} ${unit}` : `${limit} ${unit}`;
}

function amount(value: number, unit: Unit): string {
  return `${value.toFixed(DIGITS[unit])} ${unit}`;
}

function pad(cell: string, column: number, width: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
