// The floor: the least that Node has to do to answer the call of a tool over HTTP from one request to Kestra.
const http = require('node:http');

const agent = new http.Agent({ keepAlive: true });

const readText = (stream, done) => {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (part) => (text += part));
  stream.on('end', () => done(text));
};

http
  .createServer((request, response) => {
    readText(request, (body) => {
      const { id } = JSON.parse(body);
      http.get(`${process.env.KESTRA_BASE_URL}/api/v1/main/namespaces/search`, { agent }, (answer) => {
        readText(answer, (text) => {
          const result = { content: [{ type: 'text', text: JSON.stringify(JSON.parse(text)) }] };
          response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'one' });
          response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
        });
      });
    });
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
