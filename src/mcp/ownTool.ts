/** A tool about the server itself rather than about Kestra: it is offered whatever the policy says. */
export interface OwnTool {
  listed: {
    name: string;
    title: string;
    description: string;
    inputSchema: { type: 'object'; [key: string]: unknown };
    outputSchema: { type: 'object'; [key: string]: unknown };
    annotations: Readonly<Record<string, string | boolean>>;
  };
  call(): object;
}
