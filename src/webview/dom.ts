export interface ElementOptions {
  class?: string;
  /** As text: nothing in this view is ever read as HTML. */
  text?: string | undefined;
  title?: string | undefined;
  attributes?: Readonly<Record<string, string | number | undefined>>;
  onClick?: (event: MouseEvent) => void;
}

/** An HTML element with its children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  options: ElementOptions = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (options.class !== undefined) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  if (options.title !== undefined) made.title = options.title;
  const element: HTMLElement = made;
  if (options.onClick !== undefined) element.addEventListener('click', options.onClick);
  setAttributes(made, options.attributes ?? {});
  made.append(...children);
  return made;
}

/** An SVG element with its children. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  children: readonly (Node | string)[] = [],
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

export function button(
  label: string,
  onClick: () => void,
  options: { class?: string; title?: string } = {},
): HTMLButtonElement {
  return el('button', { ...options, text: label, onClick, attributes: { type: 'button' } });
}

/** Puts children in the place of those that were there. */
export function fill(parent: Element, children: readonly (Node | string)[]): void {
  parent.replaceChildren(...children);
}

function setAttributes(
  element: Element,
  attributes: Readonly<Record<string, string | number | undefined>>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, String(value));
  }
}
