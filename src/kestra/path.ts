import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';

/**
 * Tagged template for request paths: every value becomes exactly one percent-encoded segment.
 *
 * @throws Failure `invalid` for values that no encoding can keep inside one segment (empty, `.` and `..`,
 *   which URL parsers resolve even when encoded), and for half a character, which has no encoding
 */
export function path(strings: TemplateStringsArray, ...segments: string[]): string {
  return String.raw({ raw: strings }, ...segments.map(encodeSegment));
}

function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..' || !segment.isWellFormed()) {
    throw new Failure('invalid', told`'${segment}' cannot be an id, a flow or a namespace of Kestra.`);
  }
  return encodeURIComponent(segment);
}
