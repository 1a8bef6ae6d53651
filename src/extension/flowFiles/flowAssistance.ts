import * as vscode from 'vscode';
import {
  expressionWords,
  filterWords,
  needsBrackets,
  typeBehind,
  type ToldExpressions,
  type Word,
} from '../../model/expressions.ts';
import {
  cursorAt,
  nameAt,
  scopeAt,
  type FlowCursor,
  type Owner,
  type Section,
} from '../../model/flowCursor.ts';
import { simpleName, type PluginKind } from '../../model/plugin.ts';
import type { PluginProperty } from '../../model/pluginDocumentation.ts';
import { plainMarkdown } from '../views/treeItem.ts';
import type { OpenFlow } from './flowDocument.ts';
import { FLOW_PARTS, FLOW_PROPERTIES, INPUT_PROPERTIES, INPUT_TYPES } from './flowWords.ts';
import { PluginKnowledge } from './pluginKnowledge.ts';
import { pluginText, propertyText } from './pluginText.ts';

const { CompletionItemKind: Kind } = vscode;
const KINDS: Readonly<Record<Exclude<Section, 'input'>, readonly PluginKind[]>> = {
  task: ['task'],
  trigger: ['trigger'],
  condition: ['condition'],
  taskRunner: ['taskRunner'],
};
const WORD_KINDS: Readonly<Record<Word['kind'], vscode.CompletionItemKind>> = {
  variable: Kind.Variable,
  function: Kind.Function,
  filter: Kind.Method,
};

/** Hover and completion in the source of a flow. Comes with a parser, so it is loaded when it is needed first. */
export class FlowAssistance {
  readonly #plugins: PluginKnowledge;

  constructor(services: ConstructorParameters<typeof PluginKnowledge>[0]) {
    this.#plugins = new PluginKnowledge(services);
  }

  async hover(
    document: vscode.TextDocument,
    { connectionId }: OpenFlow,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const name = nameAt(document.getText(), document.offsetAt(position));
    if (name === undefined) return undefined;
    const { type, path = [] } = name;
    if (name.property === undefined) {
      const plugin = await this.#plugins.describe(connectionId, type);
      return new vscode.Hover(plainMarkdown(pluginText(plugin)));
    }
    const properties = await this.#plugins.properties(connectionId, type, path);
    const property = properties.find((known) => known.name === name.property);
    return property && new vscode.Hover(plainMarkdown(propertyText(property)));
  }

  async complete(
    document: vscode.TextDocument,
    flow: OpenFlow,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const text = document.getText();
    const offset = document.offsetAt(position);
    const cursor = cursorAt(text, offset);
    if (cursor === undefined) return [];
    const items = await this.#itemsAt(cursor, flow, () => scopeAt(text, offset));
    const range = new vscode.Range(position.translate(0, -cursor.typed.length), position);
    for (const item of items) {
      item.range = range;
      if (cursor.kind === 'expression' && cursor.path.length > 0) bracketed(item, document, range);
    }
    return items;
  }

  async #itemsAt(
    cursor: FlowCursor,
    { connectionId, namespace }: OpenFlow,
    scope: () => ReturnType<typeof scopeAt>,
  ): Promise<vscode.CompletionItem[]> {
    switch (cursor.kind) {
      case 'type':
        return this.#types(connectionId, cursor.section);
      case 'property':
        return (await this.#properties(connectionId, cursor.owner))
          .filter(({ name }) => !cursor.owner.present.includes(name))
          .map(propertyItem);
      case 'value': {
        const properties = await this.#properties(connectionId, cursor.owner);
        const property = properties.find(({ name }) => name === cursor.property);
        const values = property?.type === 'boolean' ? ['true', 'false'] : (property?.values ?? []);
        return values.map((value) => new vscode.CompletionItem(value, Kind.Value));
      }
      case 'expression': {
        const told = await this.#plugins.expressions(connectionId, namespace);
        return cursor.isFilter
          ? filterWords(told).map(wordItem)
          : this.#words(connectionId, cursor.path, scope(), told);
      }
      default:
        return cursor satisfies never;
    }
  }

  async #types(connectionId: string, section: Section): Promise<vscode.CompletionItem[]> {
    if (section === 'input')
      return INPUT_TYPES.map((type) => new vscode.CompletionItem(type, Kind.EnumMember));
    const kinds = KINDS[section];
    const types = (await this.#plugins.types(connectionId)).filter(({ kind }) => kinds.includes(kind));
    return types.map(({ type, title, deprecated }) => {
      const item = new vscode.CompletionItem(type, Kind.Class);
      item.detail = title ?? '';
      // Found by its last part, too, which is what people remember.
      item.filterText = `${type} ${simpleName(type)}`;
      item.sortText = `${deprecated ? 1 : 0}${type}`;
      if (deprecated) item.tags = [vscode.CompletionItemTag.Deprecated];
      return item;
    });
  }

  async #properties(connectionId: string, { type, section, within }: Owner): Promise<PluginProperty[]> {
    if (section === 'flow') return FLOW_PROPERTIES;
    if (section === 'input') return INPUT_PROPERTIES;
    const base = [
      { name: 'id', type: 'string' },
      { name: 'type', type: 'string' },
    ];
    if (section === 'nested' && !type?.includes('.')) return this.#nested(connectionId, within);
    if (type === undefined) return base;
    const properties = await this.#plugins.properties(connectionId, type, []);
    return [...base.filter(({ name }) => !properties.some((known) => known.name === name)), ...properties];
  }

  async #nested(connectionId: string, within: Owner['within']): Promise<PluginProperty[]> {
    if (within === undefined) return [];
    const { type, path } = within;
    if (type === undefined) return FLOW_PARTS[path.join('.')] ?? [];
    return this.#plugins.properties(connectionId, type, path);
  }

  async #words(
    connectionId: string,
    path: readonly string[],
    scope: ReturnType<typeof scopeAt>,
    told: ToldExpressions | undefined,
  ): Promise<vscode.CompletionItem[]> {
    const type = typeBehind(path, scope);
    if (type === undefined) return expressionWords(path, scope, told).map(wordItem);
    const { outputs } = await this.#plugins.describe(connectionId, type);
    const names =
      outputs.length > 0
        ? outputs
        : expressionWords(path, scope, told).map(({ name }) => ({ name, type: '' }));
    return names.map(({ name, type: detail }) => wordItem({ name, kind: 'variable', detail }));
  }
}

function propertyItem(property: PluginProperty): vscode.CompletionItem {
  const { name, type, required, deprecated } = property;
  const item = new vscode.CompletionItem({ label: name, description: type }, Kind.Property);
  item.insertText = `${name}: `;
  item.sortText = `${deprecated === undefined ? 1 : 2}${required ? 0 : 1}${name}`;
  item.documentation = plainMarkdown(propertyText(property));
  if (deprecated !== undefined) item.tags = [vscode.CompletionItemTag.Deprecated];
  return item;
}

function wordItem({ name, kind, detail }: Word): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label: name, description: detail ?? '' }, WORD_KINDS[kind]);
  if (kind === 'function') item.insertText = new vscode.SnippetString(`${name}($1)`);
  return item;
}

/** `outputs.my-task` would be a subtraction: it is written `outputs['my-task']`. */
function bracketed(item: vscode.CompletionItem, document: vscode.TextDocument, range: vscode.Range): void {
  const name = typeof item.label === 'string' ? item.label : item.label.label;
  const dot = new vscode.Range(range.start.translate(0, -1), range.start);
  if (!needsBrackets(name) || document.getText(dot) !== '.') return;
  item.insertText = `['${name}']`;
  item.additionalTextEdits = [vscode.TextEdit.delete(dot)];
}
