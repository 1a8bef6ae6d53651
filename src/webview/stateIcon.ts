import type { State } from '../model/state.ts';
import { svg } from './dom.ts';
import { toneOf, type Tone } from './tone.ts';

/** A shape for each tone, on 16 by 16: colour alone would not do for everybody. */
const SHAPES: Readonly<Record<Tone, string>> = {
  queued: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2m0 2.5V8l2.5 1.5',
  running: 'M8 2a6 6 0 1 1-5.2 3',
  waiting: 'M6 4v8M10 4v8',
  stopping: 'M4.5 4.5h7v7h-7z',
  success: 'M3 8.5 6.5 12 13 4.5',
  warning: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.3v.6',
  failed: 'M4 4l8 8M12 4l-8 8',
  ended: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M4 12 12 4',
};

/** A state as an icon; its word stands beside it, so that nobody needs to hear it twice. */
export function stateIcon(state: State): SVGElement {
  const tone = toneOf(state);
  return svg('svg', { viewBox: '0 0 16 16', class: `icon tone-${tone}`, 'aria-hidden': 'true' }, [
    svg('path', { d: SHAPES[tone] }),
  ]);
}

/** The same inside of another drawing. */
export function stateShape(state: State): SVGPathElement {
  const tone = toneOf(state);
  return svg('path', { d: SHAPES[tone], class: `shape tone-${tone}` });
}
