// The floor: the least that Node has to do to answer a client over stdio.
process.stdin.setEncoding('utf8');
process.stdin.on('data', (lines) => {
  for (const line of lines.trimEnd().split('\n')) {
    const { id } = JSON.parse(line);
    if (id !== undefined) process.stdout.write(`{"jsonrpc":"2.0","id":${id},"result":{}}\n`);
  }
});
process.stdin.on('end', () => process.exit(0));
