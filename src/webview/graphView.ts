import * as l10n from '@vscode/l10n';
import { withTaskRuns, type Graph, type GraphNode } from '../model/graph.ts';
import { button, el, fill, svg } from './dom.ts';
import {
  NODE_HEIGHT,
  placeGraph,
  type PlacedEdge,
  type PlacedGraph,
  type PlacedNode,
} from './graphLayout.ts';
import type { HostMessage, ShownTaskRun } from './messages.ts';
import { stateShape } from './stateIcon.ts';
import type { Known } from './store.ts';
import { lengthOf, shortDuration } from './time.ts';
import { toneOf } from './tone.ts';
import type { Page, TabView } from './view.ts';

const CHARACTER_WIDTH = 7.2;
const LONGEST_NAME = 32;
const ZOOMS = { in: 1.25, out: 0.8 };

/** The flow's graph with the states of the task runs. */
export class GraphView implements TabView {
  readonly about: readonly HostMessage['type'][] = ['graph', 'execution'];
  readonly element: HTMLElement;
  readonly #page: Page;
  readonly #canvas = el('div', { class: 'graph-canvas' });
  readonly #note = el('p', { class: 'empty', attributes: { role: 'status' } });
  #placed: { of: Graph; graph: PlacedGraph } | undefined;
  #zoom = 1;
  /** Drawn last, so that nothing is drawn twice alike. */
  #look = '';
  #known: Known | undefined;

  /** @param hint what a task does when it is chosen; empty where it does nothing */
  constructor(page: Page, hint = l10n.t('Enter on a task shows its log.')) {
    this.#page = page;
    const zoom = (factor: number) => () => {
      this.#zoom = Math.min(3, Math.max(0.2, factor === 0 ? 1 : this.#zoom * factor));
      this.#size();
    };
    this.element = el('section', { class: 'panel' }, [
      el('div', { class: 'toolbar' }, [
        button('−', zoom(ZOOMS.out), { class: 'secondary', title: l10n.t('Smaller') }),
        button('100 %', zoom(0), { class: 'secondary', title: l10n.t('Original size') }),
        button('+', zoom(ZOOMS.in), { class: 'secondary', title: l10n.t('Larger') }),
        el('span', { class: 'muted', text: hint }),
      ]),
      this.#note,
      this.#canvas,
    ]);
    this.#canvas.addEventListener('keydown', (event) => this.#keyDown(event));
  }

  opened(known: Known): void {
    if (known.graph?.value === undefined) this.#page.send({ type: 'wantGraph' });
  }

  render(known: Known): void {
    this.#known = known;
    const graph = known.graph?.value;
    this.#note.hidden = graph !== undefined;
    this.#note.textContent = known.graph?.failure ?? l10n.t('Reading the graph…');
    if (graph === undefined) return;
    if (this.#placed?.of !== graph) this.#placed = { of: graph, graph: placeGraph(graph, widthOf) };
    const { nodes } = withTaskRuns(graph, [...known.taskRuns.values()].map(asTaskRun));
    const live = new Map(nodes.map((node) => [node.id, node]));
    const look = JSON.stringify(nodes);
    if (look === this.#look) return;
    this.#look = look;
    this.#draw(this.#placed.graph, live);
  }

  #draw(placed: PlacedGraph, live: ReadonlyMap<string, GraphNode>): void {
    const focused = document.activeElement?.getAttribute('data-node');
    const groups = placed.groups.map(({ x, y, width, height }) =>
      svg('rect', { class: 'group', x: x - width / 2, y: y - height / 2, width, height, rx: 6 }),
    );
    const nodes = placed.nodes.map((node) => this.#node(node, live.get(node.node.id) ?? node.node));
    const drawing = svg(
      'svg',
      {
        viewBox: `0 0 ${placed.width} ${placed.height}`,
        role: 'group',
        'aria-label': l10n.t('Graph of the flow'),
      },
      [arrowHead(), ...groups, ...placed.edges.flatMap(edgeOf), ...nodes],
    );
    fill(this.#canvas, [drawing]);
    this.#size();
    const wanted = nodes.find((node) => node.dataset['node'] === focused) ?? nodes[0];
    wanted?.setAttribute('tabindex', '0');
    if (focused !== undefined && focused !== null) wanted?.focus();
  }

  #size(): void {
    const drawing = this.#canvas.querySelector('svg');
    const placed = this.#placed?.graph;
    if (drawing === null || placed === undefined) return;
    drawing.setAttribute('width', String(placed.width * this.#zoom));
    drawing.setAttribute('height', String(placed.height * this.#zoom));
  }

  #node({ x, y, width }: PlacedNode, node: GraphNode): SVGGElement {
    const state = node.runs?.[0]?.state;
    const words = wordsOf(node);
    const made = svg('g', {
      class: `node ${node.kind}${node.disabled ? ' disabled' : ''}${state ? ` tone-${toneOf(state)}` : ' idle'}`,
      transform: `translate(${x - width / 2} ${y - NODE_HEIGHT / 2})`,
      role: 'button',
      tabindex: -1,
      'data-node': node.id,
      'aria-label': [node.name, ...words].join(', '),
    });
    const shape =
      state === undefined ? [] : [svg('g', { transform: 'translate(10 14)' }, [stateShape(state)])];
    const left = state === undefined ? 12 : 34;
    made.append(
      svg('title', {}, [[node.name, node.type, ...words].filter(Boolean).join('\n')]),
      svg('rect', { class: 'box', width, height: NODE_HEIGHT, rx: 4 }),
      ...shape,
      svg('text', { x: left, y: 18, class: 'title' }, [cut(titleOf(node))]),
      svg('text', { x: left, y: 34, class: 'subtitle' }, [cut(words[0] ?? shortType(node))]),
    );
    made.addEventListener('click', () => this.#open(node));
    return made;
  }

  #open({ name, kind }: GraphNode): void {
    const taskRun = [...(this.#known?.taskRuns.values() ?? [])].find(({ taskId }) => taskId === name);
    if (kind === 'task' && taskRun !== undefined) this.#page.showLogs(taskRun.id);
  }

  /** Arrow keys go through the tasks from top to bottom; Enter opens. */
  #keyDown(event: KeyboardEvent): void {
    const nodes = [...this.#canvas.querySelectorAll<SVGGElement>('.node')];
    const at = nodes.findIndex((node) => node === document.activeElement);
    if (at === -1) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowRight: 1,
      ArrowUp: -1,
      ArrowLeft: -1,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const next = nodes[Math.min(nodes.length - 1, Math.max(0, at + step))];
      nodes[at]?.setAttribute('tabindex', '-1');
      next?.setAttribute('tabindex', '0');
      next?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      nodes[at]?.dispatchEvent(new MouseEvent('click'));
    } else return;
    event.preventDefault();
  }
}

function edgeOf({ edge, points }: PlacedEdge): SVGElement[] {
  const [first, ...others] = points;
  const middle = points[Math.floor(points.length / 2)];
  if (first === undefined || middle === undefined) return [];
  const path = svg('path', {
    class: edge.onError === true ? 'edge error' : 'edge',
    d: `M${first.x} ${first.y}${others.map(({ x, y }) => `L${x} ${y}`).join('')}`,
    'marker-end': 'url(#arrow)',
  });
  const label = edge.label ?? (edge.onError === true ? l10n.t('on error') : undefined);
  if (label === undefined) return [path];
  return [path, svg('text', { class: 'edge-label', x: middle.x + 6, y: middle.y }, [cut(label)])];
}

function arrowHead(): SVGElement {
  const marker = {
    id: 'arrow',
    viewBox: '0 0 8 8',
    refX: 7,
    refY: 4,
    markerWidth: 7,
    markerHeight: 7,
    orient: 'auto',
  };
  return svg('defs', {}, [svg('marker', marker, [svg('path', { d: 'M0 0 8 4 0 8z', class: 'arrow' })])]);
}

/** What became of it, in words; nothing while it has not run. */
function wordsOf({ runs = [], seconds, disabled, kind, hidden }: GraphNode): string[] {
  if (kind === 'more' || hidden !== undefined) return [moreTasks(hidden)];
  if (runs.length === 0) return disabled ? [l10n.t('disabled')] : [];
  const [only] = runs;
  if (runs.length === 1 && only?.count === 1) {
    return [
      [only.state, seconds === undefined ? '' : shortDuration(seconds * 1000)].filter(Boolean).join(' · '),
    ];
  }
  return [runs.map(({ state, count }) => `${count} × ${state}`).join(', ')];
}

function moreTasks(amount = 0): string {
  return amount === 1 ? l10n.t('1 more task') : l10n.t('{0} more tasks', amount);
}

function titleOf({ kind, name, hidden }: GraphNode): string {
  return kind === 'more' ? moreTasks(hidden) : name;
}

function shortType({ type }: GraphNode): string {
  return type?.split('.').at(-1) ?? '';
}

function widthOf(node: GraphNode): number {
  // Room for the state that comes later.
  const longest = Math.max(titleOf(node).length, shortType(node).length, 'SUCCESS · 12.3s'.length);
  return Math.min(longest, LONGEST_NAME) * CHARACTER_WIDTH + 52;
}

function cut(text: string): string {
  return text.length <= LONGEST_NAME ? text : `${text.slice(0, LONGEST_NAME - 1)}…`;
}

/** As the rules about graphs want a task run. */
function asTaskRun(taskRun: ShownTaskRun) {
  const { id, taskId, state } = taskRun;
  const length = taskRun.end === undefined ? undefined : lengthOf(taskRun, taskRun.end);
  const duration = length === undefined ? undefined : `PT${length / 1_000}S`;
  return { id, taskId, state: { current: state, histories: [], duration } };
}
