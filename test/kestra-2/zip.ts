import { crc32, inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const STORED = 0;
const UTF8_NAMES = 0x800;

/** A zip archive of files, not compressed. */
export function zip(files: readonly [name: string, content: Buffer][]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const title = Buffer.from(name);
    const shared = sharedFields(title, content);
    const local = Buffer.concat([uint32(LOCAL), shared, title, content]);
    const place = Buffer.concat([uint16(0), uint16(0), uint16(0), uint32(0), uint32(offset)]);
    entries.push(Buffer.concat([uint32(CENTRAL), uint16(20), shared, place, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const count = uint16(files.length);
  const end = [uint32(END), uint32(0), count, count, uint32(directory.length), uint32(offset), uint16(0)];
  return Buffer.concat([...locals, directory, ...end]);
}

/** The files of a zip archive, stored or deflated. */
export function unzip(archive: Buffer): [name: string, content: Buffer][] {
  const files: [string, Buffer][] = [];
  const end = archive.lastIndexOf(uint32(END));
  let at = archive.readUInt32LE(end + 16);
  while (archive.readUInt32LE(at) === CENTRAL) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [title, extra, note] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const name = archive.toString('utf8', at + 46, at + 46 + (title ?? 0));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + size);
    if (!name.endsWith('/')) files.push([name, method === STORED ? content : inflateRawSync(content)]);
    at += 46 + (title ?? 0) + (extra ?? 0) + (note ?? 0);
  }
  return files;
}

function sharedFields(title: Buffer, content: Buffer): Buffer {
  return Buffer.concat([
    uint16(20),
    uint16(UTF8_NAMES),
    uint16(STORED),
    uint32(0),
    uint32(crc32(content)),
    uint32(content.length),
    uint32(content.length),
    uint16(title.length),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
